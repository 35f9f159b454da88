// When a schedule's windows are: one of four forms, in a zone, on the days that calendars leave,
// between two ends of validity. Compiled once from its texts; then it answers. A value, as cheap to
// copy as a shared pointer; any thread; reads no clock.
//
//   auto rule = Rule::compile({.weekly = {{"Mon-Fri 08:00-19:00"}}}, *Zone::load("Europe/Paris"));
//   if (rule) rule->next(now);
//
// Windows are half-open. Each belongs to the local date that it starts on: calendars and dates to
// leave out look at that date. The end comes by what clocks show, so on the nights of a change a
// window lasts longer or shorter by real time. A local time that clocks skip is the instant of the
// change, one that comes twice the first pass; so a window that clocks skip altogether is empty:
// windows() lists it, though another may begin at the same instant; the other questions pass over
// it. Of windows that are not empty and begin at one instant only the longest counts. Windows may
// overlap otherwise. A window that is cut by valid_from begins there to all questions; if several
// are open then, they are one, to the last end.
//
// A question costs a few searches (under a microsecond; docs/performance.md), and at worst, in a
// series or cron of which nothing is left, a walk through the years: milliseconds. A rule keeps the
// zone that it was compiled with; when Zone::is_current says no, compile fields() anew.
//
// Windows that repeat are searched from 1970 to 2400; what has none there never happens.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "time/calendar.h"
#include "time/language.h"
#include "time/planned_window.h"
#include "time/window.h"
#include "time/zone.h"

namespace wls {

struct NamedCalendar {
    std::string name;
    Calendar calendar;
};

// As people write it: members are named after the fields of a schedule. Exactly one form.
//
// Dates are written 2026-12-24, local times of the zone 2026-12-24T09:00, "2026-12-24 09:00" or
// with seconds; never with an offset.
struct RuleFields {
    // 1. One window, to the microsecond, in the years 1 to 9999. 2. With `repeat` (see rrule.h) the
    // first of many: whole seconds, by the first pass of what comes twice, at most 366 days long.
    std::optional<LocalReading> start = {}, end = {};
    std::optional<std::string> repeat = {};
    // 3. See weekly.h. 4. See cron.h; both, and `start`, `end` say nothing in 3 and 4.
    std::optional<std::vector<std::string>> weekly = {};
    std::optional<std::string> cron_start = {}, cron_stop = {};

    // Dates without a window; with `repeat` also single starts. With `repeat` only: `extra` starts,
    // or dates, for the first window's time on them; also on those of `except`. 1970 to 2400, at
    // most 1,000 of either.
    std::vector<std::string> except = {}, extra = {};
    // What lies outside is cut off: from the beginning of the first day, or that local time, to the
    // end of the last day, or that local time.
    std::optional<std::string> valid_from = {}, valid_until = {};
    // Dates without windows; dates of any of these only: also for `extra`. Of both, a date must
    // pass both. No name twice.
    std::vector<NamedCalendar> skip = {}, only = {};

    std::uint64_t key = 0;  // what `H` in cron depends on: the schedule's id; 0: it has none yet
};

class Rule {
  public:
    // Invalid: a sentence that names the field as schedules do (start_time, end_time, calendar),
    // and points into its text: "weekly: 'Mon-Fry 8:00-9:00', character 5: unknown day 'Fry', did
    // you mean Fri?".
    static Result<Rule> compile(const RuleFields& fields, const Zone& zone);

    // Windows that start in [from, to), by their starts: `most` at most. [a, b) and [b, c) have
    // what [a, c) has.
    std::vector<PlannedWindow> windows(Instant from, Instant to, std::size_t most) const;

    // The first window that starts after `after`, the last that starts before `before`: none that
    // is empty.
    std::optional<Window> next(Instant after) const;
    std::optional<Window> prev(Instant before) const;

    // Of the windows that contain `at` the one that ends last; nothing when none is open then.
    std::optional<Window> open_at(Instant at) const;

    // "Monday to Friday 08:00 to 19:00 (Europe/Paris), except fr-holidays".
    std::string text(Language language) const;

    // More than one window may come of it, so that only 1970 to 2400 are searched.
    bool repeats() const;
    const Zone& zone() const;
    const RuleFields& fields() const;

  private:
    struct Compiled;
    class Walk;
    explicit Rule(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

    std::shared_ptr<const Compiled> compiled_;
};

}  // namespace wls
