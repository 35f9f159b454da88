// The days that a recurrence rule means, period by period: what its search walks. Pure values; any
// thread. Users of the library need rrule.h only.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

#include "time/rrule/rrule_parts.h"

namespace wls {

// Some days of a period, by their place in it: 0 is its first, 365 the most.
class DayRow {
  public:
    // Bit n of `days`, 63 at most, is the place n later than `place`.
    void add(std::uint64_t days, int place);
    void keep_common(const DayRow& other);
    // Of its days in their order only these: 1 is the first, -1 the last.
    void keep_positions(const std::vector<int>& positions);

    bool has(int place) const { return from(place) == place; }
    // The first that is not below `least` (from 0), the last not above `most` (to any); -1: none.
    int from(int least) const;
    int until(int most) const;

  private:
    std::array<std::uint64_t, 6> words_{};
};

class RRuleDays {
  public:
    using Day = std::chrono::local_days;

    // What `parts` does not say comes from the day of the first start.
    RRuleDays(const RRuleParts& parts, Day first);

    // The periods that INTERVAL chooses, numbered from that of the first start, 0. A period is a
    // week or a year; a month for daily rules too.
    struct Period {
        Day begin;
        DayRow days;
    };
    Period period(std::int64_t number) const;

    // The last of them that begins on that day, which is not before the first start, or earlier.
    std::int64_t period_of(Day day) const;

  private:
    struct Range;  // of places in a period

    bool has_month(std::chrono::month month) const;
    DayRow days_of_week(Day begin) const;
    DayRow days_of_months(std::chrono::year_month first, int count) const;
    void add_month_days(DayRow& row, const Range& month) const;
    void add_week_days(DayRow& row, const Range& range) const;
    void add_by_interval(DayRow& row, Day begin, int length) const;

    RRuleParts::Frequency frequency_;
    int interval_;
    Day first_;
    std::chrono::year_month first_month_;
    Day first_week_;                // its first day, by WKST
    std::uint32_t months_ = 0;      // bit n: month n; 0: all
    std::uint32_t month_days_ = 0;  // bit n: the n-th
    std::uint32_t last_days_ = 0;   // bit n: the n-th from the end
    bool any_month_day_ = true;
    std::uint32_t week_days_ = 0;                  // every one of them; bit 0: Monday
    std::vector<RRuleParts::DayOfWeek> ordinals_;  // 2FR
    bool any_week_day_ = true;
    std::vector<int> positions_;
};

}  // namespace wls
