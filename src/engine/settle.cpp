// Runner::settle: what an executor's report means for the run, its transitions and the schedule.
#include <string>

#include "domain/retry.h"
#include "domain/status.h"
#include "engine/runner.h"

namespace wls {

namespace {

class Settlement {
  public:
    Settlement(Transaction& transaction, const Report& report, Instant now)
        : tx_(transaction), report_(report), now_(now) {}

    Result<> made() {
        WLS_TRY(load());
        if (!known_) return {};
        switch (report_.what) {
            case Report::What::Started:
                WLS_TRY(started());
                break;
            case Report::What::NotStarted:
                WLS_TRY(not_started());
                break;
            case Report::What::Exited:
                WLS_TRY(exited());
                break;
            case Report::What::Stopped:
                WLS_TRY(stopped());
                break;
            case Report::What::Lost:
                WLS_TRY(lost(report_.message));
                break;
        }
        return reconsider();
    }

  private:
    Result<> load() {
        const auto run = tx_.run(report_.run);
        if (!run) return fail(run);
        known_ = *run && is_alive((*run)->state);
        if (!known_) return {};
        run_ = **run;
        const auto start = tx_.transition(run_.started_by);
        if (!start) return fail(start);
        start_ = *start;
        const auto owner = tx_.planned(run_.id.life);
        if (!owner) return fail(owner);
        owner_ = *owner;
        const auto related = tx_.transitions_of(run_.id.life, run_.id.occurrence_at);
        if (!related) return fail(related);
        for (const auto& transition : *related)
            if (transition.edge == Edge::Stop && is_open(transition.outcome) &&
                transition.workload == run_.workload &&
                transition.occurrence_at == run_.id.occurrence_at)
                stop_ = transition;
        return {};
    }

    Result<> started() {
        if (run_.state == RunState::Claimed) {
            run_.state = RunState::Running;
            WLS_TRY(tx_.save_run(run_));
            if (start_) WLS_TRY(close(*start_, Outcome::Done, ""));
            WLS_TRY(note(StatusEvent::StartDone));
        }
        if (!stop_) return {};
        stop_->outcome = Outcome::Pending;  // its order was lost with our last life, or waited
        stop_->try_at = now_;
        return tx_.update(*stop_);
    }

    Result<> not_started() {
        if (run_.state == RunState::Running)  // it did run: that much is recorded
            return lost("its claim was taken away: nobody knows how it ended");
        WLS_TRY(end_run(RunState::NotRun));
        if (!start_ || start_->outcome != Outcome::Acting) return {};
        start_->outcome = Outcome::Pending;
        start_->try_at = now_ + back_off(start_->attempts);
        start_->message = report_.message;
        return tx_.update(*start_);
    }

    Result<> exited() {
        const bool succeeded = report_.exit_code == 0;
        run_.exit_code = report_.exit_code;
        WLS_TRY(end_run(RunState::Exited));
        const std::string message = "exit code " + std::to_string(report_.exit_code);
        if (start_) WLS_TRY(close(*start_, succeeded ? Outcome::Done : Outcome::Failed, message));
        if (stop_) WLS_TRY(close(*stop_, Outcome::Done, "it ended by itself: " + message));
        return note(succeeded ? StatusEvent::TaskSucceeded : StatusEvent::GaveUp);
    }

    Result<> stopped() {
        run_.exit_code = report_.exit_code;
        WLS_TRY(end_run(RunState::Stopped));
        if (start_) WLS_TRY(close(*start_, Outcome::Failed, why_stopped()));
        if (stop_) WLS_TRY(close(*stop_, Outcome::Done, stop_->message));
        return note(StatusEvent::CutOff);
    }

    std::string why_stopped() const {
        if (!stop_) {  // a full disk kept it from being recorded; or its keeper was sent SIGTERM
            const bool over = owner_ && owner_->plan.window && owner_->plan.window->over(now_);
            return over ? "stopped at the window's end" : "stopped by somebody else";
        }
        if (stop_->cause != Cause::Edit) return "stopped at the window's end";
        return "stopped: " + (stop_->message.empty() ? "its window was made past" : stop_->message);
    }

    Result<> lost(const std::string& why) {
        WLS_TRY(end_run(RunState::Lost));
        if (start_) WLS_TRY(close(*start_, Outcome::Failed, why));
        if (stop_) WLS_TRY(close(*stop_, Outcome::Done, why));
        return note(StatusEvent::GaveUp);
    }

    Result<> end_run(RunState state) {
        run_.state = state;
        WLS_TRY(tx_.save_run(run_));
        return tx_.release_waiting(run_.workload, now_);
    }

    // The first done_at stays: it says when the start was done, not when the run ended.
    Result<> close(Transition transition, Outcome outcome, std::string message) {
        transition.outcome = outcome;
        if (!transition.done_at) transition.done_at = now_;
        transition.try_at.reset();
        transition.message = std::move(message);
        return tx_.update(transition);
    }

    // Whether the occurrence that the schedule stands for has a run that is alive.
    Result<bool> runs_now(const PlannedSchedule& owner) {
        const auto runs = tx_.runs_of(owner.schedule.life);
        if (!runs) return fail(runs);
        for (const auto& run : *runs)
            if (is_alive(run.state) && run.workload == owner.plan.workload &&
                run.id.occurrence_at == owner.plan.occurrence_at)
                return true;
        return false;
    }

    // A run of an occurrence that the schedule no longer stands for speaks only while the status
    // still says that it runs, and means it.
    Result<> note(StatusEvent event) {
        if (!owner_) return {};
        const auto& [schedule, plan] = *owner_;
        const bool present =
            plan.occurrence_at == run_.id.occurrence_at && plan.workload == run_.workload;
        if (!present) {
            const auto runs = runs_now(*owner_);
            if (!runs) return fail(runs);
            if (schedule.status != kRunning || *runs) return {};
        }
        const auto status = status_after(schedule.status, event);
        if (status == schedule.status) return {};
        return tx_.set_status(schedule.life, status);
    }

    Result<> reconsider() {
        if (owner_) {
            owner_->plan.due_at = now_;
            return tx_.save_plan(run_.id.life, owner_->plan);
        }
        if (is_alive(run_.state)) return tx_.mark_run_due(run_.id, now_);
        return {};
    }

    Transaction& tx_;
    const Report& report_;
    const Instant now_;
    bool known_ = false;
    Run run_;
    std::optional<Transition> start_;
    std::optional<Transition> stop_;
    std::optional<PlannedSchedule> owner_;
};

}  // namespace

Result<> Runner::settle(Transaction& transaction, const Report& report, Instant now) const {
    return Settlement(transaction, report, now).made();
}

}  // namespace wls
