#include "engine/runner.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/level.h"
#include "engine/settle.h"

namespace wls {

namespace {

// Rows of each kind in one turn: a transaction stays short.
constexpr int kBatch = 256;

// Asked again before each attempt: a later change may have made the stop undue; a clock that
// stepped back has not. Nor has one that shows a time before the window of a run that has begun.
bool is_wanted(const PlannedSchedule& owner, const Run& run, const Transition& stop, Instant now) {
    const auto demand = demand_of(owner);
    if (!demand || owner.plan.workload != run.workload ||
        owner.plan.occurrence_at != run.id.occurrence_at)
        return false;
    const bool edited = stop.revision != owner.schedule.revision;
    const Instant asked_at = edited ? now : std::max(now, stop.nominal_at);
    return desired_state({&*demand, 1}, std::max(asked_at, demand->window.start_at)).state ==
           State::Up;
}

// Stops stay first. Of the starts, those whose window ends first go first: they have the least time
// left. Starts of one workload keep their order.
Result<> earliest_end_first(Journal& journal, std::vector<Transition>& due) {
    const auto starts = std::ranges::find(due, Edge::Start, &Transition::edge);
    std::map<std::string, Instant> ends;  // by workload: of the first that is to start on it
    for (auto start = starts; start != due.end(); ++start) {
        if (ends.contains(start->workload)) continue;
        const auto owner = journal.tx().planned(start->life);
        if (!owner) return fail(owner);
        const bool has_window = *owner && (*owner)->plan.window;
        ends.emplace(start->workload,
                     has_window ? (*owner)->plan.window->end_at : start->nominal_at);
    }
    std::stable_sort(starts, due.end(), [&](const Transition& a, const Transition& b) {
        return ends.at(a.workload) < ends.at(b.workload);
    });
    return {};
}

}  // namespace

Result<> Runner::settle(Journal& journal, const Report& report) const {
    const auto run = journal.tx().run(report.run);
    if (!run) return fail(run);
    if (!*run || !is_alive((*run)->state)) return {};
    return has_level((*run)->mode) ? settle_level(journal, **run, report)
                                   : settle_task(journal, **run, report);
}

Result<bool> Runner::is_decided(Journal& journal, const RunId& id) const {
    const auto run = journal.tx().run(id);
    if (!run) return fail(run);
    if (!*run || !is_alive((*run)->state)) return true;
    const auto is_due = journal.tx().has_due_schedule((*run)->workload, journal.now());
    if (!is_due) return fail(is_due);
    return !*is_due;
}

Result<Orders> Runner::turn(Journal& journal, Instant seen_since) const {
    const auto schedules = journal.tx().due_schedules(journal.now(), kBatch);
    if (!schedules) return fail(schedules);
    for (const auto& planned : *schedules) WLS_TRY(plan_one(journal, planned, seen_since));

    const auto left = journal.tx().due_runs(journal.now(), kBatch);
    if (!left) return fail(left);
    for (const Run& run : *left) WLS_TRY(stop_what_was_left(journal, run));

    auto due = journal.tx().due_transitions(journal.now(), kBatch);
    if (!due) return fail(due);
    WLS_TRY(earliest_end_first(journal, *due));
    Orders orders;
    for (const Transition& transition : *due)
        WLS_TRY(transition.edge == Edge::Start ? start(journal, transition, orders)
                                               : stop(journal, transition, orders));
    return orders;
}

Result<> Runner::plan_one(Journal& journal, const PlannedSchedule& before,
                          Instant seen_since) const {
    const Schedule& schedule = before.schedule;
    const Workload* const target = workloads_.find(schedule.name);
    PlanInput input{before,
                    replan(before, target, zone_, journal.now(), seen_since),
                    {},
                    {},
                    journal.now(),
                    target && has_level(target->mode)};
    if (before.plan.revision) {  // else nobody has acted on this life yet
        auto transitions = journal.tx().transitions_of(
            schedule.life, input.plan.occurrence_at.value_or(journal.now()));
        if (!transitions) return fail(transitions);
        auto runs = journal.tx().runs_of(schedule.life);
        if (!runs) return fail(runs);
        input.transitions = std::move(*transitions);
        input.runs = std::move(*runs);
    }
    const PlanOutput output = decide(input);
    WLS_TRY(write_down(journal, schedule, output));
    const bool goes_on = input.plan.workload == before.plan.workload &&
                         input.plan.occurrence_at == before.plan.occurrence_at && input.plan.valid;
    if (schedule.active && !goes_on)
        WLS_TRY(Level(journal, before.plan.workload)
                    .withdraw(before, why_unwanted(schedule, input.plan, before.plan.workload)));

    // What this schedule no longer says, or says now, of levels that others may ask for too.
    std::set<std::string> levels{before.plan.workload};
    if (input.level) levels.insert(target->key());
    for (const auto& closed : output.updated) levels.insert(closed.workload);
    const auto held = journal.tx().live_runs_held_for(schedule.life);  // by what it meant before
    if (!held) return fail(held);
    for (const Run& run : *held) levels.insert(run.workload);
    for (const auto& workload : levels)
        if (!workload.empty()) WLS_TRY(look_at(journal, workload));
    return {};
}

// A workload that has a level, or had one when its run began.
Result<> Runner::look_at(Journal& journal, const std::string& workload) const {
    Level level(journal, workload);
    if (has_level(mode_of(workload))) return level.look_at();
    const auto held = level.live_run();
    if (!held) return fail(held);
    return *held ? level.look_at() : Result<>{};
}

Result<> Runner::write_down(Journal& journal, const Schedule& schedule,
                            const PlanOutput& output) const {
    for (const auto& transition : output.recorded) WLS_TRY(journal.record(transition));
    for (const auto& transition : output.updated) {
        WLS_TRY(journal.update(transition));
        // One that waited for its turn and was called off hands the turn on.
        if (transition.edge == Edge::Start && !is_open(transition.outcome))
            WLS_TRY(journal.tx().release_waiting(transition.workload, journal.now()));
    }
    std::string status = schedule.status;
    for (const auto event : output.events) status = status_after(status, event);
    if (status != schedule.status) WLS_TRY(journal.set_status(schedule, status));
    return journal.tx().save_plan(schedule.life, output.plan);
}

// A deletion left a run behind: nobody owns it, so it goes back to what was before us: not running.
Result<> Runner::stop_what_was_left(Journal& journal, const Run& run) const {
    WLS_TRY(journal.tx().mark_run_due(run.id, {}));
    if (has_level(run.mode)) return Level(journal, run.workload).look_at();
    if (run.state != RunState::Running) return {};  // its report comes and marks it again
    const auto owner = journal.tx().planned(run.id.life);
    if (!owner) return fail(owner);
    if (*owner) return {};  // it has a schedule after all, which is due by itself
    const auto open = journal.tx().transitions_of(run.id.life, run.id.occurrence_at);
    if (!open) return fail(open);
    for (const auto& transition : *open)
        if (transition.edge == Edge::Stop && is_open(transition.outcome) &&
            transition.workload == run.workload && transition.occurrence_at == run.id.occurrence_at)
            return {};
    return journal.record_stop_of(run, "its schedule was deleted");
}

// As the catalog has it now.
Mode Runner::mode_of(const std::string& workload) const {
    const Workload* const target = workloads_.find(name_in_key(workload));
    return target && target->key() == workload ? target->mode : Mode::Task;
}

Result<> Runner::start(Journal& journal, const Transition& transition, Orders& orders) const {
    const auto owner = journal.tx().planned(transition.life);
    if (!owner) return fail(owner);
    const Mode mode = mode_of(transition.workload);
    if (!*owner) {  // it may have had the turn, or stood for others too
        WLS_TRY(journal.close(transition, Outcome::Cancelled, "its schedule was deleted"));
        WLS_TRY(look_at(journal, transition.workload));
        return journal.tx().release_waiting(transition.workload, journal.now());
    }
    // Asked again, with what stands in the store at this moment. A clock that stepped back does
    // not take back a start that its nominal instant had decided; a later edit does.
    const auto demand = demand_of(**owner);
    const bool edited = transition.revision != (*owner)->schedule.revision;
    const Instant asked_at =
        edited ? journal.now() : std::max(journal.now(), transition.nominal_at);
    const Demand demands[] = {demand.value_or(Demand{{}, false, {}, {}})};
    if (desired_state(demands, asked_at).state != State::Up) {
        if (!demand || demand->window.start_at <= asked_at)
            return journal.wait(transition, transition.message);  // the planner closes it
        Transition later = transition;  // a clock was set back: until then others have the turn
        later.try_at = demand->window.start_at;
        WLS_TRY(journal.update(later));
        return journal.tx().release_waiting(transition.workload, journal.now());
    }

    if (has_level(mode))
        return Level(journal, transition.workload).start(transition, **owner, mode, orders);

    const auto live = journal.tx().live_runs_on(transition.workload);
    if (!live) return fail(live);
    if (!live->empty())
        return journal.wait(transition, "waits for run " + live->front().id.text() +
                                            " of the same workload to end");
    return journal.begin_run(transition, demand->window, mode, 0, orders);
}

Result<> Runner::stop(Journal& journal, const Transition& transition, Orders& orders) const {
    const auto owner = journal.tx().planned(transition.life);
    if (!owner) return fail(owner);
    const auto live = journal.tx().live_runs_on(transition.workload);
    if (!live) return fail(live);
    const Run* owed = nullptr;
    bool is_level = *owner && has_level(mode_of(transition.workload));
    for (const auto& run : *live) {
        is_level = is_level || has_level(run.mode);
        if (run.id.life == transition.life && run.id.occurrence_at == transition.occurrence_at)
            owed = &run;
    }
    const bool is_task_run = owed && !has_level(owed->mode);
    if (is_level && !is_task_run)
        return Level(journal, transition.workload).stop(transition, orders);
    if (!owed) return journal.close(transition, Outcome::Already, "it had ended by itself");
    if (owed->state == RunState::Claimed)
        return journal.wait(transition, "waits for the start to be confirmed");
    if (*owner && !(*owner)->schedule.active)
        return journal.close(transition, Outcome::Cancelled, "the schedule was deactivated");
    if (*owner && is_wanted(**owner, *owed, transition, journal.now()))
        return journal.close(transition, Outcome::Cancelled, "its window is open again");
    return journal.order_stop(transition, *owed, orders);
}

}  // namespace wls
