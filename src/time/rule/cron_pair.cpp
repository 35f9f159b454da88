#include "time/rule/cron_pair.h"

#include <utility>

namespace wls {

namespace {

using std::chrono::days;
using std::chrono::seconds;
using Day = std::chrono::local_days;

// The two expressions on a line of time: what clocks show, or instants. Starts are those on days
// that are in.
class LocalLine {
  public:
    using Time = LocalTime;

    LocalLine(const CronPair& pair, const DayFilter& filter) : pair_(pair), filter_(filter) {}

    std::optional<Time> start_from(Time from) const {
        while (const auto start = pair_.start().next_local(from)) {
            const auto day = std::chrono::floor<days>(*start);
            if (filter_.allows(day)) return start;
            const auto next = filter_.first_from(day + days(1));
            if (!next) return {};
            from = *next;
        }
        return {};
    }
    std::optional<Time> start_until(Time until) const {
        while (const auto start = pair_.start().prev_local(until)) {
            const auto day = std::chrono::floor<days>(*start);
            if (filter_.allows(day)) return start;
            const auto last = filter_.last_until(day - days(1));
            if (!last) return {};
            until = LocalTime{*last + days(1)} - seconds(1);
        }
        return {};
    }
    std::optional<Time> stop_after(Time time) const {
        return pair_.stop().next_local(time + seconds(1));
    }
    std::optional<Time> stop_until(Time time) const { return pair_.stop().prev_local(time); }

  private:
    const CronPair& pair_;
    const DayFilter& filter_;
};

class InstantLine {
  public:
    using Time = Instant;

    InstantLine(const CronPair& pair, const Zone& zone, const DayFilter& filter)
        : pair_(pair), zone_(zone), filter_(filter) {}

    std::optional<Time> start_from(Time from) const {
        Instant after = from - Duration(1);
        while (const auto start = pair_.start().next(after, zone_)) {
            const auto day = day_of(*start);
            if (filter_.allows(day)) return start;
            // A date may come back when clocks are set back at midnight: never backwards, and not
            // past the next change, after which it may be another date again.
            const auto next = filter_.first_from(day + days(1));
            const auto change = zone_.steady_from(*start).until;
            if (!next && !change) return {};
            Instant on = next ? zone_.to_instant(*next) : *change;
            if (change) on = std::min(on, *change);
            after = std::max(*start, on - Duration(1));
        }
        return {};
    }
    std::optional<Time> start_until(Time until) const {
        Instant before = until + Duration(1);
        while (const auto start = pair_.start().prev(before, zone_)) {
            const auto day = day_of(*start);
            if (filter_.allows(day)) return start;
            const auto last = filter_.last_until(day - days(1));
            const auto change = zone_.steady_until(*start).since;
            if (!last && !change) return {};
            Instant on =
                last ? zone_.to_instant(LocalTime{*last + days(1)}, Pass::Second) : *change;
            if (change) on = std::max(on, *change);
            before = std::min(*start, on);
        }
        return {};
    }
    std::optional<Time> stop_after(Time time) const { return pair_.stop().next(time, zone_); }
    std::optional<Time> stop_until(Time time) const {
        return pair_.stop().prev(time + Duration(1), zone_);
    }

  private:
    Day day_of(Instant at) const { return std::chrono::floor<days>(zone_.to_local(at).time); }

    const CronPair& pair_;
    const Zone& zone_;
    const DayFilter& filter_;
};

template <class Time>
struct Found {
    Time start, end;
};

// Of the starts since the last stop only the first begins a window.
template <class Line>
bool is_first(const Line& line, typename Line::Time start) {
    const auto stop = line.stop_until(start);
    const auto before = line.start_until(start - seconds(1));
    return !before || (stop && *before < *stop);
}

template <class Line>
std::optional<Found<typename Line::Time>> next_of(const Line& line, typename Line::Time from) {
    auto start = line.start_from(from);
    if (start && !is_first(line, *start)) {  // within a window: the next begins after its stop
        const auto stop = line.stop_after(*start);
        start = stop ? line.start_from(*stop) : std::nullopt;
    }
    const auto stop = start ? line.stop_after(*start) : std::nullopt;
    if (!stop) return {};
    return Found<typename Line::Time>{*start, *stop};
}

template <class Line>
std::optional<Found<typename Line::Time>> prev_of(const Line& line, typename Line::Time until) {
    auto start = line.start_until(until);
    auto stop = start ? line.stop_after(*start) : std::nullopt;
    if (start && !stop) {  // at the end of what is searched: a window that no stop ends is none
        const auto last = line.stop_until(*start);
        start = last ? line.start_until(*last - seconds(1)) : std::nullopt;
        stop = start ? line.stop_after(*start) : std::nullopt;
    }
    if (!stop) return {};
    constexpr typename Line::Time kBeginning{-days(1)};
    start = line.start_from(line.stop_until(*start).value_or(kBeginning));
    return Found<typename Line::Time>{*start, *stop};
}

}  // namespace

Result<CronPair> CronPair::parse(std::string_view start, std::string_view stop, std::uint64_t key) {
    const auto starts = Cron::parse(start, key);
    if (!starts) return fail("cron_start", starts);
    const auto stops = Cron::parse(stop, key);
    if (!stops) return fail("cron_stop", stops);
    return CronPair(*starts, *stops);
}

std::optional<LocalSpan> CronPair::next_local(LocalTime from, const DayFilter& filter) const {
    const auto found = next_of(LocalLine(*this, filter), from);
    return found ? std::optional(LocalSpan{found->start, found->end}) : std::nullopt;
}

std::optional<LocalSpan> CronPair::prev_local(LocalTime until, const DayFilter& filter) const {
    const auto found = prev_of(LocalLine(*this, filter), until);
    return found ? std::optional(LocalSpan{found->start, found->end}) : std::nullopt;
}

std::optional<Window> CronPair::next(Instant from, const Zone& zone,
                                     const DayFilter& filter) const {
    const auto found = next_of(InstantLine(*this, zone, filter), from);
    return found ? std::optional(Window{found->start, found->end}) : std::nullopt;
}

std::optional<Window> CronPair::prev(Instant until, const Zone& zone,
                                     const DayFilter& filter) const {
    const auto found = prev_of(InstantLine(*this, zone, filter), until);
    return found ? std::optional(Window{found->start, found->end}) : std::nullopt;
}

}  // namespace wls
