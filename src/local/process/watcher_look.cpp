// The watcher's view of claims: what became of a run that it did not see to its end itself.
#include <cerrno>
#include <utility>

#include "local/proc.h"
#include "local/process/keeper_search.h"
#include "local/process/watcher.h"

namespace wls::local {

namespace {

constexpr std::chrono::milliseconds kLookSoon{100};    // the keeper is between two lines
constexpr std::chrono::milliseconds kLookLater{1000};  // the system is short of something

constexpr std::string_view kNothingRan = "its keeper ended before it executed anything";

}  // namespace

// Decides the run, or watches what will decide it. The run may be gone when it returns.
void Watcher::look(Watched& watched) {
    reactor_.forget(std::exchange(watched.timer, 0));
    const auto claim = claim_of(watched);
    if (!claim) return;
    if (claim->proves_nothing_ran()) return void(end_as_recorded(watched, *claim));
    if (claim->boot != boot_) {
        if (!end_as_recorded(watched, *claim))
            end_without_record(watched, *claim, "the machine or its container was restarted");
        return;
    }
    if (!watched.keeper) {
        auto keeper = open_process(claim->keeper);
        if (!keeper && keeper.error() == ESRCH) return after_keeper(watched);
        if (!keeper) return look_again(watched, kLookLater);
        watched.keeper = std::move(*keeper);
    }
    // Also when an end is recorded: the keeper then is busy with the rest of the group.
    follow_keeper(watched, *claim);
}

void Watcher::look_again(Watched& watched, std::chrono::milliseconds when) {
    set_stage(watched, Stage::Undecided);
    const RunId run = watched.run;
    watched.timer = reactor_.after(when, [this, run] {
        if (Watched* found = find(run); found != nullptr) look(*found);
    });
}

// The run's claim. One that was taken away is told by its keeper, while that lives: what runs can
// be stopped, and is not started beside itself; later by what is remembered of it. Of a run of
// which nothing is known, ours is put there: then nothing ran, and nothing will. Nothing when that
// ended the run.
std::optional<ClaimState> Watcher::claim_of(Watched& watched) {
    const std::string folder = data_ + "/run";
    auto claim = read_claim(folder, watched.name);
    if (!claim || !*claim) {
        if (auto taken_away = find_taken_claim(data_, watched.name))
            claim = std::move(taken_away);
        else if (claim)
            claim = read_claim(folder, watched.name);  // its keeper may have put it back meanwhile
    }
    if (claim && !*claim && !watched.workload && are_claims_whole(folder)) {
        const auto taken = Claim::take(folder, watched.name, kVoidLine);
        if (!taken)
            claim = fail(taken);
        else if (*taken)
            claim = parse_claim("void\n");
        else
            claim = read_claim(folder, watched.name);
    }
    if (claim && *claim) {
        if ((*claim)->workload) watched.workload = (*claim)->workload;
        return std::move(*claim);
    }
    if (watched.workload) {
        ClaimState known;
        known.boot = boot_;
        known.workload = watched.workload;
        known.started = true;
        return known;
    }
    const std::string why = claim ? "claims were taken away from " + folder : claim.error().message;
    end(watched, Report::What::Unproven, 0,
        "it may have run, may run still, and is not repeated: " + why +
            "; its processes have WORKLOAD_SCHEDULER_RUN=" + watched.name +
            " in their environment");
    return {};
}

bool Watcher::end_as_recorded(Watched& watched, const ClaimState& claim) {
    if (claim.proves_nothing_ran()) {
        end(watched, Report::What::NotStarted, 0,
            claim.not_started.value_or("no keeper had taken it; nothing was executed"));
        return true;
    }
    if (!claim.exited && !claim.stopped) return false;
    tell_started(watched);
    if (claim.exited)
        end(watched, Report::What::Exited, *claim.exited, {});
    else
        end(watched, Report::What::Stopped, *claim.stopped, {});
    return true;
}

void Watcher::end_without_record(Watched& watched, const ClaimState& claim, std::string_view why) {
    if (!claim.workload) return end(watched, Report::What::NotStarted, 0, std::string(kNothingRan));
    if (claim.started) tell_started(watched);
    end_unrecorded(watched, why);
}

void Watcher::follow_keeper(Watched& watched, const ClaimState& claim) {
    const RunId run = watched.run;
    if (watched.process_key == 0)
        watched.process_key =
            reactor_.watch(watched.keeper.get(), [this, run] { on_keeper_end(run); });
    if (watched.process_key == 0) {  // the kernel refuses
        release_keeper(watched);
        return look_again(watched, kLookLater);
    }
    if (watched.stop_wanted) stop_now(watched);
    // Before `started` there is no news but the claim's next line.
    if (!claim.started) return look_again(watched, kLookSoon);
    tell_started(watched);
    set_stage(watched, Stage::Kept);
}

// The keeper is dead. What it wrote last, it may have written after we read the claim.
void Watcher::after_keeper(Watched& watched) {
    const auto claim = claim_of(watched);
    if (!claim) return;
    if (!claim->workload) {
        if (!end_as_recorded(watched, *claim)) end_without_record(watched, *claim, {});
        return;
    }
    if (!claim->exited && !claim->stopped) {
        auto leader = open_process(*claim->workload);
        if (leader) return follow_leader(watched, *claim, std::move(*leader));
        if (leader.error() != ESRCH) return look_again(watched, kLookLater);
    } else if (!group_exists(claim->workload->pid)) {
        end_as_recorded(watched, *claim);  // as nearly all do: their keeper ended last
        return;
    }
    if (claim->started) tell_started(watched);
    watched.leader = claim->workload->pid;
    end_leftovers(watched);  // nobody else is there to end the rest of the group
}

void Watcher::follow_leader(Watched& watched, const ClaimState& claim, Fd leader) {
    const RunId run = watched.run;
    reactor_.forget(std::exchange(watched.stop_timer, 0));
    watched.leader = claim.workload->pid;
    watched.leader_fd = std::move(leader);
    watched.leader_key =
        reactor_.watch(watched.leader_fd.get(), [this, run] { on_leader_end(run); });
    if (watched.leader_key == 0) {
        watched.leader_fd.reset();
        return look_again(watched, kLookLater);
    }
    tell_started(watched);
    set_stage(watched, Stage::Orphaned);
    if (watched.stop_wanted) stop_now(watched);
}

}  // namespace wls::local
