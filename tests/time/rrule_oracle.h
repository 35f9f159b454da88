// The oracle of recurrence rules: what a rule means, said so simply that it is obviously right, and
// as slow. It walks the days and asks of each whether it is a member of the sets. Only tests.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "support/random.h"
#include "time/local_time.h"

namespace wls::oracle {

// A rule as sets, with the text that means the same. An empty set: the part is not written.
struct RuleSets {
    std::string text;
    char frequency = 'D';  // D, W, M, Y
    int interval = 1;
    std::set<int> months, month_days, positions;
    std::set<std::pair<int, int>> days;  // 0 (Monday) to 6, and the ordinal; 0: every one
    int week_start = 0;
    std::optional<int> count;
    std::optional<LocalTime> until;  // after it none starts
};

RuleSets random_rule(support::Random& random, LocalTime first);

// The starts from the first on, up to the end of that year.
std::vector<LocalTime> starts(const RuleSets& rule, LocalTime first, int last_year);

}  // namespace wls::oracle
