#include "engine/level.h"

#include <algorithm>
#include <set>

#include "domain/retry.h"
#include "engine/planner.h"

namespace wls {

namespace {

// Schedules that may keep one workload up at once and are told of what becomes of it.
constexpr int kMostOpen = 256;

bool is_among(Life life, const std::vector<PlannedSchedule>& open) {
    return std::ranges::any_of(
        open, [&](const PlannedSchedule& planned) { return planned.schedule.life == life; });
}

std::string named(const Schedule& schedule) {
    return "schedule " + std::to_string(schedule.id.value) + " '" + schedule.name + "'";
}

// Nobody knows how long one lived in which the clock was set back: it counts as a long one.
bool is_short(const Run& run) {
    if (!run.started_at || !run.ended_at) return true;
    const Duration lived = *run.ended_at - *run.started_at;
    return lived >= Duration::zero() && lived < kShortLife;
}

// How many short lives came in a row, this one included.
int short_lives(const Run& ended) {
    return is_short(ended) ? ended.short_lives + 1 : 0;
}

std::string how_it_ended(const Run& run) {
    if (run.state == RunState::Exited) return "exit code " + std::to_string(run.exit_code);
    return run.state == RunState::Stopped ? "stopped by somebody else" : "found dead";
}

}  // namespace

Result<> Level::start(const Transition& start, const PlannedSchedule& owner, Mode mode,
                      Orders& orders) {
    const auto live = journal_.tx().live_runs_on(workload_);
    if (!live) return fail(live);
    const Window window = owner.plan.window.value_or(Window{});
    if (live->empty()) {
        const auto lives = short_lives_before(start);
        if (!lives) return fail(lives);
        return journal_.begin_run(start, window, mode, *lives, orders);
    }
    Run run = live->front();
    if (run.mode == Mode::Task)
        return journal_.wait(start, "waits for run " + run.id.text() + " to end");
    const auto open = journal_.tx().open_transitions_on(workload_);
    if (!open) return fail(open);
    for (const auto& other : *open)
        if (other.edge == Edge::Stop && other.outcome == Outcome::Acting)
            return journal_.wait(start, "waits for its stop to end");
    for (const auto& other : *open)
        if (other.outcome == Outcome::Acting && other.id != start.id)
            return journal_.wait(start, "waits for its start to be confirmed");

    if (run.state == RunState::Claimed) {
        if (!run.unsure) return journal_.wait(start, "waits for its start to be confirmed");
        run.started_by = start.id;  // the same run's call is made again, under the same name
        run.held_for = start.life;
        return journal_.order_start(start, run, window, orders);
    }
    if (run.unsure) {  // a stop of it may have been done: up is what a new call makes sure of
        WLS_TRY(journal_.end_run(run, RunState::Lost));
        WLS_TRY(journal_.begin_run(start, window, mode, 0, orders));
        auto next = live_run();
        if (!next) return fail(next);
        if (!*next) return {};
        (*next)->unsure = true;  // whatever becomes of the call, it may be up
        return journal_.tx().save_run(**next);
    }
    const auto by = holder(run);
    if (!by) return fail(by);
    WLS_TRY(journal_.close(start, Outcome::Already, *by));
    WLS_TRY(journal_.note(start.life, workload_, start.occurrence_at, StatusEvent::StartDone));
    return journal_.tx().release_waiting(workload_, journal_.now());  // others find the same
}

Result<> Level::stop(const Transition& stop, Orders& orders) {
    const auto owner = journal_.tx().planned(stop.life);
    if (!owner) return fail(owner);
    const auto open = keepers_against(stop, *owner);
    if (!open) return fail(open);
    if (*owner && !(*owner)->schedule.active && stop.cause != Cause::Edit)
        return call_off(stop, Outcome::Cancelled, "the schedule was deactivated");
    if (is_among(stop.life, *open))
        return call_off(stop, Outcome::Cancelled, "its window is open again");
    auto run = live_run();
    if (!run) return fail(run);
    // It was down for a while: whoever's window is open now starts it again.
    if (*run && journal_.was_stopped_unrecorded((*run)->id))
        return journal_.order_stop(stop, **run, orders);
    std::string already;
    if (!open->empty()) {
        if (*run) WLS_TRY(hold_for(**run, *open));
        already = named(open->front().schedule) + " keeps it up";
    } else if (!*run) {
        const auto why = why_not_up(stop);
        if (!why) return fail(why);
        already = why->empty() ? "it was not running" : *why;
    } else if ((*run)->held_for != stop.life) {
        const auto holds = journal_.tx().planned((*run)->held_for);
        if (!holds) return fail(holds);
        if (*holds && !(*holds)->schedule.active)
            already = named((*holds)->schedule) + ", which is inactive, holds it";
    }
    if (!already.empty()) {
        WLS_TRY(call_off(stop, Outcome::Already, already));
        return journal_.note(stop.life, workload_, stop.occurrence_at, StatusEvent::StopDone);
    }
    if ((*run)->state == RunState::Claimed && !(*run)->unsure)
        return journal_.wait(stop, "waits for the start to be confirmed");
    return journal_.order_stop(stop, **run, orders);
}

// What the last start of its occurrence said when it was given up: that it may still run, for one.
Result<std::string> Level::why_not_up(const Transition& stop) {
    auto rows = journal_.rows_on(workload_, stop.life, stop.occurrence_at);
    if (!rows) return fail(rows);
    std::erase_if(*rows, [](const Transition& row) { return row.edge == Edge::Stop; });
    if (rows->empty() || rows->back().outcome != Outcome::Failed) return std::string();
    return rows->back().message;
}

// The windows that keep up what `stop` would bring down. A clock that was set back before the
// instant at which the plan ended, of which the stop speaks, takes nothing back: the schedule's own
// window stays over, and another's that has begun stays open.
Result<std::vector<PlannedSchedule>> Level::keepers_against(
    const Transition& stop, const std::optional<PlannedSchedule>& owner) {
    auto keepers = open();
    if (!keepers) return fail(keepers);
    const bool is_of_plan = stop.cause != Cause::Edit || stop.event == stop.revision.value;
    if (stop.nominal_at <= journal_.now() || !is_of_plan) return keepers;
    if (owner && owner->schedule.revision == stop.revision)
        std::erase_if(*keepers, [&](const PlannedSchedule& planned) {
            return planned.schedule.life == stop.life;
        });
    auto later = journal_.tx().open_on(workload_, stop.nominal_at, kMostOpen);
    if (!later) return fail(later);
    for (auto& planned : *later) {
        const auto begun = is_still_begun(planned);
        if (!begun) return fail(begun);
        if (*begun && !is_among(planned.schedule.life, *keepers))
            keepers->push_back(std::move(planned));
    }
    return keepers;
}

Result<> Level::withdraw(const PlannedSchedule& before, std::string why) {
    const auto run = live_run();
    if (!run) return fail(run);
    if (!*run || !before.plan.occurrence_at) return {};
    const auto rows = journal_.rows_on(workload_, before.schedule.life, *before.plan.occurrence_at);
    if (!rows) return fail(rows);
    if (rows->empty() || rows->back().edge != Edge::Start || !is_right(rows->back().outcome))
        return {};
    auto stop = journal_.unplanned(Edge::Stop, Cause::Edit, workload_);
    if (!stop) return fail(stop);
    stop->schedule = before.schedule.id;
    stop->life = before.schedule.life;
    stop->revision = before.schedule.revision;
    stop->occurrence_at = *before.plan.occurrence_at;
    stop->message = std::move(why);
    return journal_.record(std::move(*stop));
}

// A start may have waited for it: while it was under way nobody knew what it would leave. A call
// that nobody has answered may be the last that is heard of it.
Result<> Level::call_off(const Transition& stop, Outcome outcome, const std::string& why) {
    auto run = live_run();
    if (!run) return fail(run);
    if (stop.outcome == Outcome::Acting && *run && (*run)->mode == Mode::Effect) {
        (*run)->unsure = true;
        WLS_TRY(journal_.tx().save_run(**run));
    }
    WLS_TRY(journal_.close(stop, outcome, why));
    return journal_.tx().release_waiting(workload_, journal_.now());
}

Result<> Level::look_at() {
    // Windows that end or begin now speak first, by transitions of their own.
    const auto is_due = journal_.tx().has_due_schedule(workload_, journal_.now());
    if (!is_due) return fail(is_due);
    if (*is_due) return {};
    auto run = live_run();
    if (!run) return fail(run);
    const auto wanted = open();
    if (!wanted) return fail(wanted);
    if (wanted->empty()) return *run ? let_go(**run) : Result<>{};
    if (*run) {
        WLS_TRY(hold_for(**run, *wanted));
        if (!(*run)->unsure) return {};  // else a call may have brought it down, or not up
    }
    return keep_up(*wanted);
}

// Nothing is up, or may not be, that should be.
Result<> Level::keep_up(const std::vector<PlannedSchedule>& open) {
    const auto pending = journal_.tx().open_transitions_on(workload_);
    if (!pending) return fail(pending);
    for (const auto& transition : *pending)
        if (transition.edge == Edge::Start &&
            (transition.outcome == Outcome::Acting || is_among(transition.life, open)))
            return {};  // but not one that a clock that was set back has before its window again
    for (const auto& planned : open) {
        if (!planned.plan.occurrence_at) continue;
        const auto rows =
            journal_.rows_on(workload_, planned.schedule.life, *planned.plan.occurrence_at);
        if (!rows) return fail(rows);
        const auto last = std::find_if(rows->rbegin(), rows->rend(), [](const Transition& row) {
            return row.edge == Edge::Start;
        });
        if (last == rows->rend()) continue;               // the planner begins an occurrence
        const bool was_stopped = last != rows->rbegin();  // by us, after its last start
        const bool gave_up =
            last->outcome == Outcome::Failed && last->revision == planned.schedule.revision;
        if (gave_up || last->outcome == Outcome::Missed || last->outcome == Outcome::Skipped)
            continue;
        const bool is_edit = was_stopped || last->outcome == Outcome::Failed;
        return start_again(planned, *last, is_edit ? Cause::Edit : Cause::Drift);
    }
    return {};
}

Result<Transition> Level::unplanned_start(const PlannedSchedule& owner, Cause cause) {
    auto start = journal_.unplanned(Edge::Start, cause, workload_);
    if (!start) return fail(start);
    start->schedule = owner.schedule.id;
    start->life = owner.schedule.life;
    start->revision = owner.schedule.revision;
    start->occurrence_at = owner.plan.occurrence_at.value_or(journal_.now());
    return start;
}

Result<> Level::start_again(const PlannedSchedule& owner, const Transition& last, Cause cause) {
    auto again = unplanned_start(owner, cause);
    if (!again) return fail(again);
    if (cause == Cause::Edit) return journal_.record(std::move(*again));

    const auto ended = journal_.tx().last_ended_run_on(workload_);
    if (!ended) return fail(ended);
    const bool has_ended =
        *ended && ((*ended)->started_by == last.id || (*ended)->ended_at >= last.decided_at);
    if (has_ended) {
        const int lives = short_lives(**ended);
        const std::string how = how_it_ended(**ended);
        if (lives >= kMostShortLives)
            return give_up("ended " + std::to_string(lives) +
                           " times in a row within a minute, the last time with " + how +
                           ": left down until the next window or an edit");
        const Duration delay = back_off(std::max(1, lives));
        // By a clock that was set back it ends later than now.
        const Instant ended_at = std::min(*(*ended)->ended_at, journal_.now());
        again->try_at = std::max(journal_.now(), ended_at + delay);
        again->message = how + ": started again";
    } else {
        const auto run = live_run();
        if (!run) return fail(run);
        if (!*run) {  // it ended by a clock that has been set back: no short life of this time
            again->cause = Cause::Edit;
            again->message = "its window is open again";
        }
    }
    return journal_.record(std::move(*again));
}

Result<> Level::give_up(const std::string& why) {
    const auto pending = journal_.tx().open_transitions_on(workload_);
    if (!pending) return fail(pending);
    std::set<Life> told;
    for (const auto& start : *pending) {
        if (start.edge != Edge::Start) continue;
        WLS_TRY(journal_.close(start, Outcome::Failed, why));
        WLS_TRY(journal_.note(start.life, workload_, start.occurrence_at, StatusEvent::GaveUp));
        told.insert(start.life);
    }
    const auto waiting = open();
    if (!waiting) return fail(waiting);
    for (const auto& planned : *waiting) {
        if (told.contains(planned.schedule.life)) continue;
        auto failed = unplanned_start(planned, Cause::Drift);
        if (!failed) return fail(failed);
        const Instant occurrence_at = failed->occurrence_at;
        failed->done_at = journal_.now();
        failed->try_at.reset();
        failed->outcome = Outcome::Failed;
        failed->message = why;
        WLS_TRY(journal_.record(std::move(*failed)));
        WLS_TRY(
            journal_.note(planned.schedule.life, workload_, occurrence_at, StatusEvent::GaveUp));
    }
    return {};
}

// No window is open. Who holds the run decides what is owed.
Result<> Level::let_go(Run run) {
    const auto pending = journal_.tx().open_transitions_on(workload_);
    if (!pending) return fail(pending);
    for (const auto& transition : *pending)
        if (transition.edge == Edge::Stop) return {};
    const auto owner = journal_.tx().planned(run.held_for);
    if (!owner) return fail(owner);
    if (*owner) {
        if (!(*owner)->schedule.active) return {};
        const auto begun = is_still_begun(**owner);
        if (!begun) return fail(begun);
        if (*begun) return {};  // a clock that was set back: its window comes again
        const auto starting = is_starting(**owner);
        if (!starting) return fail(starting);
        if (*starting) return {};  // once that is confirmed, its plan's own end follows
        return journal_.record_stop_of(run,
                                       why_unwanted((*owner)->schedule, (*owner)->plan, workload_));
    }
    if (!run.found_up) return journal_.record_stop_of(run, "its schedule was deleted");
    return journal_.end_run(run, RunState::Stopped);  // up before us: left as it was
}

Result<bool> Level::is_still_begun(const PlannedSchedule& owner) {
    if (owner.plan.window && owner.plan.window->over(journal_.now())) return false;
    return has_start(owner, [](Outcome outcome) { return is_right(outcome) || is_open(outcome); });
}

Result<bool> Level::is_starting(const PlannedSchedule& owner) {
    return has_start(owner, [](Outcome outcome) { return outcome == Outcome::Acting; });
}

// Of the occurrence that the schedule stands for.
Result<bool> Level::has_start(const PlannedSchedule& owner, bool (*that)(Outcome)) {
    const Plan& plan = owner.plan;
    if (plan.workload != workload_ || !plan.valid || !plan.occurrence_at) return false;
    const auto rows = journal_.rows_on(workload_, owner.schedule.life, *plan.occurrence_at);
    if (!rows) return fail(rows);
    return std::ranges::any_of(
        *rows, [&](const Transition& row) { return row.edge == Edge::Start && that(row.outcome); });
}

Result<std::optional<Run>> Level::live_run() {
    const auto live = journal_.tx().live_runs_on(workload_);
    if (!live) return fail(live);
    for (const auto& run : *live)
        if (has_level(run.mode)) return run;
    return std::nullopt;
}

Result<std::vector<PlannedSchedule>> Level::open() {
    return journal_.tx().open_on(workload_, journal_.now(), kMostOpen);
}

// It may have been brought down between the two windows, by a stop that could not be recorded.
Result<> Level::hold_for(Run& run, const std::vector<PlannedSchedule>& open) {
    if (is_among(run.held_for, open)) return {};
    const auto before = journal_.tx().planned(run.held_for);
    if (!before) return fail(before);
    if (run.mode == Mode::Effect && *before && (*before)->schedule.active) {
        const auto has_gap = has_gap_after((*before)->plan);
        if (!has_gap) return fail(has_gap);
        run.unsure = run.unsure || *has_gap;
    }
    run.held_for = open.front().schedule.life;
    return journal_.tx().save_run(run);
}

// Whether no window was open for a time since it ended by plan. One that has begun and ended since,
// while the engine got no time, kept it up as well.
Result<bool> Level::has_gap_after(const Plan& plan) {
    if (!plan.window || !plan.planned_at || plan.window->over(*plan.planned_at)) return false;
    for (Instant covered_until = plan.window->end_at; covered_until < journal_.now();) {
        const auto open = journal_.tx().open_on(workload_, covered_until, 1);  // the last to end
        if (!open) return fail(open);
        if (open->empty()) return true;
        covered_until = open->front().plan.window->end_at;
    }
    return false;
}

Result<std::string> Level::holder(const Run& run) {
    const auto owner = journal_.tx().planned(run.held_for);
    if (!owner) return fail(owner);
    if (!*owner) return std::string("it is up already");
    return named((*owner)->schedule) + " keeps it up already";
}

// Only what is started again because it ended carries on the count.
Result<int> Level::short_lives_before(const Transition& start) {
    if (start.cause != Cause::Drift) return 0;
    const auto ended = journal_.tx().last_ended_run_on(workload_);
    if (!ended) return fail(ended);
    return *ended ? short_lives(**ended) : 0;
}

}  // namespace wls
