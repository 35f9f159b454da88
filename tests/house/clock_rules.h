// Time is an argument: only app/system_clock.cpp asks for it.
#pragma once

#include <string_view>

#include "house/finding.h"

namespace wls::house {

// Rule `clock`: calls that read a clock or sleep.
Findings check_clock_calls(std::string_view path, std::string_view text);

// Rule `zone`: calls that read or set the machine's time zone (TZ).
Findings check_zone_calls(std::string_view path, std::string_view text);

// Rule `sql-clock`: SQL in string literals that asks the database for the time. For a .sql file all
// of its text is looked at.
Findings check_sql_clock(std::string_view path, std::string_view text);

}  // namespace wls::house
