#include "engine/settle.h"

#include <string>

#include "domain/retry.h"

namespace wls {

namespace {

class Settlement {
  public:
    Settlement(Journal& journal, Run run, const Report& report)
        : journal_(journal),
          tx_(journal.tx()),
          report_(report),
          now_(journal.now()),
          run_(std::move(run)) {}

    Result<> made() {
        WLS_TRY(load());
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
            case Report::What::Unsure:  // not of processes
            case Report::What::NotStopped:
                break;
            case Report::What::Unproven:
            case Report::What::Lost:
                WLS_TRY(lost(report_.message));
                break;
        }
        return reconsider();
    }

  private:
    Result<> load() {
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
            run_.started_at = now_;
            WLS_TRY(tx_.save_run(run_));
            if (start_) WLS_TRY(journal_.close(*start_, Outcome::Done, ""));
            WLS_TRY(note(StatusEvent::StartDone));
        }
        if (!stop_) return {};
        stop_->outcome = Outcome::Pending;  // its order was lost with our last life, or waited
        stop_->try_at = now_;
        return journal_.update(*stop_);
    }

    Result<> not_started() {
        if (run_.state == RunState::Running)  // it did run: that much is recorded
            return lost("its claim was taken away: nobody knows how it ended");
        WLS_TRY(journal_.end_run(run_, RunState::NotRun));
        if (!start_ || start_->outcome != Outcome::Acting) return {};
        return journal_.put_off(*start_, Outcome::Pending, back_off(start_->attempts),
                                report_.message);
    }

    Result<> exited() {
        const bool succeeded = report_.exit_code == 0;
        run_.exit_code = report_.exit_code;
        WLS_TRY(journal_.end_run(run_, RunState::Exited));
        const std::string message = "exit code " + std::to_string(report_.exit_code);
        if (start_)
            WLS_TRY(journal_.close(*start_, succeeded ? Outcome::Done : Outcome::Failed, message));
        if (stop_) WLS_TRY(journal_.close(*stop_, Outcome::Done, "it ended by itself: " + message));
        return note(succeeded ? StatusEvent::TaskSucceeded : StatusEvent::GaveUp);
    }

    Result<> stopped() {
        run_.exit_code = report_.exit_code;
        WLS_TRY(journal_.end_run(run_, RunState::Stopped));
        if (start_) WLS_TRY(journal_.close(*start_, Outcome::Failed, why_stopped()));
        if (stop_) WLS_TRY(journal_.close(*stop_, Outcome::Done, stop_->message));
        return note(StatusEvent::CutOff);
    }

    std::string why_stopped() const {
        if (!stop_) {  // a full disk kept it from being recorded; or its keeper was sent SIGTERM
            const bool over = owner_ && owner_->plan.window && owner_->plan.window->over(now_);
            return over || journal_.was_stopped_unrecorded(run_.id) ? "stopped at the window's end"
                                                                    : "stopped by somebody else";
        }
        if (stop_->cause != Cause::Edit) return "stopped at the window's end";
        return "stopped: " + (stop_->message.empty() ? "its window was made past" : stop_->message);
    }

    Result<> lost(const std::string& why) {
        WLS_TRY(journal_.end_run(run_, RunState::Lost));
        if (start_) WLS_TRY(journal_.close(*start_, Outcome::Failed, why));
        if (stop_) WLS_TRY(journal_.close(*stop_, Outcome::Done, why));
        return note(StatusEvent::GaveUp);
    }

    Result<> note(StatusEvent event) {
        return journal_.note(run_.id.life, run_.workload, run_.id.occurrence_at, event);
    }

    Result<> reconsider() {
        if (owner_) {
            owner_->plan.due_at = now_;
            return tx_.save_plan(run_.id.life, owner_->plan);
        }
        if (is_alive(run_.state)) return tx_.mark_run_due(run_.id, now_);
        return {};
    }

    Journal& journal_;
    Transaction& tx_;
    const Report& report_;
    const Instant now_;
    Run run_;
    std::optional<Transition> start_;
    std::optional<Transition> stop_;
    std::optional<PlannedSchedule> owner_;
};

}  // namespace

Result<> settle_task(Journal& journal, Run run, const Report& report) {
    return Settlement(journal, std::move(run), report).made();
}

}  // namespace wls
