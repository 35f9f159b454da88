#include "engine/planner.h"

#include <algorithm>

namespace wls {

namespace {

// A start later than this was not simply woken late: the engine was away.
constexpr Duration kOnTime = std::chrono::seconds{2};

class Decision {
  public:
    explicit Decision(const PlanInput& input) : in_(input), schedule_(input.before.schedule) {
        out_.plan = input.plan;
        out_.plan.due_at.reset();
    }

    PlanOutput made() {
        cancel_what_no_plan_wants();
        if (!schedule_.active) return std::move(out_);  // leaves everything as it is
        stop_strays();
        if (!has_plan()) return std::move(out_);
        note_new_window();
        const Window& window = *in_.plan.window;
        const Demand demand{schedule_.life, true, window, *in_.plan.planned_at};
        const Desired desired = desired_state({&demand, 1}, in_.now);
        out_.plan.due_at = desired.until;
        if (window.empty())
            skip_when_due(window);
        else if (desired.state == State::Up)
            inside(window);
        else if (in_.now >= window.end_at)
            after(window, desired.state == State::Down);
        return std::move(out_);
    }

  private:
    bool has_plan() const {
        return schedule_.active && !in_.plan.workload.empty() && in_.plan.window && in_.plan.valid;
    }

    bool is_present(const std::string& workload, Instant occurrence_at) const {
        return has_plan() && workload == in_.plan.workload &&
               occurrence_at == in_.plan.occurrence_at;
    }

    bool edited() const {
        const auto& before = in_.before.plan.revision;
        return before && *before != schedule_.revision;
    }

    // The occurrence's start that counts; one that was called off, or missed, does not.
    const Transition* start() const { return find(Edge::Start); }
    const Transition* stop() const { return find(Edge::Stop); }

    const Transition* find(Edge edge) const {
        const Transition* found = nullptr;
        for (const auto& transition : in_.transitions)
            if (transition.edge == edge && transition.outcome != Outcome::Cancelled &&
                transition.cause != Cause::Drift &&
                is_present(transition.workload, transition.occurrence_at))
                found = &transition;
        return found;
    }

    // A level's occurrence is begun again when its window is open after a stop: it was edited away
    // and back, or a clock was set. One that was given up, when it was edited since.
    bool begins_again() const {
        const Transition* const last = last_of_level();
        if (!last || is_open(last->outcome)) return false;
        return last->edge == Edge::Stop ||
               (last->outcome == Outcome::Failed && last->revision != schedule_.revision);
    }

    // Planned again by an edit, its window went by, and nothing was done.
    bool is_missed_again() const {
        const Transition* const last = last_of_level();
        return last && !is_open(last->outcome) && last->revision != schedule_.revision &&
               (last->edge == Edge::Stop || last->outcome == Outcome::Failed);
    }

    // A start that is open comes last, whatever was stopped since it was recorded.
    const Transition* last_of_level() const {
        const Transition* last = nullptr;
        for (const auto& transition : in_.transitions) {
            if (!in_.level || transition.outcome == Outcome::Cancelled ||
                !is_present(transition.workload, transition.occurrence_at))
                continue;
            if (transition.edge == Edge::Start && is_open(transition.outcome)) return &transition;
            last = &transition;
        }
        return last;
    }

    // Starts that the plan no longer has; of an inactive schedule stops too. What is being done
    // already goes on, and its report makes the schedule due again.
    void cancel_what_no_plan_wants() {
        for (const auto& transition : in_.transitions) {
            if (!is_open(transition.outcome) || transition.outcome == Outcome::Acting) continue;
            if (!schedule_.active) {
                if (!is_anothers(transition))
                    close(transition, Outcome::Cancelled, "the schedule was deactivated");
                continue;
            }
            const bool wanted = transition.edge == Edge::Stop ||
                                is_present(transition.workload, transition.occurrence_at);
            if (!wanted)
                close(transition, Outcome::Cancelled,
                      why_unwanted(schedule_, in_.plan, transition.workload));
        }
    }

    // The stop of a level that this schedule began and another one holds, or held last.
    bool is_anothers(const Transition& stop) const {
        return stop.edge == Edge::Stop && std::ranges::any_of(in_.runs, [&](const Run& run) {
                   return is_alive(run.state) && has_level(run.mode) &&
                          run.workload == stop.workload && run.held_for != schedule_.life;
               });
    }

    // A run that the plan as it stands now knows nothing of is owed a stop.
    void stop_strays() {
        for (const auto& run : in_.runs) {
            if (run.state != RunState::Running || has_level(run.mode)) continue;
            if (is_present(run.workload, run.id.occurrence_at)) continue;
            const bool known = std::ranges::any_of(in_.transitions, [&](const Transition& t) {
                return t.edge == Edge::Stop && is_open(t.outcome) && t.workload == run.workload &&
                       t.occurrence_at == run.id.occurrence_at;
            });
            if (known) continue;
            Transition stop = blank(Edge::Stop, in_.now);
            stop.workload = run.workload;
            stop.occurrence_at = run.id.occurrence_at;
            stop.event = schedule_.revision.value;
            stop.cause = Cause::Edit;
            stop.message = why_unwanted(schedule_, in_.plan, run.workload);
            out_.recorded.push_back(stop);
        }
    }

    // An edit that gives an unfinished window. The status tells what the window's occurrence came
    // to if it has been begun already, for it is not begun again; else it is scheduled.
    void note_new_window() {
        if (!edited() || in_.plan.window->over(in_.now)) return;
        const Transition* const begun = start();
        const bool first = !in_.before.plan.planned_at;
        if (first && !begun) return;  // its first words are whoever wrote them
        if (!begun || begun->outcome == Outcome::Missed || begun->outcome == Outcome::Pending ||
            begins_again())
            out_.events.push_back(StatusEvent::PlannedAgain);
        else if (begun->outcome == Outcome::Failed)
            out_.events.push_back(StatusEvent::GaveUp);
        else if (in_.level && is_right(begun->outcome))
            out_.events.push_back(StatusEvent::StartDone);
        else if (begun->outcome == Outcome::Done)
            out_.events.push_back(live_run() ? StatusEvent::StartDone : StatusEvent::TaskSucceeded);
    }

    // The whole window lies in an hour that clocks skip.
    void skip_when_due(const Window& window) {
        if (in_.now < window.start_at) out_.plan.due_at = window.start_at;
        if (in_.now < window.start_at || start() || window.over(*in_.plan.planned_at)) return;
        Transition skipped = blank(Edge::Start, window.start_at);
        finish(skipped, Outcome::Skipped, "skipped (clock change)");
        out_.recorded.push_back(skipped);
    }

    void inside(const Window& window) {
        const Transition* const begun = start();
        if (begun && begun->outcome == Outcome::Missed)
            return try_again(*begun, "its window is open again");
        if (begun && begun->outcome == Outcome::Pending && !begun->try_at)
            return try_again(*begun, begun->message);
        const bool again = begun && begins_again();
        if (begun && !again) return;
        Transition begin = blank(Edge::Start, window.start_at);
        const bool by_edit = in_.plan.planned_at && *in_.plan.planned_at > window.start_at;
        if (by_edit || again) {
            begin.cause = Cause::Edit;
            begin.event = schedule_.revision.value;
        } else if (in_.now - window.start_at > kOnTime) {
            begin.cause = Cause::CatchUp;
        }
        out_.recorded.push_back(begin);
    }

    // `governs`: false for a window that was over before it was planned: made past by an edit, or
    // born past. It is neither run nor missed; a run that it has all the same is ended.
    void after(const Window& window, bool governs) {
        end_drift();
        const Transition* const begun = start();
        const bool again = governs && is_missed_again();
        if (!begun || again) {
            if (!governs) return;
            Transition missed = blank(Edge::Start, window.start_at);
            if (again) missed.cause = Cause::Edit;
            if (again) missed.event = schedule_.revision.value;
            finish(missed, Outcome::Missed, "its window was over before anything could be done");
            out_.recorded.push_back(missed);
            out_.events.push_back(StatusEvent::WindowMissed);
            return;
        }
        switch (begun->outcome) {
            case Outcome::Pending:
            case Outcome::Blocked:
                give_up(*begun);
                return end_if_live(window);  // a call that may have arrived
            case Outcome::Done:
            case Outcome::Already:
                return end(window);
            case Outcome::Failed:
                return end_if_live(window);
            case Outcome::Missed:  // an edit planned it again, and it is missed once more
                if (governs && schedule_.status == kScheduled)
                    out_.events.push_back(StatusEvent::WindowMissed);
                return;
            default:
                return;  // acting: its report makes the schedule due again
        }
    }

    void give_up(const Transition& begun) {
        if (begun.attempts == 0) {
            const std::string why = begun.message.empty() ? "" : " (" + begun.message + ")";
            close(begun, Outcome::Missed, "not started before its window was over" + why);
            out_.events.push_back(StatusEvent::WindowMissed);
        } else {
            close(begun, Outcome::Failed,
                  "not started before its window was over: " + begun.message);
            out_.events.push_back(StatusEvent::GaveUp);
        }
    }

    const Run* live_run() const {
        for (const auto& run : in_.runs)
            if (is_alive(run.state) && is_present(run.workload, run.id.occurrence_at)) return &run;
        return nullptr;
    }

    void end_if_live(const Window& window) {
        if (live_run()) end(window);
    }

    // Starts again what ended by itself: no more, when the window is over.
    void end_drift() {
        for (const auto& transition : in_.transitions)
            if (transition.cause == Cause::Drift && transition.edge == Edge::Start &&
                is_open(transition.outcome) && transition.outcome != Outcome::Acting &&
                is_present(transition.workload, transition.occurrence_at))
                close(transition, Outcome::Cancelled, "its window is over");
    }

    void end(const Window& window) {
        // An occurrence that was begun anew has an older stop, of the attempt before.
        if (stop() && stop()->id > start()->id) {
            // Opened again by an edit while another's window kept it up: nothing was done for it.
            if (in_.level && !is_open(stop()->outcome) && schedule_.status == kRunning)
                out_.events.push_back(StatusEvent::StopDone);
            return;
        }
        Transition last = blank(Edge::Stop, window.end_at);
        const bool by_edit = in_.plan.planned_at && window.over(*in_.plan.planned_at);
        if (by_edit) {
            last.cause = Cause::Edit;
            last.event = schedule_.revision.value;
        } else if (in_.now - window.end_at > kOnTime) {
            last.cause = Cause::CatchUp;
        }
        if (!in_.level && !live_run()) finish(last, Outcome::Already, "it had ended by itself");
        out_.recorded.push_back(last);
    }

    void try_again(Transition begun, std::string message) {
        if (begun.outcome == Outcome::Missed) out_.events.push_back(StatusEvent::PlannedAgain);
        begun.outcome = Outcome::Pending;
        begun.done_at.reset();
        begun.try_at = in_.now;
        begun.message = std::move(message);
        out_.updated.push_back(std::move(begun));
    }

    Transition blank(Edge edge, Instant nominal_at) const {
        Transition transition;
        transition.workload = in_.plan.workload;
        transition.schedule = schedule_.id;
        transition.life = schedule_.life;
        transition.revision = schedule_.revision;
        transition.edge = edge;
        transition.nominal_at = nominal_at;
        transition.occurrence_at = in_.plan.occurrence_at.value_or(nominal_at);
        transition.decided_at = in_.now;
        transition.from = edge == Edge::Start ? "down" : "up";
        transition.to = edge == Edge::Start ? "up" : "down";
        transition.try_at = in_.now;
        return transition;
    }

    void finish(Transition& transition, Outcome outcome, std::string message) const {
        transition.outcome = outcome;
        transition.done_at = in_.now;
        transition.try_at.reset();
        transition.message = std::move(message);
    }

    void close(Transition transition, Outcome outcome, std::string message) {
        finish(transition, outcome, std::move(message));
        out_.updated.push_back(std::move(transition));
    }

    const PlanInput& in_;
    const Schedule& schedule_;
    PlanOutput out_;
};

}  // namespace

Plan replan(const PlannedSchedule& planned, const Workload* target, const Zone& zone, Instant now,
            Instant seen_since) {
    const Schedule& schedule = planned.schedule;
    Plan plan = planned.plan;
    const bool edited = plan.revision != schedule.revision;
    plan.revision = schedule.revision;
    const auto window = window_of(schedule, zone);
    plan.valid = window.has_value();
    // What an inactive schedule last meant is kept: active again, it goes on with it or ends it.
    if (!schedule.active) return plan;

    const std::string workload = target ? target->key() : "";
    if (workload != plan.workload) {
        plan.workload = workload;
        plan.planned_at.reset();
        plan.window.reset();
        plan.occurrence_at.reset();
    }
    if (!window || workload.empty()) return plan;
    // Planned by a clock that was ahead and has been set back.
    if (plan.planned_at && *plan.planned_at > now) plan.planned_at = now;
    if (plan.planned_at && !edited && plan.window == window) return plan;

    const bool goes_on =
        plan.window && plan.occurrence_at && plan.window->contains(now) && window->contains(now);
    if (!goes_on) plan.occurrence_at = window->start_at;
    plan.window = window;
    plan.planned_at = edited ? std::min(now, schedule.changed_at.value_or(seen_since)) : now;
    return plan;
}

PlanOutput decide(const PlanInput& input) {
    return Decision(input).made();
}

std::string why_unwanted(const Schedule& schedule, const Plan& plan, std::string_view workload) {
    const bool still_means_it = schedule.name == name_in_key(workload);
    return still_means_it && plan.workload != workload ? "its workload is no longer in the catalog"
                                                       : "its schedule was changed";
}

std::optional<Demand> demand_of(const PlannedSchedule& planned) {
    const Plan& plan = planned.plan;
    const bool current = plan.revision == planned.schedule.revision && plan.valid;
    if (!current || plan.workload.empty() || !plan.window || !plan.planned_at) return {};
    return Demand{planned.schedule.life, planned.schedule.active, *plan.window, *plan.planned_at};
}

}  // namespace wls
