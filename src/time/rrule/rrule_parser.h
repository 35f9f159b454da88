// Reads a recurrence rule: see rrule.h for what it may say. Pure; any thread.
#pragma once

#include <string_view>

#include "base/result.h"
#include "time/local_time.h"
#include "time/rrule/rrule_parts.h"

namespace wls {

// `way_out`: what to do instead of a part that is not supported, for readers whose texts are not a
// schedule's; empty: each part has its own.
Result<RRuleParts> parse_rrule(std::string_view text, LocalTime first_start,
                               std::string_view way_out = {});

}  // namespace wls
