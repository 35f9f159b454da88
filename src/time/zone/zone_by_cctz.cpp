#include "time/zone/zone_by_cctz.h"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

#include <algorithm>

#include "time/zone/local_search.h"

namespace wls::by_cctz {

namespace {

using std::chrono::seconds;
using Rules = cctz::time_zone;

cctz::civil_second civil(LocalTime time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const auto second = std::chrono::floor<seconds>(time - day).count();
    return cctz::civil_second(static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                              static_cast<unsigned>(date.day())) +
           second;
}

// The local time line counts seconds like the world's does, from the same date.
LocalTime local(const cctz::civil_second& time) {
    return LocalTime{seconds{time - cctz::civil_second(1970, 1, 1)}};
}

// When a change happens: what clocks show right after it is unique, or comes again there.
Instant instant_of(const Rules& rules, const Rules::civil_transition& change) {
    const auto found = rules.lookup(change.to);
    return found.kind == Rules::civil_lookup::REPEATED ? found.trans : found.pre;
}

}  // namespace

LocalResolution resolve(const Rules& rules, LocalTime time) {
    const auto found = rules.lookup(civil(time));
    const Duration fraction = time - std::chrono::floor<seconds>(time);
    using Kind = Rules::civil_lookup;
    switch (found.kind) {
        case Kind::SKIPPED:
            return {.at = found.trans,
                    .is_skipped = true,
                    .again = {},
                    .resumes_local = local(rules.lookup(found.trans).cs)};
        case Kind::REPEATED:
            return {.at = found.pre + fraction,
                    .is_skipped = false,
                    .again = found.post + fraction,
                    .resumes_local = local(rules.lookup(found.trans - seconds(1)).cs) + seconds(1)};
        case Kind::UNIQUE:
            break;
    }
    return {.at = found.pre + fraction, .is_skipped = false, .again = {}, .resumes_local = time};
}

LocalReading to_local(const Rules& rules, Instant instant) {
    instant = within_reach(instant);  // at the ends of Instant, whole seconds lie beyond them
    const auto whole = std::chrono::floor<seconds>(instant);
    const auto second = rules.lookup(whole).cs;
    const LocalTime time =
        std::clamp(local(second) + (instant - whole), kFirstLocalTime, kLastLocalTime);
    const auto passes = rules.lookup(second);
    const bool second_pass = passes.kind == Rules::civil_lookup::REPEATED && whole >= passes.trans;
    return {time, second_pass ? Pass::Second : Pass::First};
}

SteadyTime steady_from(const Rules& rules, Instant instant) {
    const auto whole = std::chrono::floor<seconds>(instant);
    SteadyTime steady{seconds(rules.lookup(whole).offset), {}, {}};
    Rules::civil_transition change;
    if (rules.next_transition(whole, &change)) steady.until = instant_of(rules, change);
    return steady;
}

SteadyTime steady_until(const Rules& rules, Instant instant) {
    const auto whole = std::chrono::floor<seconds>(instant);
    SteadyTime steady{seconds(rules.lookup(whole).offset), {}, {}};
    Rules::civil_transition change;
    if (rules.prev_transition(whole + seconds(1), &change))
        steady.since = instant_of(rules, change);
    return steady;
}

}  // namespace wls::by_cctz
