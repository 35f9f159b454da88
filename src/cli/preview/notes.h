// What may surprise of a preview's inputs: its files, its settings. Pure; any thread.
#pragma once

#include <vector>

#include "cli/preview/calendar_files.h"
#include "cli/preview/preview.h"

namespace wls::cli {

// Of a `rule` read from `schedule`:
// - timed_events: events of its calendars were left out, for they have times of day;
// - unknown_member: it has members that no schedule has;
// - unknown_timezone: it names no zone, and what names the usual one is not known.
std::vector<api::PreviewNote> notes_on(const Rule& rule, const api::Json& schedule,
                                       const CalendarFiles& files, const PreviewOrder& order);

}  // namespace wls::cli
