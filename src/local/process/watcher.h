// Follows local runs from their start to their end, on a thread of its own: spawns keepers, hears
// their answers, sees them end, and asks the claims when it was not there to see. The rules are in
// process_executor.h and claim.h. Orders may come from any thread; reports leave from its own.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <thread>

#include "base/clock.h"
#include "engine/executor.h"
#include "local/process/claim.h"
#include "local/process/keeper_order.h"
#include "local/reactor.h"

namespace wls::local {

class Watcher {
  public:
    // `data` is absolute. `reports` outlives it. `keeper_patience`: what a keeper may take beyond
    // its workload's grace, until it is passed over.
    Watcher(std::string data, std::chrono::milliseconds keeper_patience, const Clock& clock,
            Reports& reports);
    ~Watcher();  // forgets all runs and leaves them alone

    // `end_at`: of its window. Past it nothing is executed, whatever the start waited for.
    void start(const RunId& run, KeeperOrder order, Instant end_at);
    void refuse(const RunId& run, std::string why);  // reports NotStarted

    // `grace`: for a workload whose keeper is dead; a keeper knows its own.
    void stop(const RunId& run, std::chrono::milliseconds grace);
    void recover(const RunId& run, std::chrono::milliseconds grace);

    // Calls `told` on its thread.
    void look_at_claims(std::function<void(const Result<>&)> told);

  private:
    enum class Stage {
        Waiting,    // for a keeper to be spawned
        Asked,      // its answer is awaited
        Undecided,  // the claim will tell; it is read again and again
        Kept,       // runs; its keeper is watched
        Orphaned,   // runs; its keeper is dead, so the leader is watched
        Leftover,   // leader and keeper are dead; what they left in the group is ended
    };
    struct Watched {
        RunId run;
        std::string name;  // run.text()
        std::chrono::milliseconds grace;
        Stage stage = Stage::Undecided;
        bool told_started = false;
        bool stop_wanted = false;
        bool ended_by_us = false;           // we, not its keeper, told its group to end
        std::optional<KeeperOrder> order;   // until spawned
        Instant end_at{};                   // the same
        pid_t child = 0;                    // the keeper, when it is ours to reap
        std::optional<ProcessId> workload;  // its leader, once known: from claim or keeper
        pid_t leader = 0;                   // when its group is ours to end
        Fd answer, keeper, leader_fd;
        Reactor::Key answer_key = 0, process_key = 0, leader_key = 0, timer = 0, stop_timer = 0;
    };

    void start_waiting();
    void spawn(Watched& watched);
    void read_answer(const RunId& run);
    void on_answer(Watched& watched, std::string_view line);
    void on_keeper_end(const RunId& run);

    void look(Watched& watched);
    void look_again(Watched& watched, std::chrono::milliseconds when);
    std::optional<ClaimState> claim_of(Watched& watched);
    bool end_as_recorded(Watched& watched, const ClaimState& claim);
    void end_without_record(Watched& watched, const ClaimState& claim, std::string_view why);
    void follow_keeper(Watched& watched, const ClaimState& claim);
    void follow_leader(Watched& watched, const ClaimState& claim, Fd leader);
    void after_keeper(Watched& watched);

    void on_stop(const RunId& run, std::chrono::milliseconds grace);
    void stop_now(Watched& watched);
    void stop_later(Watched& watched, std::chrono::milliseconds when,
                    void (Watcher::*step)(Watched&));
    void kill_group(Watched& watched);
    void pass_over_keeper(Watched& watched);
    void kill_passed_over(Watched& watched);
    void on_leader_end(const RunId& run);
    void end_leftovers(Watched& watched);
    void await_leftovers(Watched& watched, std::chrono::milliseconds waited);
    void end_leftover(Watched& watched);
    void end_unrecorded(Watched& watched, std::string_view why);

    Watched& add(const RunId& run, std::chrono::milliseconds grace);
    Watched* find(const RunId& run);
    void set_stage(Watched& watched, Stage stage);
    void release_keeper(Watched& watched);
    void tell_started(Watched& watched);
    void end(Watched& watched, Report::What what, int exit_code, std::string message);

    const std::string data_;
    const std::string boot_;
    const std::chrono::milliseconds keeper_patience_;
    const Clock& clock_;
    Reports& reports_;
    Reactor reactor_;
    std::map<RunId, Watched> runs_;
    std::deque<RunId> waiting_;
    std::size_t asked_ = 0;  // runs in Stage::Asked
    std::thread thread_;     // the last: it uses all the others
};

}  // namespace wls::local
