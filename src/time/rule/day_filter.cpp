#include "time/rule/day_filter.h"

#include <algorithm>

namespace wls {

namespace {

using std::chrono::days;

// One alone keeps its dates shared with all others who have it.
Calendar united(const std::vector<Calendar>& calendars) {
    if (calendars.size() == 1) return calendars.front();
    std::vector<NumberedSpan> spans;
    for (const auto& calendar : calendars)
        for (const auto& span : calendar.spans()) spans.push_back({span.first, span.last});
    return *Calendar::of(std::move(spans), {""});
}

Calendar without(const Calendar& calendar, const Calendar& out) {
    if (out.empty()) return calendar;
    std::vector<NumberedSpan> spans;
    for (const auto& span : calendar.spans()) {
        auto first = out.first_missing_from(span.first);
        while (first <= span.last) {
            const auto next_out = out.first_from(first);
            const auto last = next_out ? std::min(*next_out - days(1), span.last) : span.last;
            spans.push_back({first, last});
            first = out.first_missing_from(last + days(1));
        }
    }
    return *Calendar::of(std::move(spans), {""});
}

}  // namespace

DayFilter::DayFilter(const std::vector<Calendar>& skip, const std::vector<Calendar>& only)
    : days_(only.empty() ? united(skip) : without(united(only), united(skip))),
      are_in_(!only.empty()) {}

std::optional<DayFilter::Day> DayFilter::first_from(Day day) const {
    return are_in_ ? days_.first_from(day) : days_.first_missing_from(day);
}

std::optional<DayFilter::Day> DayFilter::last_until(Day day) const {
    return are_in_ ? days_.last_until(day) : days_.last_missing_until(day);
}

}  // namespace wls
