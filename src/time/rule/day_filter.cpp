#include "time/rule/day_filter.h"

#include <algorithm>

#include "time/local_time.h"

namespace wls {

bool DayFilter::allows(Day day) const {
    const auto has_it = [day](const Calendar& calendar) { return calendar.contains(day); };
    return std::ranges::none_of(skip_, has_it) &&
           (only_.empty() || std::ranges::any_of(only_, has_it));
}

// Each turn passes over days that are out; a day that none of them passes over is in.
std::optional<DayFilter::Day> DayFilter::first_from(Day day) const {
    while (LocalTime{day} <= kLastLocalTime) {
        std::optional<Day> at = only_.empty() ? std::optional(day) : std::nullopt;
        for (const auto& calendar : only_)
            if (const auto found = calendar.first_from(day))
                at = at ? std::min(*at, *found) : *found;
        if (!at) return {};
        for (const auto& calendar : skip_) at = calendar.first_missing_from(*at);
        if (*at == day) return day;
        day = *at;
    }
    return {};
}

std::optional<DayFilter::Day> DayFilter::last_until(Day day) const {
    while (LocalTime{day} >= kFirstLocalTime) {
        std::optional<Day> at = only_.empty() ? std::optional(day) : std::nullopt;
        for (const auto& calendar : only_)
            if (const auto found = calendar.last_until(day))
                at = at ? std::max(*at, *found) : *found;
        if (!at) return {};
        for (const auto& calendar : skip_) at = calendar.last_missing_until(*at);
        if (*at == day) return day;
        day = *at;
    }
    return {};
}

}  // namespace wls
