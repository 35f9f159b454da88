// The oracle of cron: what an expression means, said so simply that it is obviously right, and as
// slow. It walks the instants and asks of each whether its local time is a member of the sets. Only
// tests.
#pragma once

#include <array>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "support/random.h"
#include "time/zone.h"

namespace wls::oracle {

using Day = std::chrono::year_month_day;
using DayRule = std::function<bool(Day)>;

// An expression as sets, with the text that means the same.
struct CronSets {
    std::string text;
    std::set<int> seconds{0}, minutes, hours, months;
    std::vector<DayRule> days, week_days;  // the day is one of these; empty: the field is `*`
    bool is_interval = false;

    bool has_day(Day day) const;
    bool has(LocalTime time) const;
};

CronSets random_cron(support::Random& random);

// What clocks show through a stretch of time, step by step.
struct Walk {
    struct Step {
        Instant at;
        LocalTime local;
        bool is_second_pass;             // clocks showed it before
        std::vector<LocalTime> skipped;  // the local times between the step before and this
    };
    std::vector<Step> steps;

    // From `from` to before `to`, by `step`, a whole number of which changes of the zone's are
    // apart. Clocks must not have been set back in the 25 h before `from`.
    Walk(const Zone& zone, Instant from, Instant to, std::chrono::seconds step);
};

// The instants of the walk that the expression means.
std::vector<Instant> matches(const CronSets& cron, const Walk& walk);

}  // namespace wls::oracle
