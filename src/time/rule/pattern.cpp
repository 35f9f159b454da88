#include "time/rule/pattern.h"

#include <algorithm>

#include "time/rule/date_text.h"
#include "time/searched_years.h"
#include "time/zone/local_search.h"

namespace wls {

namespace {

using std::chrono::days;

// The forms that know what clocks show and nothing of days that are out.
template <class Form>
std::optional<LocalSpan> next_allowed(const Form& form, LocalTime from, const DayFilter& filter) {
    while (const auto span = form.next_local(from)) {
        const auto day = day_of(span->start);
        if (filter.allows(day)) return span;
        const auto next = filter.first_from(day + days(1));
        if (!next || *next > kLastSearchedDay) return {};
        from = *next;
    }
    return {};
}

template <class Form>
std::optional<LocalSpan> prev_allowed(const Form& form, LocalTime until, const DayFilter& filter) {
    while (const auto span = form.prev_local(until)) {
        const auto day = day_of(span->start);
        if (filter.allows(day)) return span;
        const auto last = filter.last_until(day - days(1));
        if (!last || *last < kFirstSearchedDay) return {};
        until = LocalTime{*last + days(1)} - Duration(1);
    }
    return {};
}

struct NextLocal {
    LocalTime from;
    const DayFilter& filter;

    std::optional<LocalSpan> operator()(const OneOff&) const { return {}; }
    std::optional<LocalSpan> operator()(const CronPair& pair) const {
        return pair.next_local(from, filter);
    }
    template <class Form>
    std::optional<LocalSpan> operator()(const Form& form) const {
        return next_allowed(form, from, filter);
    }
};

struct PrevLocal {
    LocalTime until;
    const DayFilter& filter;

    std::optional<LocalSpan> operator()(const OneOff&) const { return {}; }
    std::optional<LocalSpan> operator()(const CronPair& pair) const {
        return pair.prev_local(until, filter);
    }
    template <class Form>
    std::optional<LocalSpan> operator()(const Form& form) const {
        return prev_allowed(form, until, filter);
    }
};

}  // namespace

const CronPair* Pattern::interval_pair() const {
    const auto* const pair = std::get_if<CronPair>(&form_);
    return pair && pair->is_interval() ? pair : nullptr;
}

std::optional<LocalSpan> Pattern::next_local(LocalTime from) const {
    const auto span = std::visit(NextLocal{std::max(from, kSearchedFrom), days_}, form_);
    return span && span->start < kSearchedUntil ? span : std::nullopt;
}

std::optional<LocalSpan> Pattern::prev_local(LocalTime until) const {
    const auto span =
        std::visit(PrevLocal{std::min(until, kSearchedUntil - Duration(1)), days_}, form_);
    return span && span->start >= kSearchedFrom ? span : std::nullopt;
}

std::optional<PlannedWindow> Pattern::placed(const std::optional<LocalSpan>& span) const {
    if (!span) return {};
    return PlannedWindow{{zone_.to_instant(span->start), zone_.to_instant(span->end)}, *span};
}

std::optional<PlannedWindow> Pattern::read(const std::optional<Window>& window) const {
    if (!window) return {};
    return PlannedWindow{
        *window, {zone_.to_local(window->start_at).time, zone_.to_local(window->end_at).time}};
}

std::optional<PlannedWindow> Pattern::first_from(Instant from) const {
    if (const auto* const once = std::get_if<OneOff>(&form_))
        return once->window.window.start_at >= from &&
                       days_.allows(day_of(once->window.local.start))
                   ? std::optional(once->window)
                   : std::nullopt;
    if (const auto* const pair = interval_pair())
        return read(pair->next(within_reach(from), zone_, days_));
    auto found = placed(next_local(search_after(zone_, within_reach(from) - Duration(1))));
    while (found && found->window.start_at < from) found = after(*found);
    return found;
}

std::optional<PlannedWindow> Pattern::last_before(Instant before_it) const {
    if (const auto* const once = std::get_if<OneOff>(&form_))
        return once->window.window.start_at < before_it &&
                       days_.allows(day_of(once->window.local.start))
                   ? std::optional(once->window)
                   : std::nullopt;
    if (const auto* const pair = interval_pair())
        return read(pair->prev(within_reach(before_it) - Duration(1), zone_, days_));
    auto found = placed(prev_local(search_before(zone_, within_reach(before_it))));
    while (found && found->window.start_at >= before_it) found = before(*found);
    return found;
}

std::optional<PlannedWindow> Pattern::after(const PlannedWindow& window) const {
    if (const auto* const pair = interval_pair())
        return read(pair->next(window.window.start_at + Duration(1), zone_, days_));
    return placed(next_local(window.local.start + Duration(1)));
}

std::optional<PlannedWindow> Pattern::before(const PlannedWindow& window) const {
    if (const auto* const pair = interval_pair())
        return read(pair->prev(window.window.start_at - Duration(1), zone_, days_));
    return placed(prev_local(window.local.start - Duration(1)));
}

// Only where clocks skip their starts several come to begin together.
bool Pattern::begins_alone(const PlannedWindow& window) const {
    return zone_.to_local(window.window.start_at).time == window.local.start;
}

std::optional<PlannedWindow> Pattern::open_at(Instant at) const {
    at = within_reach(at);
    const auto reach = overlap_reach();
    std::optional<PlannedWindow> open;
    for (auto found = last_before(at + Duration(1)); found; found = before(*found)) {
        const Window& window = found->window;
        if (window.contains(at) && (!open || open->window.end_at < window.end_at)) open = found;
        if (!reach || window.start_at < at - *reach) break;
    }
    return open;
}

// Nothing: the form's windows never overlap. Else what starts earlier than this before an instant
// is over then.
std::optional<Duration> Pattern::overlap_reach() const {
    constexpr days kMostByClocks(2);  // real time may run longer than what clocks show
    if (const auto* const series = std::get_if<Series>(&form_))
        return series->first().end - series->first().start + kMostByClocks;
    if (std::holds_alternative<Weekly>(form_)) return days(7) + kMostByClocks;
    return {};
}

}  // namespace wls
