// Calendars named on the command line. One thread.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "api/rule_json.h"
#include "base/result.h"

namespace wls::cli {

struct CalendarFiles {
    api::Calendars calendars;
    std::map<std::string, std::size_t> timed_events;  // of a calendar: left out, if there are some
};

// Each NAME=FILE; a file holds iCalendar or a list of dates. Invalid: names the file, and why.
Result<CalendarFiles> read_calendars(const std::vector<std::string>& named);

}  // namespace wls::cli
