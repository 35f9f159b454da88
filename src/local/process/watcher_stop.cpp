// The watcher's stops: the keeper is asked; a keeper that does not react is passed over; without
// one, the group is ended from here.
#include <csignal>
#include <utility>

#include "local/proc.h"
#include "local/process/watcher.h"

namespace wls::local {

namespace {

// How many times its patience a keeper gets to write down an end: it tries for a minute.
constexpr int kRecordings = 5;
// Between two looks for the rest of a group.
constexpr std::chrono::milliseconds kLookSoon{100};

constexpr std::string_view kKeeperKilled = "its keeper was killed";
constexpr std::string_view kClaimTaken = "its claim was taken away";

std::string mark_of(const std::string& run) {
    return "WORKLOAD_SCHEDULER_RUN=" + run;
}

}  // namespace

void Watcher::on_stop(const RunId& run, std::chrono::milliseconds grace) {
    Watched* watched = find(run);
    if (watched == nullptr) {
        // Already reported, or of an earlier life. No second Started: only the end is of interest.
        Watched& found = add(run, grace);
        found.told_started = true;
        found.stop_wanted = true;
        return look(found);
    }
    if (watched->stage == Stage::Waiting)
        return end(*watched, Report::What::NotStarted, 0, "stopped before it was started");
    watched->stop_wanted = true;
    stop_now(*watched);
}

// Whatever fails here has ended, and its end is about to be seen. A keeper hears SIGTERM from its
// first instruction on, and heeds it once the workload runs.
void Watcher::stop_now(Watched& watched) {
    if (watched.stage == Stage::Leftover) return;
    if (watched.keeper) {
        signal_process(watched.keeper, SIGTERM);
        signal_process(watched.keeper, SIGCONT);  // it may have been suspended
        if (watched.stop_timer == 0)
            stop_later(watched, watched.grace + keeper_patience_, &Watcher::pass_over_keeper);
        return;
    }
    if (!watched.leader_fd || watched.stop_timer != 0) return;
    watched.ended_by_us = true;
    signal_group(watched.leader_fd, watched.leader, SIGTERM);
    signal_group(watched.leader_fd, watched.leader, SIGCONT);
    stop_later(watched, watched.grace, &Watcher::kill_group);
}

void Watcher::stop_later(Watched& watched, std::chrono::milliseconds when,
                         void (Watcher::*step)(Watched&)) {
    reactor_.forget(watched.stop_timer);
    const RunId run = watched.run;
    watched.stop_timer = reactor_.after(when, [this, run, step] {
        Watched* late = find(run);
        if (late == nullptr) return;
        late->stop_timer = 0;
        (this->*step)(*late);
    });
}

void Watcher::kill_group(Watched& watched) {
    if (watched.leader_fd) signal_group(watched.leader_fd, watched.leader, SIGKILL);
}

// The keeper lives and does not react: a debugger holds it, or a disk. A stop is owed all the same.
// Where nothing is left to stop, it has the time to record that, which a full disk may take.
void Watcher::pass_over_keeper(Watched& watched) {
    if (!watched.keeper) return;
    const auto claim = claim_of(watched);
    if (!claim || !claim->workload) return;
    watched.leader = claim->workload->pid;
    auto leader = open_process(*claim->workload);
    if (!leader && !group_has_marked(watched.leader, mark_of(watched.name)))
        return stop_later(watched, kRecordings * keeper_patience_, &Watcher::kill_passed_over);
    watched.ended_by_us = true;
    if (!leader) return kill_passed_over(watched);
    watched.leader_fd = std::move(*leader);
    signal_group(watched.leader_fd, watched.leader, SIGTERM);
    signal_group(watched.leader_fd, watched.leader, SIGCONT);
    stop_later(watched, watched.grace, &Watcher::kill_passed_over);
}

// With the keeper its zombie goes; the end is then ours to tell.
void Watcher::kill_passed_over(Watched& watched) {
    kill_group(watched);
    signal_members(watched.leader, mark_of(watched.name), SIGKILL);
    if (watched.keeper) signal_process(watched.keeper, SIGKILL);
}

void Watcher::on_leader_end(const RunId& run) {
    Watched* watched = find(run);
    if (watched == nullptr || !watched->leader_fd) return;
    end_leftovers(*watched);
}

// What a leader without a keeper leaves behind in its group: it is known by the run's name in its
// environment, for the group's number may be another's now. The run has ended when it is dead.
void Watcher::end_leftovers(Watched& watched) {
    set_stage(watched, Stage::Leftover);
    reactor_.forget(std::exchange(watched.leader_key, 0));
    reactor_.forget(std::exchange(watched.stop_timer, 0));
    watched.leader_fd.reset();
    signal_members(watched.leader, mark_of(watched.name), SIGTERM);
    await_leftovers(watched, std::chrono::milliseconds{0});
}

void Watcher::await_leftovers(Watched& watched, std::chrono::milliseconds waited) {
    const auto mark = mark_of(watched.name);
    if (waited >= watched.grace) signal_members(watched.leader, mark, SIGKILL);
    if (!group_has_marked(watched.leader, mark) || waited >= watched.grace + kKillPatience)
        return end_leftover(watched);
    const RunId run = watched.run;
    watched.timer = reactor_.after(kLookSoon, [this, run, waited] {
        if (Watched* found = find(run); found != nullptr)
            await_leftovers(*found, waited + kLookSoon);
    });
}

// Its keeper may have recorded an end before it died.
void Watcher::end_leftover(Watched& watched) {
    const auto claim = read_claim(data_ + "/run", watched.name);
    if (claim && *claim && end_as_recorded(watched, **claim)) return;
    if (claim && *claim) return end_unrecorded(watched, kKeeperKilled);
    if (watched.stop_wanted) watched.ended_by_us = true;  // whoever did it, on our word
    end_unrecorded(watched, kClaimTaken);
}

void Watcher::end_unrecorded(Watched& watched, std::string_view why) {
    const std::string_view what =
        watched.told_started ? "exit code unknown: " : "it may have run and is not repeated: ";
    end(watched, watched.ended_by_us ? Report::What::Stopped : Report::What::Lost, 0,
        std::string(what) + std::string(why));
}

}  // namespace wls::local
