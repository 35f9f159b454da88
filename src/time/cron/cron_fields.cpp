#include "time/cron/cron_fields.h"

namespace wls {

namespace {

constexpr int kSaturday = 6;

// The same days of the week through a month: bit d is set when day d is one of `week_days` and the
// month's first is `first` (0: Sunday).
std::uint32_t through_month(std::uint32_t week_days, int first) {
    // A bit for each of six weeks: the product has the days of all.
    constexpr std::uint64_t kWeeks = 0x8'1020'4081;
    return static_cast<std::uint32_t>(((week_days * kWeeks) >> first) << 1);
}

// The day from Monday to Friday that is nearest to `day`, without leaving the month.
int nearest_weekday(int day, int last, int week_day) {
    if (week_day == kSaturday) return day == 1 ? 3 : day - 1;
    if (week_day == 0) return day == last ? day - 2 : day + 1;
    return day;
}

}  // namespace

std::uint32_t CronFields::by_days(int last, int first) const {
    const auto week_day = [first](int day) { return (first + day - 1) % 7; };
    std::uint32_t found = days;
    for (auto rest = days_to_last; rest != 0; rest &= rest - 1)
        if (const int day = last - std::countr_zero(rest); day > 0) found |= 1U << day;
    for (auto rest = nearest_days; rest != 0; rest &= rest - 1)
        if (const int day = std::countr_zero(rest); day <= last)
            found |= 1U << nearest_weekday(day, last, week_day(day));
    if (last_weekday) found |= 1U << nearest_weekday(last, last, week_day(last));
    return found;
}

std::uint32_t CronFields::by_week_days(int last, int first) const {
    std::uint32_t found = through_month(week_days, first);
    for (unsigned k = 0; k < nth_week_days.size(); ++k)
        if (nth_week_days[k] != 0)
            found |= through_month(nth_week_days[k], first) & (0x7FU << (7 * k + 1));
    return found | (through_month(last_week_days, first) & (0x7FU << (last - 6)));
}

std::uint32_t CronFields::days_of(std::chrono::year_month month) const {
    using namespace std::chrono;
    const int last = static_cast<int>(unsigned{(month / std::chrono::last).day()});
    const auto all = static_cast<std::uint32_t>(((std::uint64_t{1} << last) - 1) << 1);
    if (any_day && any_week_day) return all;
    const int first = static_cast<int>(weekday(sys_days(month / 1)).c_encoding());
    std::uint32_t found = 0;
    if (!any_day) found |= by_days(last, first);
    if (!any_week_day) found |= by_week_days(last, first);
    return found & all;
}

std::optional<int> CronFields::time_from(int second) const {
    const int hour = second / 3600, minute = second / 60 % 60;
    const auto at = [](int h, int m, int s) { return (h * 60 + m) * 60 + s; };
    const int first_second = std::countr_zero(seconds), first_minute = std::countr_zero(minutes);
    if (((hours >> hour) & 1) != 0) {
        if (((minutes >> minute) & 1) != 0)
            if (const int found = member_from(seconds, second % 60); found >= 0)
                return at(hour, minute, found);
        if (const int found = member_from(minutes, minute + 1); found >= 0)
            return at(hour, found, first_second);
    }
    const int found = member_from(hours, hour + 1);
    if (found < 0) return {};
    return at(found, first_minute, first_second);
}

std::optional<int> CronFields::time_until(int second) const {
    const int hour = second / 3600, minute = second / 60 % 60;
    const auto at = [](int h, int m, int s) { return (h * 60 + m) * 60 + s; };
    const int last_second = member_until(seconds, 59), last_minute = member_until(minutes, 59);
    if (((hours >> hour) & 1) != 0) {
        if (((minutes >> minute) & 1) != 0)
            if (const int found = member_until(seconds, second % 60); found >= 0)
                return at(hour, minute, found);
        if (const int found = member_until(minutes, minute - 1); found >= 0)
            return at(hour, found, last_second);
    }
    const int found = member_until(hours, hour - 1);
    if (found < 0) return {};
    return at(found, last_minute, last_second);
}

}  // namespace wls
