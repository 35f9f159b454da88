// Services and effects have a level: up while a window of any schedule is open on the workload,
// down when the last one ends. Level decides what the transitions of one such workload come to, and
// mends what no plan's own transition does: a service that ended is started again, a run that
// nobody's window keeps up any more is stopped. Level, not edge: asked again, it decides nothing
// new.
//
// A run has a life that it is held for: whose window keeps it up. When that window ends, or its
// schedule goes, while another's is open, the run passes to that one. What an inactive schedule
// holds is left as it is.
//
// Good only inside the journal's transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/journal.h"

namespace wls {

// A service is started again 1 s after it ended, doubling to 60 s while its lives are shorter than
// this; after so many short ones in a row it is left down until the next window or an edit.
inline constexpr Duration kShortLife = std::chrono::seconds{60};
inline constexpr int kMostShortLives = 10;

class Level {
  public:
    Level(Journal& journal, std::string workload)
        : journal_(journal), workload_(std::move(workload)) {}

    // A start that is due and still wanted. `owner`: its schedule.
    Result<> start(const Transition& start, const PlannedSchedule& owner, Mode mode,
                   Orders& orders);

    // A stop that is due.
    Result<> stop(const Transition& stop, Orders& orders);

    // Compares what should be with what is, and records what is missing.
    Result<> look_at();

    // An edit, or the catalog, took from a schedule the occurrence that it stood for before: its
    // part in keeping the workload up is over, whoever goes on. Before look_at().
    Result<> withdraw(const PlannedSchedule& before, std::string why);

    // No more attempts for the windows that are open now.
    Result<> give_up(const std::string& why);

    // Its live run, if it has one with a level.
    Result<std::optional<Run>> live_run();

  private:
    Result<std::vector<PlannedSchedule>> open();
    Result<std::vector<PlannedSchedule>> keepers_against(
        const Transition& stop, const std::optional<PlannedSchedule>& owner);
    Result<> hold_for(Run& run, const std::vector<PlannedSchedule>& open);
    Result<bool> has_gap_after(const Plan& plan);
    Result<std::string> holder(const Run& run);
    Result<int> short_lives_before(const Transition& start);
    Result<> keep_up(const std::vector<PlannedSchedule>& open);
    Result<Transition> unplanned_start(const PlannedSchedule& owner, Cause cause);
    Result<> start_again(const PlannedSchedule& owner, const Transition& last, Cause cause);
    Result<> call_off(const Transition& stop, Outcome outcome, const std::string& why);
    Result<> let_go(Run run);
    Result<bool> is_still_begun(const PlannedSchedule& owner);
    Result<std::string> why_not_up(const Transition& stop);
    Result<bool> is_starting(const PlannedSchedule& owner);
    Result<bool> has_start(const PlannedSchedule& owner, bool (*that)(Outcome));

    Journal& journal_;
    const std::string workload_;
};

}  // namespace wls
