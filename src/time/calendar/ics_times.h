// The dates and times of iCalendar's properties, as they are written: zones are not looked up.
// Pure; any thread.
#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace wls {

struct IcsTime {
    std::chrono::local_days date;
    std::chrono::seconds time_of_day{0};
    bool is_date = false;  // no time is written
    bool is_utc = false;   // "Z"
};

// "20261225", "20261225T080000", "20261225T080000Z". Invalid: not so; says what would be right.
Result<IcsTime> ics_time(std::string_view text);

// Of an unfolded line: "EXDATE;VALUE=DATE:20261225,20261226". Of a period, which only RDATE has,
// its start. Invalid: an item is not so, or not what VALUE says.
Result<std::vector<IcsTime>> ics_times(std::string_view line);

// What stands behind the name and the parameters: "20261225,20261226".
std::string_view value_of_line(std::string_view line);

}  // namespace wls
