#include "local/effect_executor.h"

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace wls::local {

namespace {

using Call = std::pair<RunId, Edge>;

constexpr std::chrono::seconds kPauseWhenFull{10};

Report report_of(const Call& call, CallResult result) {
    const bool is_start = call.second == Edge::Start;
    Report report;
    report.run = call.first;
    report.message = std::move(result.message);
    report.retry_after = result.retry_after;
    switch (result.what) {
        case CallResult::What::Already:
            report.already = true;
            [[fallthrough]];
        case CallResult::What::Done:
            report.what = is_start ? Report::What::Started : Report::What::Stopped;
            return report;
        case CallResult::What::Unsure:
            report.what = is_start ? Report::What::Unsure : Report::What::NotStopped;
            return report;
        case CallResult::What::Blocked:
            report.blocked = true;
            break;
        case CallResult::What::NotDone:
            break;
    }
    report.what = is_start ? Report::What::NotStarted : Report::What::NotStopped;
    return report;
}

CallResult too_many(Edge edge) {
    return {CallResult::What::NotDone,
            "not called: the limit of " + std::to_string(kMostUnanswered) + " " +
                std::string(text(edge)) + "s that wait or are under way is reached; the " +
                std::string(text(edge)) + " is tried again",
            kPauseWhenFull};
}

}  // namespace

struct EffectExecutor::Shared {
    explicit Shared(Reports& where) : reports(&where) {}

    // False: such a call waits or is under way, or there are too many, which is then reported.
    bool begin(const Call& call) {
        const std::lock_guard lock(mutex);
        auto& runs = unanswered[call.second];
        if (runs.contains(call.first)) return false;
        if (runs.size() >= kMostUnanswered) {
            if (reports != nullptr) reports->receive(report_of(call, too_many(call.second)));
            return false;
        }
        runs.insert(call.first);
        return true;
    }

    void end(const Call& call, CallResult result) {
        const std::lock_guard lock(mutex);
        unanswered[call.second].erase(call.first);
        if (reports != nullptr) reports->receive(report_of(call, std::move(result)));
    }

    std::mutex mutex;
    std::map<Edge, std::set<RunId>> unanswered;  // guarded by mutex
    Reports* reports;                            // guarded by mutex; null when the executor is gone
};

EffectExecutor::EffectExecutor(EffectCalls& calls, Reports& reports)
    : calls_(calls), shared_(std::make_shared<Shared>(reports)) {}

EffectExecutor::~EffectExecutor() {
    const std::lock_guard lock(shared_->mutex);
    shared_->reports = nullptr;
}

void EffectExecutor::start(const StartOrder& order) {
    const Call call{order.run, Edge::Start};
    if (!shared_->begin(call)) return;
    calls_.ask(
        {order.run, Edge::Start, order.workload, order.window},
        [shared = shared_, call](CallResult result) { shared->end(call, std::move(result)); });
}

// The window's end is not known here: an empty window says so.
void EffectExecutor::stop(const RunId& run, std::string_view workload) {
    const Call call{run, Edge::Stop};
    if (!shared_->begin(call)) return;
    calls_.ask(
        {run, Edge::Stop, std::string(workload), {run.occurrence_at, run.occurrence_at}},
        [shared = shared_, call](CallResult result) { shared->end(call, std::move(result)); });
}

void EffectExecutor::recover(const RunId& run, std::string_view) {
    const std::lock_guard lock(shared_->mutex);
    Report report;
    report.run = run;
    report.what = Report::What::Unsure;
    report.message = "nobody watched while the server was away";
    if (shared_->reports != nullptr) shared_->reports->receive(std::move(report));
}

}  // namespace wls::local
