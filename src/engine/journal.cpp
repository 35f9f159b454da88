#include "engine/journal.h"

#include <algorithm>

namespace wls {

namespace {

// A stop whose end is not reported is ordered again: it is owed without limit, and asking twice
// does no harm.
constexpr Duration kStopAgain = std::chrono::seconds{60};

}  // namespace

Result<> Journal::record(Transition transition) {
    auto recorded = tx_.record(transition);
    if (!recorded) return fail(recorded);
    if (!*recorded) {
        const auto number = tx_.next_number();
        if (!number) return fail(number);
        transition.event = *number;
        recorded = tx_.record(transition);
        if (!recorded) return fail(recorded);
        if (!*recorded) return fail(ErrorCode::Internal, "a transition could not be recorded");
    }
    transition.id = **recorded;
    changes_.push_back(std::move(transition));
    return {};
}

Result<Transition> Journal::unplanned(Edge edge, Cause cause, std::string workload) {
    const auto number = tx_.next_number();
    if (!number) return fail(number);
    Transition transition;
    transition.workload = std::move(workload);
    transition.edge = edge;
    transition.nominal_at = now_;
    transition.event = *number;
    transition.cause = cause;
    transition.decided_at = now_;
    transition.from = edge == Edge::Start ? "down" : "up";
    transition.to = edge == Edge::Start ? "up" : "down";
    transition.try_at = now_;
    return transition;
}

Result<> Journal::update(const Transition& transition) {
    WLS_TRY(tx_.update(transition));
    changes_.push_back(transition);
    return {};
}

Result<> Journal::close(Transition transition, Outcome outcome, std::string message) {
    transition.outcome = outcome;
    if (!transition.done_at) transition.done_at = now_;
    transition.try_at.reset();
    transition.message = std::move(message);
    return update(transition);
}

Result<> Journal::wait(Transition transition, std::string message) {
    transition.try_at.reset();
    if (!has_reason(transition)) transition.message = std::move(message);
    return update(transition);
}

Result<> Journal::put_off(Transition transition, Outcome outcome, Duration delay,
                          std::string message) {
    transition.outcome = outcome;
    transition.try_at = now_ + delay;
    transition.message = std::move(message);
    return update(transition);
}

// The occurrence may have been started, called off and started anew: no run's name comes twice.
Result<> Journal::begin_run(Transition start, const Window& window, Mode mode, int short_lives,
                            Orders& orders) {
    const auto last = tx_.last_attempt(start.life, start.occurrence_at);
    if (!last) return fail(last);
    Run run;
    run.id = {start.life, start.occurrence_at, *last + 1};
    run.workload = start.workload;
    run.started_by = start.id;
    run.mode = mode;
    run.held_for = start.life;
    run.short_lives = short_lives;
    return order_start(std::move(start), run, window, orders);
}

Result<> Journal::order_start(Transition start, const Run& run, const Window& window,
                              Orders& orders) {
    start.outcome = Outcome::Acting;
    start.attempts += 1;
    start.try_at.reset();
    WLS_TRY(update(start));
    WLS_TRY(tx_.save_run(run));
    orders.push_back(StartOrder{run.id, run.workload, window});
    return {};
}

Result<> Journal::order_stop(Transition stop, const Run& run, Orders& orders) {
    stop.outcome = Outcome::Acting;
    stop.attempts += 1;
    stop.try_at = now_ + kStopAgain;
    if (stop.attempts == 1 && !has_reason(stop)) stop.message.clear();  // it has waited
    orders.push_back(StopOrder{run.id, run.workload});
    return update(stop);
}

Result<> Journal::record_stop_of(const Run& run, std::string message) {
    const auto begun = tx_.transition(run.started_by);
    if (!begun) return fail(begun);
    auto stop = unplanned(Edge::Stop, Cause::Edit, run.workload);
    if (!stop) return fail(stop);
    stop->schedule = *begun ? (*begun)->schedule : ScheduleId{};
    stop->life = run.id.life;
    stop->revision = *begun ? (*begun)->revision : Revision{};
    stop->occurrence_at = run.id.occurrence_at;
    stop->message = std::move(message);
    return record(std::move(*stop));
}

Result<> Journal::end_run(Run& run, RunState state) {
    run.state = state;
    if (state != RunState::NotRun) {
        run.ended_at = now_;
        if (has_level(run.mode)) {
            const auto number = tx_.next_number();
            if (!number) return fail(number);
            run.end_number = *number;
        }
    }
    WLS_TRY(tx_.save_run(run));
    return tx_.release_waiting(run.workload, now_);
}

Result<std::vector<Transition>> Journal::rows_on(const std::string& workload, Life life,
                                                 Instant occurrence_at) {
    auto rows = tx_.transitions_of(life, occurrence_at);
    if (!rows) return fail(rows);
    std::erase_if(*rows, [&](const Transition& row) {
        return row.workload != workload || row.occurrence_at != occurrence_at;
    });
    return rows;
}

// The occurrence that the schedule stands for: whether it has a run that is alive, or is up by
// another's run.
Result<Journal::Standing> Journal::standing(const PlannedSchedule& owner) {
    const auto& [schedule, plan] = owner;
    if (plan.workload.empty() || !plan.occurrence_at) return Standing::NotBegun;
    const auto runs = tx_.live_runs_on(plan.workload);
    if (!runs) return fail(runs);
    const bool is_own = std::ranges::any_of(*runs, [&](const Run& run) {
        return run.id.life == schedule.life && run.id.occurrence_at == plan.occurrence_at;
    });
    if (is_own) return Standing::Runs;
    auto rows = rows_on(plan.workload, schedule.life, *plan.occurrence_at);
    if (!rows) return fail(rows);
    std::erase_if(*rows, [](const Transition& row) { return row.outcome == Outcome::Cancelled; });
    const auto is_up = [](const Transition& row) {
        return row.edge == Edge::Start && (is_right(row.outcome) || row.cause == Cause::Drift);
    };
    if (std::ranges::none_of(*rows, is_up)) return Standing::NotBegun;
    const auto is_task = was_task(owner);
    if (!is_task) return fail(is_task);
    return is_up(rows->back()) && !*is_task ? Standing::Runs : Standing::Over;
}

// Its start is done, and stays so, when its run has ended.
Result<bool> Journal::was_task(const PlannedSchedule& owner) {
    const auto& [schedule, plan] = owner;
    const auto last = tx_.last_attempt(schedule.life, *plan.occurrence_at);
    if (!last) return fail(last);
    for (int attempt = *last; attempt > 0; --attempt) {  // newer ones may be of another workload
        const auto run = tx_.run({schedule.life, *plan.occurrence_at, attempt});
        if (!run) return fail(run);
        if (*run && (*run)->workload == plan.workload) return !has_level((*run)->mode);
    }
    return false;
}

Result<> Journal::set_status(const Schedule& schedule, std::string_view status) {
    if (status == kCompleted) {
        const auto rows = tx_.transitions_of(schedule.life, now_);  // the open ones, for one
        if (!rows) return fail(rows);
        const bool owes_stop = std::ranges::any_of(*rows, [](const Transition& row) {
            return row.edge == Edge::Stop && is_open(row.outcome);
        });
        if (owes_stop) status = kRunning;  // until that stop is done, which says so
    }
    if (status == schedule.status) return {};
    return tx_.set_status(schedule.life, status);
}

Result<> Journal::note(Life life, const std::string& workload, Instant occurrence_at,
                       StatusEvent event) {
    const auto owner = tx_.planned(life);
    if (!owner) return fail(owner);
    if (!*owner) return {};
    const auto& [schedule, plan] = **owner;
    const bool present = plan.occurrence_at == occurrence_at && plan.workload == workload;
    if (!present) {
        if (schedule.status != kRunning) return {};
        const auto now = standing(**owner);
        if (!now) return fail(now);
        if (*now == Standing::Runs) return {};  // and says it of what it stands for now
        if (*now == Standing::Over) event = StatusEvent::StopDone;  // this stop was overdue
    }
    return set_status(schedule, status_after(schedule.status, event));
}

}  // namespace wls
