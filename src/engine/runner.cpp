#include "engine/runner.h"

#include <algorithm>

#include "domain/desired_state.h"
#include "domain/status.h"

namespace wls {

namespace {

// Rows handled in one transaction, so that clients' writes get their turn in between.
constexpr int kBatch = 256;

// A stop whose end is not reported is ordered again: it is owed without limit, and asking twice
// does no harm.
constexpr Duration kStopAgain = std::chrono::seconds{60};

Result<> end(Transaction& transaction, Transition done, Outcome outcome, std::string message,
             Instant now) {
    done.outcome = outcome;
    done.done_at = now;
    done.try_at.reset();
    done.message = std::move(message);
    return transaction.update(done);
}

// The plan's own identity may be taken by one that was called off without an edit (its workload
// left the catalog and came back): then a number of its own tells them apart.
Result<> record(Transaction& transaction, Transition transition) {
    auto recorded = transaction.record(transition);
    if (!recorded) return fail(recorded);
    if (*recorded) return {};
    const auto number = transaction.next_number();
    if (!number) return fail(number);
    transition.event = *number;
    recorded = transaction.record(transition);
    if (!recorded) return fail(recorded);
    if (!*recorded) return fail(ErrorCode::Internal, "a transition could not be recorded");
    return {};
}

// Asked again before each attempt: a later change may have made the stop undue; a clock that
// stepped back has not.
bool is_wanted(const PlannedSchedule& owner, const Run& run, const Transition& stop, Instant now) {
    const auto demand = demand_of(owner);
    if (!demand || owner.plan.workload != run.workload ||
        owner.plan.occurrence_at != run.id.occurrence_at)
        return false;
    const bool edited = stop.revision != owner.schedule.revision;
    return desired_state({&*demand, 1}, edited ? now : std::max(now, stop.nominal_at)).state ==
           State::Up;
}

Result<> wait(Transaction& transaction, Transition waiting, std::string message) {
    waiting.try_at.reset();
    waiting.message = std::move(message);
    return transaction.update(waiting);
}

}  // namespace

Result<std::vector<Order>> Runner::turn(Transaction& transaction, Instant now,
                                        Instant seen_since) const {
    const auto schedules = transaction.due_schedules(now, kBatch);
    if (!schedules) return fail(schedules);
    for (const auto& planned : *schedules) WLS_TRY(plan_one(transaction, planned, now, seen_since));

    const auto left = transaction.due_runs(now, kBatch);
    if (!left) return fail(left);
    for (const Run& run : *left) WLS_TRY(stop_what_was_left(transaction, run, now));

    const auto due = transaction.due_transitions(now, kBatch);
    if (!due) return fail(due);
    std::vector<Order> orders;
    for (const Transition& transition : *due) WLS_TRY(act(transaction, transition, now, orders));
    return orders;
}

Result<> Runner::plan_one(Transaction& transaction, const PlannedSchedule& before, Instant now,
                          Instant seen_since) const {
    const Schedule& schedule = before.schedule;
    PlanInput input{before,
                    replan(before, workloads_.find(schedule.name), zone_, now, seen_since),
                    {},
                    {},
                    now};
    if (before.plan.revision) {  // else nobody has acted on this life yet
        auto transitions =
            transaction.transitions_of(schedule.life, input.plan.occurrence_at.value_or(now));
        if (!transitions) return fail(transitions);
        auto runs = transaction.runs_of(schedule.life);
        if (!runs) return fail(runs);
        input.transitions = std::move(*transitions);
        input.runs = std::move(*runs);
    }
    return write_down(transaction, schedule, decide(input), now);
}

Result<> Runner::write_down(Transaction& transaction, const Schedule& schedule,
                            const PlanOutput& output, Instant now) const {
    for (const auto& transition : output.recorded) WLS_TRY(record(transaction, transition));
    for (const auto& transition : output.updated) {
        WLS_TRY(transaction.update(transition));
        // One that waited for its turn and was called off hands the turn on.
        if (transition.edge == Edge::Start && !is_open(transition.outcome))
            WLS_TRY(transaction.release_waiting(transition.workload, now));
    }
    std::string status = schedule.status;
    for (const auto event : output.events) status = status_after(status, event);
    if (status != schedule.status) WLS_TRY(transaction.set_status(schedule.life, status));
    return transaction.save_plan(schedule.life, output.plan);
}

// A deletion left a run behind: nobody owns it, so it goes back to what was before us: not running.
Result<> Runner::stop_what_was_left(Transaction& transaction, const Run& run, Instant now) const {
    WLS_TRY(transaction.mark_run_due(run.id, {}));
    if (run.state != RunState::Running) return {};  // its report comes and marks it again
    const auto owner = transaction.planned(run.id.life);
    if (!owner) return fail(owner);
    if (*owner) return {};  // it has a schedule after all, which is due by itself
    const auto open = transaction.transitions_of(run.id.life, run.id.occurrence_at);
    if (!open) return fail(open);
    for (const auto& transition : *open)
        if (transition.edge == Edge::Stop && is_open(transition.outcome)) return {};
    const auto begun = transaction.transition(run.started_by);
    if (!begun) return fail(begun);
    const auto number = transaction.next_number();
    if (!number) return fail(number);

    Transition stop;
    stop.workload = run.workload;
    stop.schedule = *begun ? (*begun)->schedule : ScheduleId{};
    stop.life = run.id.life;
    stop.revision = *begun ? (*begun)->revision : Revision{};
    stop.edge = Edge::Stop;
    stop.nominal_at = now;
    stop.event = *number;
    stop.occurrence_at = run.id.occurrence_at;
    stop.cause = Cause::Edit;
    stop.decided_at = now;
    stop.from = "up";
    stop.to = "down";
    stop.try_at = now;
    stop.message = "its schedule was deleted";
    return record(transaction, std::move(stop));
}

Result<> Runner::act(Transaction& transaction, const Transition& transition, Instant now,
                     std::vector<Order>& orders) const {
    return transition.edge == Edge::Start ? start(transaction, transition, now, orders)
                                          : stop(transaction, transition, now, orders);
}

Result<> Runner::start(Transaction& transaction, Transition transition, Instant now,
                       std::vector<Order>& orders) const {
    const auto owner = transaction.planned(transition.life);
    if (!owner) return fail(owner);
    if (!*owner)
        return end(transaction, transition, Outcome::Cancelled, "its schedule was deleted", now);
    // Asked again, with what stands in the store at this moment. A clock that stepped back does
    // not take back a start that its nominal instant had decided; a later edit does.
    const auto demand = demand_of(**owner);
    const bool edited = transition.revision != (*owner)->schedule.revision;
    const Instant asked_at = edited ? now : std::max(now, transition.nominal_at);
    const Demand demands[] = {demand.value_or(Demand{{}, false, {}, {}})};
    if (desired_state(demands, asked_at).state != State::Up)
        return wait(transaction, transition, transition.message);  // the planner closes it

    const auto live = transaction.live_runs_on(transition.workload);
    if (!live) return fail(live);
    if (!live->empty())
        return wait(transaction, transition,
                    "waits for run " + live->front().id.text() + " of the same workload to end");

    // The occurrence may have been started, called off and started anew: no run's name comes twice.
    const auto last = transaction.last_attempt(transition.life, transition.occurrence_at);
    if (!last) return fail(last);
    transition.outcome = Outcome::Acting;
    transition.attempts += 1;
    transition.try_at.reset();
    const Run run{{transition.life, transition.occurrence_at, *last + 1},
                  transition.workload,
                  transition.id,
                  RunState::Claimed,
                  0};
    WLS_TRY(transaction.update(transition));
    WLS_TRY(transaction.save_run(run));
    orders.push_back(StartOrder{run.id, run.workload, demand->window});
    return {};
}

Result<> Runner::stop(Transaction& transaction, Transition transition, Instant now,
                      std::vector<Order>& orders) const {
    const auto live = transaction.live_runs_on(transition.workload);
    if (!live) return fail(live);
    const Run* owed = nullptr;
    for (const auto& run : *live)
        if (run.id.life == transition.life && run.id.occurrence_at == transition.occurrence_at)
            owed = &run;
    if (!owed) return end(transaction, transition, Outcome::Already, "it had ended by itself", now);
    if (owed->state == RunState::Claimed)
        return wait(transaction, transition, "waits for the start to be confirmed");
    const auto owner = transaction.planned(transition.life);
    if (!owner) return fail(owner);
    if (*owner && !(*owner)->schedule.active)
        return end(transaction, transition, Outcome::Cancelled, "the schedule was deactivated",
                   now);
    if (*owner && is_wanted(**owner, *owed, transition, now))
        return end(transaction, transition, Outcome::Cancelled, "its window is open again", now);

    transition.outcome = Outcome::Acting;
    transition.attempts += 1;
    transition.try_at = now + kStopAgain;
    WLS_TRY(transaction.update(transition));
    orders.push_back(StopOrder{owed->id, owed->workload});
    return {};
}

}  // namespace wls
