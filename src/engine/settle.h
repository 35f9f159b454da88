// What an executor's report means for its run, the transitions and the schedules. A report that was
// settled before changes nothing. What follows from it, the planner decides (the schedule is due),
// for levels Level, before this returns. Good only inside the journal's transaction.
#pragma once

#include "engine/journal.h"

namespace wls {

Result<> settle_task(Journal& journal, Run run, const Report& report);

// For services and effects; source: the rules of engine/level.h.
Result<> settle_level(Journal& journal, Run run, const Report& report);

}  // namespace wls
