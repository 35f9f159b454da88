#include "time/cron.h"

#include <algorithm>

#include "time/cron/cron_parser.h"
#include "time/searched_years.h"
#include "time/zone/local_search.h"

namespace wls {

namespace {

using std::chrono::seconds;
using Day = std::chrono::local_days;

constexpr int kDay = 86'400;
constexpr LocalTime kLast = kSearchedUntil - seconds(1);
constexpr std::chrono::days kMostShift(2);

struct Split {
    Day day;
    int second;  // of the day
};

Split split(std::chrono::local_seconds time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    return {day, static_cast<int>((time - day).count())};
}

Day day_of(std::chrono::year_month month, unsigned day) {
    return Day{month / std::chrono::day(day)};
}

}  // namespace

Result<Cron> Cron::parse(std::string_view text, std::uint64_t key) {
    const auto fields = parse_cron(text, key);
    if (!fields) return fail(fields);
    return Cron(*fields);
}

std::optional<LocalTime> Cron::next_local(LocalTime from) const {
    auto [day, second] = split(std::chrono::ceil<seconds>(std::max(from, kSearchedFrom)));
    if (day > kLastSearchedDay) return {};
    const std::chrono::year_month_day date(day);
    std::chrono::year_month month = date.year() / date.month();
    int least = static_cast<int>(unsigned{date.day()});
    while (month.year() <= std::chrono::year(2400)) {
        const int wanted = member_from(fields_.months, static_cast<int>(unsigned{month.month()}));
        if (wanted != static_cast<int>(unsigned{month.month()})) {
            month = wanted < 0 ? (month.year() + std::chrono::years(1)) / 1 : month.year() / wanted;
            least = 1;
            continue;
        }
        const auto days = fields_.days_of(month);
        for (int found = member_from(days, least); found >= 0;
             found = member_from(days, found + 1)) {
            const Day at = day_of(month, static_cast<unsigned>(found));
            if (const auto time = fields_.time_from(at == day ? second : 0))
                return LocalTime{at} + seconds(*time);
        }
        month += std::chrono::months(1);
        least = 1;
    }
    return {};
}

std::optional<LocalTime> Cron::prev_local(LocalTime until) const {
    auto [day, second] = split(std::chrono::floor<seconds>(std::min(until, kLast)));
    if (day < kFirstSearchedDay) return {};
    const std::chrono::year_month_day date(day);
    std::chrono::year_month month = date.year() / date.month();
    int most = static_cast<int>(unsigned{date.day()});
    while (month.year() >= std::chrono::year(1970)) {
        const int wanted = member_until(fields_.months, static_cast<int>(unsigned{month.month()}));
        if (wanted != static_cast<int>(unsigned{month.month()})) {
            month =
                wanted < 1 ? (month.year() - std::chrono::years(1)) / 12 : month.year() / wanted;
            most = 31;
            continue;
        }
        const auto days = fields_.days_of(month);
        for (int found = member_until(days, most); found >= 0;
             found = member_until(days, found - 1)) {
            const Day at = day_of(month, static_cast<unsigned>(found));
            if (const auto time = fields_.time_until(at == day ? second : kDay - 1))
                return LocalTime{at} + seconds(*time);
        }
        month -= std::chrono::months(1);
        most = 31;
    }
    return {};
}

std::optional<Instant> Cron::next(Instant after, const Zone& zone) const {
    after = within_reach(after);
    return fields_.is_interval ? next_interval(after, zone) : next_fixed(after, zone);
}

std::optional<Instant> Cron::prev(Instant before, const Zone& zone) const {
    before = within_reach(before);
    return fields_.is_interval ? prev_interval(before, zone) : prev_fixed(before, zone);
}

std::optional<Instant> Cron::next_fixed(Instant after, const Zone& zone) const {
    LocalTime from = search_after(zone, after);
    while (const auto local = next_local(from)) {
        const Instant at = zone.to_instant(*local);
        if (at > after) return at;
        from = std::max(*local + seconds(1), zone.resolve(*local).resumes_local);
    }
    return {};
}

std::optional<Instant> Cron::prev_fixed(Instant before, const Zone& zone) const {
    LocalTime until = search_before(zone, before);
    while (const auto local = prev_local(until)) {
        const Instant at = zone.to_instant(*local);
        if (at < before) return at;
        until = *local - seconds(1);
    }
    return {};
}

// Between two changes of the clocks local times run like instants. Where the stretch has no match,
// the next one is near the first local time that matches at all: no change moves clocks further
// than kMostShift, so nothing on the way there is looked at.
std::optional<Instant> Cron::next_interval(Instant after, const Zone& zone) const {
    Instant from = std::chrono::floor<seconds>(after) + seconds(1);
    for (;;) {
        const auto span = zone.steady_from(from);
        const LocalTime shown{from.time_since_epoch() + span.offset};
        if (const auto local = next_local(shown)) {
            const Instant at{local->time_since_epoch() - span.offset};
            if (!span.until || at < *span.until) return at;
        }
        const auto local = span.until ? next_local(shown - kMostShift) : std::nullopt;
        if (!local) return {};
        from = std::max(*span.until, Instant{local->time_since_epoch() - span.offset} - kMostShift);
    }
}

std::optional<Instant> Cron::prev_interval(Instant before, const Zone& zone) const {
    Instant until = std::chrono::ceil<seconds>(before) - seconds(1);
    for (;;) {
        const auto span = zone.steady_until(until);
        const LocalTime shown{until.time_since_epoch() + span.offset};
        if (const auto local = prev_local(shown)) {
            const Instant at{local->time_since_epoch() - span.offset};
            if (!span.since || at >= *span.since) return at;
        }
        const auto local = span.since ? prev_local(shown + kMostShift) : std::nullopt;
        if (!local) return {};
        until = std::min(*span.since - seconds(1),
                         Instant{local->time_since_epoch() - span.offset} + kMostShift);
    }
}

}  // namespace wls
