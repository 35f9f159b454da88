#include "time/window_oracle.h"

#include <algorithm>
#include <map>

namespace wls::oracle {

using namespace std::chrono;

Clocks::Clocks(const Zone& zone, Instant from, Instant to)
    : zone_(zone), nearby_(zone, from - kBefore, to + kAfter, minutes(1)) {
    for (const auto& step : nearby_.steps)
        (step.is_second_pass ? seconds_ : firsts_).push_back({step.local, step.at});
    std::erase_if(nearby_.steps, [&](const Walk::Step& step) {
        return step.at < from - days(1) || step.at >= to + days(1);
    });
}

Instant Clocks::at(LocalTime time, Pass pass) const {
    const LocalTime minute = floor<minutes>(time);
    if (pass == Pass::Second)
        for (const auto& shown : seconds_)
            if (shown.local == minute) return shown.at + (time - minute);
    const auto shown = std::ranges::lower_bound(firsts_, minute, {}, &Shown::local);
    const bool is_skipped = shown->local != minute;
    return is_skipped ? shown->at : shown->at + (time - minute);
}

LocalDay Clocks::first_day() const {
    return floor<days>(firsts_.front().local) + days(1);
}

LocalDay Clocks::last_day() const {
    return floor<days>(firsts_.back().local) - days(1);
}

bool RuleOfSets::has_day(LocalTime start) const {
    const auto day = floor<days>(start);
    return !days_out.contains(day) && (!only || only->contains(day));
}

namespace {

using Spans = std::vector<PlannedWindow>;  // in the order of their starts by the clocks' faces

PlannedWindow placed(LocalTime start, LocalTime end, const Clocks& clocks) {
    return {{clocks.at(start), clocks.at(end)}, {start, end}};
}

std::vector<LocalTime> local_matches(const CronSets& cron, const Clocks& clocks) {
    std::vector<LocalTime> found;
    for (auto day = clocks.first_day(); day <= clocks.last_day(); day += days(1)) {
        const year_month_day date(day);
        if (!cron.has_day(date)) continue;
        if (!cron.months.contains(static_cast<int>(unsigned{date.month()}))) continue;
        for (const int hour : cron.hours)
            for (const int minute : cron.minutes)
                for (const int second : cron.seconds)
                    found.push_back(day + hours(hour) + minutes(minute) + seconds(second));
    }
    return found;
}

template <class Time>
struct Ups {
    std::vector<std::pair<Time, Time>> all;
    std::optional<Time> known_from;     // the first stop: what was before it is not known
    std::optional<Time> up_since = {};  // at the end of the clocks' days
};

// From moment to moment: the stop first, then the start, which counts only when nothing is up.
template <class Time>
Ups<Time> ups_of(const std::vector<Time>& starts, const std::vector<Time>& stops) {
    struct Events {
        bool starts = false, stops = false;
    };
    std::map<Time, Events> line;
    for (const auto at : starts) line[at].starts = true;
    for (const auto at : stops) line[at].stops = true;
    Ups<Time> ups;
    for (const auto& [at, events] : line) {
        if (events.stops) {
            if (ups.up_since) ups.all.emplace_back(*ups.up_since, at);
            ups.up_since.reset();
            if (!ups.known_from) ups.known_from = at;
        }
        if (events.starts && ups.known_from && !ups.up_since) ups.up_since = at;
    }
    return ups;
}

std::optional<Spans> spans_of_cron(const RuleOfSets& rule, const Clocks& clocks, Instant from,
                                   Instant to) {
    const auto& [start, stop] = *rule.cron;
    Spans spans;
    if (start.is_interval || stop.is_interval) {
        auto starts = matches(start, clocks.nearby());
        std::erase_if(starts, [&](Instant at) { return !rule.has_day(clocks.shown_at(at)); });
        const auto ups = ups_of(starts, matches(stop, clocks.nearby()));
        if (!ups.known_from || *ups.known_from > from) return {};
        if (ups.up_since && *ups.up_since < to) return {};
        for (const auto& [begin, end] : ups.all)
            spans.push_back({{begin, end}, {clocks.shown_at(begin), clocks.shown_at(end)}});
        return spans;
    }
    auto starts = local_matches(start, clocks);
    std::erase_if(starts, [&](LocalTime at) { return !rule.has_day(at); });
    const auto ups = ups_of(starts, local_matches(stop, clocks));
    if (!ups.known_from || clocks.at(*ups.known_from) > from) return {};
    if (ups.up_since && clocks.at(*ups.up_since) < to) return {};
    for (const auto& [begin, end] : ups.all) spans.push_back(placed(begin, end, clocks));
    return spans;
}

// Of those that begin together the longest.
Spans spans_of_weekly(const RuleOfSets& rule, const Clocks& clocks, LocalDay last) {
    std::map<LocalTime, LocalTime> ends;
    for (auto day = clocks.first_day(); day <= last; day += days(1))
        for (const auto& entry : rule.weekly)
            if (entry.days.contains(weekday(day).c_encoding())) {
                const LocalTime start = day + entry.start;
                ends[start] = std::max(ends[start], start + entry.length);
            }
    Spans spans;
    for (const auto& [start, end] : ends)
        if (rule.has_day(start)) spans.push_back(placed(start, end, clocks));
    return spans;
}

Spans spans_of_series(const RuleOfSets& rule, const Clocks& clocks, LocalDay last) {
    const LocalTime first = rule.fields.start->time, end = rule.fields.end->time;
    std::set<LocalTime> all = rule.extra;
    for (const auto start :
         starts(*rule.series, first, static_cast<int>(year_month_day(last).year())))
        if (!rule.starts_out.contains(start) && !rule.series_days_out.contains(floor<days>(start)))
            all.insert(start);
    Spans spans;
    for (const auto start : all)
        if (start >= clocks.first_day() && start < last + days(1) && rule.has_day(start))
            spans.push_back(placed(start, start + (end - first), clocks));
    return spans;
}

Spans span_of_one(const RuleOfSets& rule, const Clocks& clocks) {
    const auto &start = *rule.fields.start, &end = *rule.fields.end;
    if (!rule.has_day(start.time)) return {};
    return {{{clocks.at(start.time, start.pass), clocks.at(end.time, end.pass)},
             {start.time, end.time}}};
}

// What a window that is cut shows is what clocks show there.
std::optional<PlannedWindow> from_on(Instant from, PlannedWindow span, const Clocks& clocks) {
    auto& [window, local] = span;
    if (window.start_at >= from) return span;
    if (window.end_at <= from) return {};
    window.start_at = from;
    local = {clocks.shown_at(from), clocks.shown_at(window.end_at)};
    return span;
}

PlannedWindow up_to(Instant until, PlannedWindow span, const Clocks& clocks) {
    if (span.window.end_at <= until) return span;
    return {{span.window.start_at, until}, {span.local.start, clocks.shown_at(until)}};
}

}  // namespace

std::optional<std::vector<PlannedWindow>> windows(const RuleOfSets& rule, const Clocks& clocks,
                                                  Instant from, Instant to) {
    const Instant valid_from = rule.valid_from ? clocks.at(*rule.valid_from) : Instant::min();
    const Instant valid_until = rule.valid_until ? clocks.at(*rule.valid_until) : Instant::max();
    const LocalDay last = floor<days>(clocks.shown_at(to)) + days(1);
    std::optional<Spans> spans;
    if (rule.cron)
        spans = spans_of_cron(rule, clocks, from, to);
    else if (!rule.weekly.empty())
        spans = spans_of_weekly(rule, clocks, last);
    else if (rule.series)
        spans = spans_of_series(rule, clocks, last);
    else
        spans = span_of_one(rule, clocks);
    if (!spans) return {};

    // Of those that start at one instant: the skipped ones, then the longest of the others.
    std::map<Instant, Spans> by_start;
    for (const auto& span : *spans)
        if (const auto left = from_on(valid_from, span, clocks))
            by_start[left->window.start_at].push_back(*left);
    std::vector<PlannedWindow> found;
    for (const auto& [start, group] : by_start) {
        if (start < from || start >= to || start >= valid_until) continue;
        const PlannedWindow* longest = nullptr;
        for (const auto& span : group) {
            if (span.is_skipped())
                found.push_back(span);
            else if (longest == nullptr || span.window.end_at > longest->window.end_at)
                longest = &span;
        }
        if (longest != nullptr) found.push_back(up_to(valid_until, *longest, clocks));
    }
    return found;
}

}  // namespace wls::oracle
