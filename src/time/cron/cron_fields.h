// A cron expression's fields as sets of bits, and the questions that a search asks of them: which
// days of a month, which times of a day. Pure values; any thread. Users of the library need cron.h
// only.
#pragma once

#include <array>
#include <bit>
#include <chrono>
#include <cstdint>
#include <optional>

namespace wls {

// Bit n of a set is its member n. 48 bytes, for there may be a million.
struct CronFields {
    std::uint64_t seconds = 1;
    std::uint64_t minutes = 0;
    std::uint32_t hours = 0;
    std::uint32_t months = 0;  // 1 to 12

    std::uint32_t days = 0;          // 1 to 31
    std::uint32_t days_to_last = 0;  // L-n: n days before the month's last
    std::uint32_t nearest_days = 0;  // nW: the weekday nearest to the n-th, in the same month
    bool last_weekday = false;       // LW: the last day from Monday to Friday

    std::uint8_t week_days = 0;                   // 0 (Sunday) to 6
    std::uint8_t last_week_days = 0;              // nL: the last such day of the month
    std::array<std::uint8_t, 5> nth_week_days{};  // n#k, by k - 1

    bool any_day = true;       // the day of the month is `*`
    bool any_week_day = true;  // the day of the week is `*`
    bool is_interval = false;  // hour or minute is `*` or `*/n`: matched against instants
    bool has_hash = false;     // H: another key says other fields

    // The days of that month on which it matches: bits 1 to 31.
    std::uint32_t days_of(std::chrono::year_month month) const;

    // The first time of a day not before `second` (0 to 86,399), or the last not after it.
    std::optional<int> time_from(int second) const;
    std::optional<int> time_until(int second) const;

  private:
    // The same, of the fields for days of the month, and of those for days of the week. `last` is
    // the month's last day, `first` the day of the week of its first.
    std::uint32_t by_days(int last, int first) const;
    std::uint32_t by_week_days(int last, int first) const;
};

// The least member that is not below `least`, or the greatest not above `most`; -1: none.
constexpr int member_from(std::uint64_t set, int least) {
    if (least > 63) return -1;
    const std::uint64_t rest = set & (~std::uint64_t{0} << least);
    return rest == 0 ? -1 : std::countr_zero(rest);
}
constexpr int member_until(std::uint64_t set, int most) {
    if (most < 0) return -1;
    const std::uint64_t rest = set & (~std::uint64_t{0} >> (63 - most));
    return rest == 0 ? -1 : 63 - std::countl_zero(rest);
}

}  // namespace wls
