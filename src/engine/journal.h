// What one turn writes: transitions, the runs they begin, and the words of `status` that follow.
// Keeps what it changed, so that observers can be told once it is on disk. Good only inside its
// transaction; the store's thread.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/status.h"
#include "engine/order.h"
#include "engine/store.h"

namespace wls {

class Journal {
  public:
    // `now`: the turn's one reading of the clock. `stopped_unrecorded`: live runs whose end is
    // known and was our doing, while nothing could be written.
    Journal(Transaction& transaction, Instant now, std::set<RunId> stopped_unrecorded = {})
        : tx_(transaction), now_(now), stopped_unrecorded_(std::move(stopped_unrecorded)) {}

    Transaction& tx() { return tx_; }
    Instant now() const { return now_; }
    bool was_stopped_unrecorded(const RunId& run) const {
        return stopped_unrecorded_.contains(run);
    }

    // A new transition. Where the plan's own identity is taken by one that was called off without
    // an edit (its workload left the catalog and came back), a number of its own tells them apart.
    Result<> record(Transition transition);
    // A new one that no plan names: of this moment, by a number of its own. The schedule it belongs
    // to is still to be filled in.
    Result<Transition> unplanned(Edge edge, Cause cause, std::string workload);
    Result<> update(const Transition& transition);

    // Ends a transition. The first done_at stays: it says when the effect was done, not when the
    // run ended.
    Result<> close(Transition transition, Outcome outcome, std::string message);
    // No attempt until somebody gives it its turn: the end of the run that it waits for, or the
    // planner. A reason that it has, as a stop that an edit caused, stays.
    Result<> wait(Transition transition, std::string message);
    // It is tried again later.
    Result<> put_off(Transition transition, Outcome outcome, Duration delay, std::string message);

    // Claims a run for a start: the intent, on disk before the order is given.
    Result<> begin_run(Transition start, const Window& window, Mode mode, int short_lives,
                       Orders& orders);
    // Orders the start of a claimed run; again, for a call that may not have arrived.
    Result<> order_start(Transition start, const Run& run, const Window& window, Orders& orders);
    // Orders the stop of a live run.
    Result<> order_stop(Transition stop, const Run& run, Orders& orders);
    // The stop that a run is owed which no plan's own end asks for, caused by an edit now.
    Result<> record_stop_of(const Run& run, std::string message);
    // A run that ended, and with it the reason for the next start on its workload to wait.
    Result<> end_run(Run& run, RunState state);

    // What an event means for the status of the schedule. One that no longer stands for the
    // occurrence is spoken of only while its status still says that it runs.
    Result<> note(Life life, const std::string& workload, Instant occurrence_at, StatusEvent event);

    // One that is completed but owes a stop, of what it was named before for one, still runs.
    Result<> set_status(const Schedule& schedule, std::string_view status);

    // What was recorded of one occurrence on one workload, oldest first.
    Result<std::vector<Transition>> rows_on(const std::string& workload, Life life,
                                            Instant occurrence_at);

    const std::vector<Transition>& changes() const { return changes_; }

  private:
    enum class Standing { NotBegun, Runs, Over };
    Result<Standing> standing(const PlannedSchedule& owner);
    Result<bool> was_task(const PlannedSchedule& owner);

    Transaction& tx_;
    const Instant now_;
    const std::set<RunId> stopped_unrecorded_;
    std::vector<Transition> changes_;
};

}  // namespace wls
