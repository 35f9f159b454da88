// The port for reading what is kept on disk, beside whatever is being written. All that is promised
// here is tested for every store by tests/contract.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "base/result.h"
#include "domain/run.h"
#include "domain/schedule.h"
#include "domain/schedule_filter.h"
#include "domain/transition.h"
#include "domain/transition_filter.h"
#include "domain/workload_filter.h"

namespace wls {

// How many rows one reading of schedules looks at, for filters that no index answers.
inline constexpr int kRowsLookedAt = 4'096;

// A connection for reading. One thread at a time. Each call sees what is on disk at that moment.
class Reader {
  public:
    virtual ~Reader() = default;

    // Schedules by ascending id, at most `limit`, beginning after `after`; the filter's own are
    // ignored. Each is handed to `take` and is good only inside the call; false ends the reading.
    // So do kRowsLookedAt rows that a filter had to be asked about, so that no call takes long:
    // then the result says after which id to go on.
    virtual Result<std::optional<ScheduleId>> schedules(
        const ScheduleFilter& filter, std::optional<ScheduleId> after, int limit,
        const std::function<bool(const Schedule&)>& take) = 0;
    virtual Result<std::optional<Schedule>> schedule(ScheduleId id) = 0;

    // Of what set_workloads was given last.
    virtual Result<std::vector<Workload>> workloads(const WorkloadFilter& filter) = 0;

    // History, newest first. `filter.schedule`: of its present life, or, when gone, of all it had.
    virtual Result<std::vector<Transition>> transitions(const TransitionFilter& filter) = 0;
    virtual Result<std::optional<Transition>> transition(TransitionId id) = 0;
    // The run that a start transition began last.
    virtual Result<std::optional<Run>> run_started_by(TransitionId id) = 0;

    // Live runs that are owed a stop by what stands on disk: the schedule that they are held for is
    // gone or has another workload now, or it is active and its window is over; and of a level no
    // other window is open. For when nothing can be written.
    virtual Result<std::vector<Run>> overdue_runs(Instant now) = 0;

    // When the engine must act next: the earliest due schedule, transition or run.
    virtual Result<std::optional<Instant>> next_due_at() = 0;
};

}  // namespace wls
