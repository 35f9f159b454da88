// What a running command works with, and the commands themselves, one source file each. One
// thread. Every command returns the error to end with; what it can show it has shown by then.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/server.h"

namespace wls::cli {

struct Session {
    Server& server;
    Output& out;
    Output& err;  // for notes and for what failed; the last error is the caller's to print
    const Clock& clock;
    Alarm& alarm;  // paces --follow
    Format format = Format::Table;
};

Result<> list_schedules(Session& session, const ListSchedules& command);
Result<> show_schedule(Session& session, const ShowSchedule& command);
Result<> create_schedule(Session& session, const CreateSchedule& command);

// Each schedule has one line of its own. The error has the worst code of all.
Result<> delete_schedules(Session& session, const DeleteSchedules& command);

// If-Match on what was read: a change by somebody else in between is read again, once.
Result<> set_active(Session& session, const SetActive& command);

Result<> list_history(Session& session, const ListHistory& command);

// --follow: until the run is over, or nobody reads any more.
Result<> show_log(Session& session, const ShowLog& command);

Result<> list_workloads(Session& session, const ListWorkloads& command);

// The one that `command` is; then writes what is kept. Unavailable: the output is not whole.
Result<> run(Session& session, const Command& command);

}  // namespace wls::cli
