// The fields of a schedule that say when, and a preview, as JSON. Pure; any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "api/json_value.h"
#include "base/result.h"
#include "time/preview.h"
#include "time/rule.h"

namespace wls::api {

// The calendars that a schedule may name.
using Calendars = std::map<std::string, Calendar, std::less<>>;

// A member that is null is as good as absent; what does not say when is let pass, unless it is
// nearly the name of one that does. `zone`: of a schedule that names none. `no_calendar`: the way
// out where a calendar is not there, with {} for its name. Invalid: one sentence that begins with
// the member's name.
Result<Rule> read_rule(const Json& schedule, const Calendars& calendars, const Zone& zone,
                       std::string_view no_calendar);

// Members of a schedule, an object, that are let pass and belong to none: "colour".
std::vector<std::string> unknown_members(const Json& schedule);

// A date-time in JSON, as an instant: one without an offset is of the zone.
Result<Instant> read_instant(const char* member, const Json& value, const Zone& zone);

// A warning of what only the caller knows: its files, its settings.
struct PreviewNote {
    std::string_view code;
    std::string message;
};

// {"text":…,"windows":[{"start":…,"end":…,"seconds":…}],"warnings":[{"code":…,"message":…}]}: the
// instants with the zone's offsets; the notes are the last warnings.
std::string preview_json(const Preview& preview, const Zone& zone,
                         const std::vector<PreviewNote>& notes = {});

}  // namespace wls::api
