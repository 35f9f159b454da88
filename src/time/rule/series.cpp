#include "time/rule/series.h"

#include <algorithm>

#include "time/rule/date_text.h"

namespace wls {

namespace {

using Day = std::chrono::local_days;

Day day_of(LocalTime time) {
    return std::chrono::floor<std::chrono::days>(time);
}

// Calls `take` with each. Invalid: "except: …".
template <class Take>
Result<> read_all(const char* field, const std::vector<std::string>& texts, Take take) {
    if (texts.size() > Series::kMostDates)
        return fail(ErrorCode::Invalid, std::string(field) + ": over " +
                                            std::to_string(Series::kMostDates) +
                                            " dates; a calendar takes more");
    for (const auto& text : texts) {
        const auto read = parse_date_or_time(text);
        if (!read) return fail(field, read);
        take(*read);
    }
    return {};
}

}  // namespace

Result<Series> Series::parse(const LocalSpan& first, std::string_view repeat,
                             const std::vector<std::string>& except,
                             const std::vector<std::string>& extra) {
    auto rule = RRule::parse(repeat, first.start);
    if (!rule) return fail("repeat", rule);
    Series series(first, std::move(*rule));
    WLS_TRY(read_all("except", except, [&](const DateOrTime& date) {
        if (const auto* const day = std::get_if<Day>(&date))
            series.days_out_.push_back(*day);
        else
            series.starts_out_.push_back(std::get<LocalTime>(date));
    }));
    WLS_TRY(read_all("extra", extra, [&](const DateOrTime& date) {
        const auto* const day = std::get_if<Day>(&date);
        series.extra_.push_back(day ? *day + (first.start - day_of(first.start))
                                    : std::get<LocalTime>(date));
    }));
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
