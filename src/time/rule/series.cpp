#include "time/rule/series.h"

#include <algorithm>

#include "time/rule/date_text.h"

namespace wls {

namespace {

using Day = std::chrono::local_days;

}  // namespace

Result<Series> Series::parse(const LocalSpan& first, std::string_view repeat,
                             const std::vector<std::string>& except,
                             const std::vector<std::string>& extra) {
    auto rule = RRule::parse(repeat, first.start);
    if (!rule) return fail("repeat", rule);
    Series series(first, std::move(*rule));
    const auto out = parse_dates("except", except);
    if (!out) return fail(out);
    for (const auto& date : *out)
        if (const auto* const day = std::get_if<Day>(&date))
            series.days_out_.push_back(*day);
        else
            series.starts_out_.push_back(std::get<LocalTime>(date));
    const auto more = parse_dates("extra", extra);
    if (!more) return fail(more);
    for (const auto& date : *more) {
        const auto* const day = std::get_if<Day>(&date);
        series.extra_.push_back(day ? *day + (first.start - day_of(first.start))
                                    : std::get<LocalTime>(date));
    }
    std::ranges::sort(series.days_out_);
    std::ranges::sort(series.starts_out_);
    std::ranges::sort(series.extra_);
    return series;
}

bool Series::is_out(LocalTime start) const {
    return std::ranges::binary_search(days_out_, day_of(start)) ||
           std::ranges::binary_search(starts_out_, start);
}

std::optional<LocalSpan> Series::next_local(LocalTime from) const {
    auto start = rule_.next_local(from);
    while (start && is_out(*start)) start = rule_.next_local(*start + Duration(1));
    const auto extra = std::ranges::lower_bound(extra_, from);
    if (extra != extra_.end() && (!start || *extra < *start)) start = *extra;
    return start ? std::optional(at(*start)) : std::nullopt;
}

std::optional<LocalSpan> Series::prev_local(LocalTime until) const {
    auto start = rule_.prev_local(until);
    while (start && is_out(*start)) start = rule_.prev_local(*start - Duration(1));
    const auto extra = std::ranges::upper_bound(extra_, until);
    if (extra != extra_.begin() && (!start || *std::prev(extra) > *start))
        start = *std::prev(extra);
    return start ? std::optional(at(*start)) : std::nullopt;
}

}  // namespace wls
