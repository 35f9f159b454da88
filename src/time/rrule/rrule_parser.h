// Reads a recurrence rule: see rrule.h for what it may say. Pure; any thread.
#pragma once

#include <string_view>

#include "base/result.h"
#include "time/local_time.h"
#include "time/rrule/rrule_parts.h"

namespace wls {

Result<RRuleParts> parse_rrule(std::string_view text, LocalTime first_start);

}  // namespace wls
