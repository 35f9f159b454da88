// Checker: what must hold when all has been well for kSettle.
#include <algorithm>

#include "domain/status.h"
#include "simulation/checker.h"
#include "simulation/modes.h"

namespace wls::simulation {

void Checker::check_settled() const {
    for (const auto& [id, life] : present_) check_life(lives_.at(life));
    check_processes();
    hold(levels_.settled(lives_));
    check_nothing_is_left_open();
}

void Checker::check_life(const LifeModel& life) const {
    if (!lasts(life.version.made) || !lasts(life.workload_since)) return;
    const auto* const start = start_of(life);
    if (is_level(life.workload) || is_level(life.taken_workload)) {
        check_recorded(life, start);
        return check_level_status(life);
    }
    check_started(life, start);
    check_recorded(life, start);
    if (start) check_result(life, *start);
    check_status(life, start);
}

// Started at its start, or as late as our own outage.
void Checker::check_started(const LifeModel& life, const Transition* start) const {
    if (!life.is_acted_on()) return;
    const Instant now = parts_.timeline.now();
    const Window& window = *life.version.window;
    if (!window.contains(now) || !window.contains(now - kSettle)) return;
    const auto busy = busy_.find(life.workload);
    if (busy != busy_.end() && !lasts(busy->second)) return;
    if (!life.occurrence) broken("an open window has an occurrence", life.life);
    if (executed(life.life, life.workload, *life.occurrence)) return;
    if (!start) broken("a window that is open is started, and has no start at all", life.life);
    if (is_open(start->outcome) || start->outcome == Outcome::Missed)
        broken("a window that is open is started, and its task is free", life.life);
}

// Each occurrence that governed has one start in the history that is not open.
void Checker::check_recorded(const LifeModel& life, const Transition* start) const {
    if (!life.is_acted_on()) return;
    const Window& window = *life.version.window;
    if (!window.over(parts_.timeline.now() - kSettle)) return;
    // A client's change has a time; another program's came after the engine's last look, of which a
    // clock that was set tells nothing, and so does the catalog's.
    const bool has_time =
        life.workload_since <= life.version.made && !(life.version.by_foreign && clock_was_set_);
    const Instant since = has_time ? life.version.made_at : life.taken_up_at;
    const bool governed = since < window.end_at;
    if (start && is_open(start->outcome))
        broken("a start is settled when its window is over", life.life);
    if (governed && !start)
        broken("an occurrence that governed is in the history when its window is over", life.life);
}

// The history tells what happened on the machine.
void Checker::check_result(const LifeModel& life, const Transition& start) const {
    if (!lasts(life.last_event)) return;
    const auto* const process = executed(life.life, start.workload, start.occurrence_at);
    const bool says_it_ran = start.outcome == Outcome::Done;
    if (says_it_ran && !process) broken("done means that it ran", life.life);
    if (!process) return;
    if (start.outcome != Outcome::Done && start.outcome != Outcome::Failed)
        broken("what ran is done or failed in the history", life.life);
    const bool well = process->stage == Stage::Running ||
                      (process->stage == Stage::Exited && process->exit_code == 0);
    if (says_it_ran != well)
        broken(well ? "a task that exited 0, or runs, is no failure"
                    : "a task that exited not with 0, was stopped or lost has failed",
               life.life);
}

void Checker::check_status(const LifeModel& life, const Transition* start) const {
    const auto broken_status = [&](const std::string& expected) {
        broken("the status follows the table: '" + expected + "' is expected, not '" + life.status +
                   "'",
               life.life);
    };
    if (!lasts(life.last_event) || life.last_event <= life.status_by_others) return;
    if (!life.is_acted_on() || !start || is_open(start->outcome)) return;
    const Version& version = life.version;
    // An edit into the past changes no word, nor does the catalog.
    if (version.window->over(std::max(version.made_at, life.taken_up_at)) ||
        life.workload_since > version.made)
        return;
    const auto* const process = executed(life.life, start->workload, start->occurrence_at);
    if (life.status != "scheduled" && life.status != "running" && life.status != "completed" &&
        life.status != "failed" && life.status != "missed")
        return;
    const bool is_over = version.window->over(parts_.timeline.now());  // else it may yet be run
    if (start->outcome == Outcome::Missed && is_over && life.status != "missed")
        broken_status("missed");
    if (start->outcome == Outcome::Failed && life.status != "failed") broken_status("failed");
    if (start->outcome != Outcome::Done || !process) return;
    const bool runs = process->stage == Stage::Running;
    if (runs && life.status != "running") broken_status("running");
    if (!runs && life.status != kCompleted && !has_stop_overdue(life)) broken_status(kCompleted);
}

// Running while its window is open and it is up; over, it says how it went.
void Checker::check_level_status(const LifeModel& life) const {
    const Version& version = life.version;
    if (!life.is_acted_on() || life.workload_since > version.made) return;
    if (version.window->over(std::max(version.made_at, life.taken_up_at))) return;
    if (life.last_event <= life.status_by_others || !lasts(life.last_event)) return;
    const auto expected = level_status(life);
    if (expected && is_engine_status(life.status) && life.status != *expected)
        broken("the status follows the table: '" + *expected + "' is expected, not '" +
                   life.status + "'",
               life.life);
}

// What the last start of its occurrence came to.
std::optional<std::string> Checker::level_status(const LifeModel& life) const {
    const Window& window = *life.version.window;
    const Instant now = parts_.timeline.now();
    const bool is_over = window.over(now - kSettle) && !window.over(life.version.earliest);
    const bool is_open =
        window.contains(now) && window.contains(now - kSettle) && !window.over(life.version.latest);
    const auto starts = starts_of(life);
    if (starts.empty() || !(is_over || is_open)) return {};
    const Transition& last = *starts.back();
    // A stop was asked for while it was under way: whatever the stop says, or the next start.
    if (last.outcome == Outcome::Failed && last.message.starts_with("stopped before")) return {};
    if (last.outcome == Outcome::Failed) return kFailed;
    if (last.outcome == Outcome::Missed && is_over) return kMissed;
    if (is_right(last.outcome)) return is_over && !has_stop_overdue(life) ? kCompleted : kRunning;
    return {};
}

// It runs while a stop of it is overdue, as of what it was named before. But an open stop may also
// be another's, who held the run that it began: then it may be completed all the same.
bool Checker::has_stop_overdue(const LifeModel& life) const {
    const auto& open = parts_.tables.transitions.index().open;
    return life.status == kRunning && std::ranges::any_of(open, [&](TransitionId id) {
               const auto& row = *parts_.tables.transitions.find(id);
               return row.life == life.life && row.edge == Edge::Stop;
           });
}

// Stops act even when nothing can be recorded: of what is gone, and at a window's end.
void Checker::check_ends() const {
    for (const auto& run : parts_.machine.running()) {  // nothing else is owed a stop
        const LifeModel& life = lives_.at(run.life);
        const auto owed = life.owed_since.find(run);
        if (owed == life.owed_since.end() || !lasts(owed->second)) continue;
        const bool is_over = life.taken_revision == life.version.revision &&
                             life.occurrence == run.occurrence_at &&
                             life.version.window->over(parts_.timeline.now() - kSettle);
        if (life.gone || is_over)
            broken("a stop happens when nothing can be recorded: " + describe(run) + " is up",
                   run.life);
    }
}

// An owed stop happens; what runs is recorded as running, and the other way round.
void Checker::check_processes() const {
    for (const auto& run : parts_.machine.running()) {
        const auto& owed = lives_.at(run.life).owed_since;
        if (const auto since = owed.find(run); since != owed.end() && lasts(since->second))
            broken("an owed stop happens: " + describe(run) + " is up", run.life);
    }
    for (const auto& run : parts_.machine.running()) {
        const auto* const recorded = parts_.tables.runs.find(run);
        if (!recorded || !is_alive(recorded->run.state))
            broken("what runs is recorded as running: " + describe(run), run.life);
    }
}

bool Checker::has_settled(const RunId& run) const {
    const auto found = stage_since_.find(run);
    return found == stage_since_.end() || lasts(found->second);
}

void Checker::check_nothing_is_left_open() const {
    for (const auto id : parts_.tables.transitions.index().open) {
        const auto& row = *parts_.tables.transitions.find(id);
        const LifeModel& life = lives_.at(row.life);
        const bool waits_long = row.outcome == Outcome::Blocked;  // five minutes: past kSettle
        if (life.gone && lasts(*life.gone) && row.edge == Edge::Start && !waits_long)
            broken("nothing stays open of a schedule that is gone: " + describe(row), row.life);
        if (is_level(row.workload)) continue;
        if (row.edge != Edge::Stop || parts_.timeline.now() - row.decided_at <= kSettle) continue;
        bool may_run = false;
        const auto& all = parts_.machine.processes();
        for (auto at = all.lower_bound({row.life, row.occurrence_at, 0});
             at != all.end() && at->first.life == row.life &&
             at->first.occurrence_at == row.occurrence_at;
             ++at)
            may_run = may_run || at->second.stage == Stage::Running || !has_settled(at->first);
        if (!may_run) broken("a stop of what has ended is closed: " + describe(row), row.life);
    }
    for (const auto& run : parts_.tables.runs.index().live) {
        const auto* const process = parts_.machine.find(run);
        const bool runs = process && process->stage == Stage::Running;
        const auto& row = parts_.tables.runs.find(run)->run;
        if (is_effect(row.workload)) continue;
        const auto& start = *parts_.tables.transitions.find(row.started_by);
        if (!runs && parts_.timeline.now() - start.decided_at > kSettle && has_settled(run))
            broken("what is recorded as running runs: " + describe(run), run.life);
    }
}

}  // namespace wls::simulation
