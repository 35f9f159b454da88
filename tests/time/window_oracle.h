// The oracle of rules: which windows a rule has, said so simply that it is obviously right, and as
// slow. It writes down the starts and stops that the sets say, day by day, and reads what they mean
// off a walk through the instants. Only tests.
#pragma once

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "time/cron_oracle.h"
#include "time/rrule_oracle.h"
#include "time/rule.h"

namespace wls::oracle {

using LocalDay = std::chrono::local_days;

// What clocks show, minute by minute, through the days that are asked about and some around them.
class Clocks {
  public:
    static constexpr std::chrono::days kBefore{6}, kAfter{7};

    // Zones must be whole minutes from UTC in all of these days, and clocks not set back in the
    // 25 h before.
    Clocks(const Zone& zone, Instant from, Instant to);

    // The first instant at which clocks show that time, or a later one because they skip it; or the
    // instant at which they show it again, if they do. Times within the days below.
    Instant at(LocalTime time, Pass pass = Pass::First) const;

    LocalTime shown_at(Instant at) const { return zone_.to_local(at).time; }
    // What is walked whole.
    LocalDay first_day() const;
    LocalDay last_day() const;
    // A day more than is asked about, at both ends: walking is slow.
    const Walk& nearby() const { return nearby_; }

  private:
    struct Shown {
        LocalTime local;
        Instant at;
    };

    Zone zone_;
    std::vector<Shown> firsts_, seconds_;  // each minute that clocks show: first, and again
    Walk nearby_;
};

// One window of a week: the same times on some of its days.
struct WeeklySets {
    std::set<unsigned> days;  // 0 (Sunday) to 6
    std::chrono::seconds start, length;
};

// A rule as sets, with the fields that mean the same. Exactly one form has something in it; of the
// others, a single window, the form is in the fields.
struct RuleOfSets {
    RuleFields fields;
    std::vector<WeeklySets> weekly;
    std::optional<std::pair<CronSets, CronSets>> cron;  // start, stop
    std::optional<RuleSets> series;

    std::set<LocalDay> days_out;  // no window starts: calendars to skip, and `except`
    std::optional<std::set<LocalDay>> only;
    std::set<LocalTime> starts_out, extra;  // of a series
    std::set<LocalDay> series_days_out;     // a series' `except`, which `extra` does not heed
    std::optional<LocalTime> valid_from, valid_until;

    bool has_day(LocalTime start) const;
};

// Those that start in [from, to). Nothing: what happens before or after the clocks' days matters.
std::optional<std::vector<PlannedWindow>> windows(const RuleOfSets& rule, const Clocks& clocks,
                                                  Instant from, Instant to);

// Around the times that clocks show at `around`: most lie within two days of it, and are no longer
// than a week.
RuleOfSets random_rule_of_sets(support::Random& random, LocalTime around);

}  // namespace wls::oracle
