// The port to what is kept on disk. All that is promised here is tested for every store by
// tests/contract. Unavailable means "ask again later"; nothing was changed.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/plan.h"
#include "domain/run.h"
#include "domain/schedule.h"
#include "domain/transition.h"
#include "domain/workload.h"
#include "engine/reader.h"

namespace wls {

// How much of the past is read where all of it could be without end.
inline constexpr int kNewestOfEachKind = 100;  // transitions of one occurrence
inline constexpr int kNewestRuns = 100;        // runs of one life

// What can be done inside one transaction. Good only inside the work it was handed to. Reads see
// the transaction's own writes, and nobody else's after its first statement.
class Transaction {
  public:
    virtual ~Transaction() = default;

    // Schedules. A change of name, time or `active`, by anyone, draws a new revision and makes the
    // schedule due; so does its creation, if its name is a workload's. A deletion makes due what it
    // leaves behind: its open transitions and live runs.
    // `now`: of the client's request; known then as the time of this revision.
    virtual Result<ScheduleId> add(const ScheduleDraft& draft, Instant now) = 0;
    virtual Result<std::optional<Schedule>> schedule(ScheduleId id) = 0;
    virtual Result<void> replace(ScheduleId id, const ScheduleDraft& draft, Instant now) = 0;
    virtual Result<bool> remove(ScheduleId id) = 0;  // false: there was none
    virtual Result<void> set_status(Life life, std::string_view status) = 0;

    // Plans, earliest due first.
    virtual Result<std::vector<PlannedSchedule>> due_schedules(Instant now, int limit) = 0;
    virtual Result<std::optional<PlannedSchedule>> planned(Life life) = 0;
    virtual Result<void> save_plan(Life life, const Plan& plan) = 0;
    // Makes due every planned schedule whose window is not over at `now`, also those that were done
    // with, and every attempt that waits for a later instant: for a clock that went back.
    virtual Result<void> make_unfinished_due(Instant now) = 0;
    // Active schedules whose window of this workload, as last worked out, is open at `now`: those
    // that end last first.
    virtual Result<std::vector<PlannedSchedule>> open_on(std::string_view workload, Instant now,
                                                         int limit) = 0;
    // Whether the planner is yet to look at a schedule of this workload.
    virtual Result<bool> has_due_schedule(std::string_view workload, Instant now) = 0;

    // Transitions. `record` gives the new row's id, or nothing when its identity is already there.
    virtual Result<std::optional<TransitionId>> record(const Transition& transition) = 0;
    virtual Result<void> update(const Transition& transition) = 0;
    virtual Result<std::optional<Transition>> transition(TransitionId id) = 0;
    // Of one life: those that are open; of the occurrence, the kNewestOfEachKind that a plan or an
    // edit caused, and as many that began again what had ended. Oldest first.
    virtual Result<std::vector<Transition>> transitions_of(Life life, Instant occurrence_at) = 0;
    // The open ones of a workload, oldest first.
    virtual Result<std::vector<Transition>> open_transitions_on(std::string_view workload) = 0;
    // Those that wait for an attempt, and stops that are under way, with try_at <= now: stops
    // first, then starts, each by (nominal_at, life).
    virtual Result<std::vector<Transition>> due_transitions(Instant now, int limit) = 0;
    // Gives the first start of the workload, by (nominal_at, life), that waits for another run its
    // turn to try.
    virtual Result<void> release_waiting(std::string_view workload, Instant try_at) = 0;

    // Runs. `live`: claimed or running.
    virtual Result<void> save_run(const Run& run) = 0;
    virtual Result<std::optional<Run>> run(const RunId& id) = 0;
    virtual Result<int> last_attempt(Life life, Instant occurrence_at) = 0;  // 0: none was made
    virtual Result<std::vector<Run>> live_runs_on(std::string_view workload) = 0;
    // Whose window keeps them up, or did so last, whatever schedule began them.
    virtual Result<std::vector<Run>> live_runs_held_for(Life life) = 0;
    // The one with the greatest end_number.
    virtual Result<std::optional<Run>> last_ended_run_on(std::string_view workload) = 0;
    virtual Result<std::vector<Run>> runs_of(Life life) = 0;  // live, or of its kNewestRuns
    virtual Result<std::vector<Run>> all_live_runs() = 0;
    // Live runs that a deletion left behind, or that `mark_run_due` named.
    virtual Result<std::vector<Run>> due_runs(Instant now, int limit) = 0;
    virtual Result<void> mark_run_due(const RunId& id, std::optional<Instant> due_at) = 0;

    // The workloads that schedules may name as a target, as the catalog has them now. A schedule
    // whose name enters or leaves the list, or means another workload or mode, becomes due; blocked
    // transitions are tried again.
    virtual Result<void> set_workloads(const std::vector<Workload>& workloads) = 0;

    // When the engine last looked at what is due, in this life or an earlier one.
    virtual Result<std::optional<Instant>> looked_at() = 0;
    virtual Result<void> set_looked_at(Instant at) = 0;

    // By which rules local times were read when windows were last worked out: a zone and a release
    // of its rules. When they differ from what is kept, every planned schedule becomes due.
    virtual Result<void> set_zone_rules(const std::string& rules) = 0;

    // A number from the sequence of lives and revisions: for transitions that no plan names.
    virtual Result<std::int64_t> next_number() = 0;
};

class Store {
  public:
    using Work = std::function<Result<>(Transaction&)>;
    using Done = std::function<void(const Result<>&)>;

    virtual ~Store() = default;

    // Runs `work` in a transaction of its own on the store's thread; calls `done` there once it is
    // on disk, or failed and left no trace; or at once, on the caller's thread, when too many works
    // wait. Any thread. Works run one after the other; they must not wait for each other.
    virtual void submit(Work work, Done done) = 0;

    // The same, in front of all that was submitted, and waits for it: for seconds at most while
    // another program holds the lock (then Unavailable), as long as the disk takes. Not on the
    // store's thread.
    virtual Result<> write(Work work) = 0;

    virtual Result<std::unique_ptr<Reader>> reader() = 0;
};

}  // namespace wls
