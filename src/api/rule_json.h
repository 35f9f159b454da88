// The fields of a schedule that say when, and a preview, as JSON. Pure; any thread.
#pragma once

#include <map>
#include <string>

#include "api/json_value.h"
#include "base/result.h"
#include "time/preview.h"
#include "time/rule.h"

namespace wls::api {

// The calendars that a schedule may name.
using Calendars = std::map<std::string, Calendar, std::less<>>;

// A member that is null is as good as absent; what does not say when is let pass, unless it is
// nearly the name of one that does. `zone`: of a schedule that names none. Invalid: one sentence
// that begins with the member's name.
Result<Rule> read_rule(const Json& schedule, const Calendars& calendars, const Zone& zone);

// A date-time in JSON, as an instant: one without an offset is of the zone.
Result<Instant> read_instant(const char* member, const Json& value, const Zone& zone);

// {"text":…,"windows":[{"start":…,"end":…,"seconds":…}],"warnings":[{"code":…,"message":…}]}: the
// instants with the zone's offsets.
std::string preview_json(const Preview& preview, const Zone& zone);

}  // namespace wls::api
