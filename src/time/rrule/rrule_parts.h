// What a recurrence rule says, part by part: see rrule.h. Pure values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "time/local_time.h"

namespace wls {

// A part that is not written keeps what stands here.
struct RRuleParts {
    enum class Frequency { Daily, Weekly, Monthly, Yearly };

    struct DayOfWeek {
        int day = 0;      // 0 (Monday) to 6
        int ordinal = 0;  // 2: the second; -1: the last; 0: every one
        friend bool operator==(const DayOfWeek&, const DayOfWeek&) = default;
    };

    Frequency frequency = Frequency::Daily;
    int interval = 1;                // 1 to 1,000,000
    std::optional<int> count;        // 1 to 1,000,000; never together with `until`
    std::optional<LocalTime> until;  // included; of a date the last microsecond of the day
    bool until_is_date = false;
    std::vector<DayOfWeek> days;  // ordinals -5 to 5 in months, -53 to 53 in years
    std::vector<int> month_days;  // 1 to 31, -31 to -1 from the end
    std::uint32_t months = 0;     // bit n: month n, 1 to 12; 0: all
    std::vector<int> positions;   // 1 to 366, -366 to -1 from the end
    int week_start = 0;           // 0 (Monday) to 6
};

}  // namespace wls
