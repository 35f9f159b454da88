#include "time/rrule.h"

#include <algorithm>

#include "time/rrule/rrule_parser.h"
#include "time/searched_years.h"

namespace wls {

namespace {

using std::chrono::days;

}  // namespace

Result<RRule> RRule::parse(std::string_view text, LocalTime first_start) {
    if (first_start < kSearchedFrom || first_start >= kSearchedUntil)
        return fail(ErrorCode::Invalid, "the first start of a rule lies in the years 1970 to 2400");
    auto parts = parse_rrule(text, first_start);
    if (!parts) return fail(parts);
    return RRule(std::move(*parts), first_start);
}

RRule::RRule(Parts parts, LocalTime first_start)
    : parts_(std::move(parts)),
      first_(first_start),
      first_day_(std::chrono::floor<days>(first_start)),
      days_(parts_, first_day_),
      last_day_(kLastSearchedDay) {
    const Duration time_of_day = first_ - first_day_;
    if (parts_.until)
        last_day_ = std::min(last_day_, std::chrono::floor<days>(*parts_.until - time_of_day));
    if (parts_.count) last_day_ = last_of(*parts_.count);
    last_period_ = days_.period_of(last_day_);
}

RRule::Day RRule::last_of(int count) const {
    Day last = first_day_;
    int left = count - 1;
    const auto last_period = days_.period_of(kLastSearchedDay);
    for (std::int64_t number = 0; number <= last_period; ++number) {
        const auto [begin, found] = days_.period(number);
        const auto passed = static_cast<int>((first_day_ - begin).count());
        int place = found.from(std::max(passed + 1, 0));
        for (; place >= 0; place = found.from(place + 1)) {
            if (left-- == 0 || begin + days(place) > kLastSearchedDay) return last;
            last = begin + days(place);
        }
    }
    return last;
}

bool RRule::means_first() const {
    const auto [begin, found] = days_.period(0);
    return found.has(static_cast<int>((first_day_ - begin).count()));
}

std::optional<LocalTime> RRule::next_local(LocalTime from) const {
    if (from <= first_) return first_;
    const Duration time_of_day = first_ - first_day_;
    const Day wanted = std::chrono::ceil<days>(from - time_of_day);
    if (wanted > last_day_) return {};
    for (auto number = days_.period_of(wanted); number <= last_period_; ++number) {
        const auto [begin, found] = days_.period(number);
        const auto passed = static_cast<int>((wanted - begin).count());
        const int place = found.from(std::max(passed, 0));
        if (place < 0) continue;
        if (begin + days(place) > last_day_) return {};
        return begin + days(place) + time_of_day;
    }
    return {};
}

std::optional<LocalTime> RRule::prev_local(LocalTime until) const {
    if (until < first_) return {};
    const Duration time_of_day = first_ - first_day_;
    const Day wanted = std::min(std::chrono::floor<days>(until - time_of_day), last_day_);
    for (auto number = days_.period_of(wanted); number >= 0; --number) {
        const auto [begin, found] = days_.period(number);
        const int place = found.until(static_cast<int>((wanted - begin).count()));
        if (place < 0) continue;
        if (begin + days(place) <= first_day_) break;
        return begin + days(place) + time_of_day;
    }
    return first_;
}

}  // namespace wls
