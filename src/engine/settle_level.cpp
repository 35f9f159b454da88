#include <algorithm>
#include <set>
#include <string>

#include "domain/retry.h"
#include "engine/level.h"
#include "engine/settle.h"

namespace wls {

namespace {

// What no attempt can help until something changes is tried this seldom, and at every change.
constexpr Duration kBlocked = std::chrono::minutes{5};

class Settlement {
  public:
    Settlement(Journal& journal, Run run, const Report& report)
        : journal_(journal), run_(std::move(run)), report_(report) {}

    Result<> made() {
        WLS_TRY(load());
        WLS_TRY(apply());
        std::set<Life> waiting{run_.id.life, run_.held_for};
        if (start_) waiting.insert(start_->life);
        for (const Life life : waiting) WLS_TRY(look_again_at(life));
        return Level(journal_, run_.workload).look_at();
    }

  private:
    Result<> load() {
        const auto start = journal_.tx().transition(run_.started_by);
        if (!start) return fail(start);
        if (*start && is_open((*start)->outcome)) start_ = *start;
        return load_stops();
    }

    Result<> load_stops() {
        auto open = journal_.tx().open_transitions_on(run_.workload);
        if (!open) return fail(open);
        for (auto& transition : *open)
            if (transition.edge == Edge::Stop) stops_.push_back(std::move(transition));
        return {};
    }

    Result<> apply() {
        switch (report_.what) {
            case Report::What::Started:
                return started();
            case Report::What::NotStarted:
                return run_.unsure ? unsure() : not_started();  // an earlier call may have arrived
            case Report::What::Unsure:
                return unsure();
            case Report::What::Exited:
                run_.exit_code = report_.exit_code;
                return ended(RunState::Exited,
                             "it ended by itself: exit code " + std::to_string(report_.exit_code));
            case Report::What::Lost:
                return ended(RunState::Lost, report_.message);
            case Report::What::Unproven:
                return unproven();
            case Report::What::Stopped:
                return stopped();
            case Report::What::NotStopped:
                return not_stopped();
        }
        return {};
    }

    Result<> started() {
        if (run_.state == RunState::Claimed) {
            run_.state = RunState::Running;
            run_.started_at = journal_.now();
            run_.found_up = report_.already && !run_.unsure;
            run_.unsure = false;
            WLS_TRY(journal_.tx().save_run(run_));
            WLS_TRY(close_start());
            WLS_TRY(tell_other_starts());
        }
        return ask_stops_again();
    }

    // They find it up, and need not wait for their next attempts.
    Result<> tell_other_starts() {
        const auto open = journal_.tx().open_transitions_on(run_.workload);
        if (!open) return fail(open);
        for (auto start : *open) {
            if (start.edge != Edge::Start || start.outcome == Outcome::Acting) continue;
            start.try_at = journal_.now();
            WLS_TRY(journal_.update(start));
        }
        return {};
    }

    Result<> close_start() {
        if (!start_) return {};
        const std::string message = start_->cause == Cause::Drift ? start_->message : "";
        if (run_.found_up)
            WLS_TRY(journal_.close(*start_, Outcome::Already, "it was up already"));
        else
            WLS_TRY(journal_.close(*start_, Outcome::Done, message));
        return note(*start_, StatusEvent::StartDone);
    }

    Result<> not_started() {
        if (run_.state == RunState::Running) return ended(RunState::Lost, report_.message);
        WLS_TRY(journal_.end_run(run_, RunState::NotRun));
        WLS_TRY(put_off_start());
        return ask_stops_again();
    }

    Result<> unsure() {
        const bool is_stopping = std::ranges::any_of(
            stops_, [](const Transition& stop) { return stop.outcome == Outcome::Acting; });
        if (run_.state == RunState::Claimed || is_stopping) {  // else it is known to be up
            run_.unsure = true;
            WLS_TRY(journal_.tx().save_run(run_));
            WLS_TRY(put_off_start());
        }
        return ask_stops_again();
    }

    Result<> put_off_start() {
        if (!start_ || start_->outcome != Outcome::Acting) return {};
        if (!report_.blocked)
            return journal_.put_off(*start_, Outcome::Pending, delay(*start_), report_.message);
        WLS_TRY(journal_.put_off(*start_, Outcome::Blocked, kBlocked, report_.message));
        return note(*start_, StatusEvent::GaveUp);
    }

    // Whoever's window is open has it started again: Level's look that follows.
    Result<> ended(RunState state, const std::string& why) {
        if (run_.state == RunState::Claimed) WLS_TRY(close_start());
        WLS_TRY(journal_.end_run(run_, state));
        return close_stops(Outcome::Done, why);
    }

    Result<> unproven() {
        WLS_TRY(journal_.end_run(run_, RunState::Lost));
        WLS_TRY(close_stops(Outcome::Done, report_.message));
        return Level(journal_, run_.workload).give_up(report_.message);
    }

    Result<> stopped() {
        if (is_of_a_stop_before_its_start()) {
            if (start_->outcome != Outcome::Acting) return {};
            run_.unsure = false;  // it was down when the call that is under way was made
            return journal_.tx().save_run(run_);
        }
        run_.exit_code = report_.exit_code;
        if (start_ && start_->outcome == Outcome::Acting)
            WLS_TRY(journal_.close(*start_, Outcome::Failed, "stopped before it was known to run"));
        WLS_TRY(journal_.end_run(run_, RunState::Stopped));
        if (stops_.empty() && journal_.was_stopped_unrecorded(run_.id)) WLS_TRY(record_late());
        return report_.already ? close_stops(Outcome::Already, "it was down already")
                               : close_stops(Outcome::Done, "");
    }

    // A stop that was called off and answers late. Calls of one run are answered in their order, so
    // what its start, called again since, comes to is still to be said; also where that is to be
    // called once more, because an earlier call of it was left unanswered.
    bool is_of_a_stop_before_its_start() const {
        if (run_.mode != Mode::Effect || !start_) return false;
        if (start_->outcome == Outcome::Acting) return true;
        const bool is_of_open_stop =
            std::ranges::any_of(stops_, [](const Transition& stop) { return stop.attempts > 0; });
        return !is_of_open_stop && !journal_.was_stopped_unrecorded(run_.id);
    }

    // What it was owed for has changed since.
    Result<> record_late() {
        WLS_TRY(journal_.record_stop_of(run_, "stopped while nothing could be recorded"));
        return load_stops();
    }

    Result<> not_stopped() {
        if (!report_.blocked && !run_.unsure) {
            run_.unsure = true;
            WLS_TRY(journal_.tx().save_run(run_));
        }
        for (const auto& stop : stops_) {
            if (stop.outcome != Outcome::Acting) continue;
            const bool blocked = report_.blocked;
            WLS_TRY(journal_.put_off(stop, blocked ? Outcome::Blocked : Outcome::Pending,
                                     blocked ? kBlocked : delay(stop), report_.message));
        }
        return {};
    }

    Duration delay(const Transition& transition) const {
        return std::max(back_off(transition.attempts),
                        report_.retry_after.value_or(Duration::zero()));
    }

    // Their order was lost with our last life, or they waited.
    Result<> ask_stops_again() {
        for (auto stop : stops_) {
            stop.outcome = Outcome::Pending;
            stop.try_at = journal_.now();
            WLS_TRY(journal_.update(stop));
        }
        return {};
    }

    Result<> close_stops(Outcome outcome, const std::string& message) {
        for (const auto& stop : stops_) {
            // The reason of an edit's; the failure of the attempt before is over.
            const std::string reason = has_reason(stop) ? stop.message : "";
            WLS_TRY(journal_.close(stop, outcome, message.empty() ? reason : message));
            WLS_TRY(note(stop, StatusEvent::StopDone));
        }
        return {};
    }

    Result<> note(const Transition& of, StatusEvent event) {
        return journal_.note(of.life, of.workload, of.occurrence_at, event);
    }

    // Its plan may have waited for this report: whoever began the run, holds it, or calls again.
    Result<> look_again_at(Life life) {
        auto owner = journal_.tx().planned(life);
        if (!owner) return fail(owner);
        if (!*owner) return {};
        (*owner)->plan.due_at = journal_.now();
        return journal_.tx().save_plan(life, (*owner)->plan);
    }

    Journal& journal_;
    Run run_;
    const Report& report_;
    std::optional<Transition> start_;  // the one that began it, while open
    std::vector<Transition> stops_;    // open ones of the workload
};

}  // namespace

Result<> settle_level(Journal& journal, Run run, const Report& report) {
    return Settlement(journal, std::move(run), report).made();
}

}  // namespace wls
