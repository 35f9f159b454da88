// Calendars named on the command line. One thread.
#pragma once

#include <string>
#include <vector>

#include "api/rule_json.h"
#include "base/result.h"

namespace wls::cli {

// Each NAME=FILE; a file holds iCalendar or a list of dates. Invalid: names the file, and why.
Result<api::Calendars> read_calendars(const std::vector<std::string>& named);

}  // namespace wls::cli
