// What a keeper does once its workload runs: empties its output into the log, waits for its end,
// stops it on SIGTERM, records how it ended. Sleeps without a single wake-up while nothing happens.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string_view>

#include "local/fd.h"
#include "local/process/claim.h"
#include "local/run_log.h"
#include "local/ticker.h"

namespace wls::local {

struct RunningWorkload {
    pid_t leader = 0;  // our child; leads its session and process group
    Claim claim;
    Fd signals;  // a signalfd of SIGTERM and SIGCHLD, both blocked
    Fd output;   // the reading end
    Ticker ticker;
    std::chrono::milliseconds stop_grace;
};

// Returns when the end is recorded and the workload's process group is dead; or, where the kernel
// is stuck in one of its processes, 5 s after SIGKILL; or when the disk has refused the record for
// 60 s.
// - The leader ends by itself: `exited` is recorded at once; what it left behind in its group gets
//   SIGTERM and, after the grace, SIGKILL.
// - SIGTERM to the caller: the group gets SIGTERM and, after the grace, SIGKILL; `stopped` is
//   recorded when it is dead.
// The leader stays a zombie until its group is dead, so its number cannot become somebody else's.
// Processes that left the group (daemons) are not touched.
void keep_workload(RunningWorkload workload, RunLog& log, std::string_view fault);

}  // namespace wls::local
