#include "engine/history_log.h"

namespace wls {

void HistoryLog::changed(const Transition& transition, Instant) {
    const char* what = nullptr;
    switch (transition.outcome) {
        case Outcome::Missed:
            what = "missed";
            break;
        case Outcome::Skipped:
            what = "skipped";
            break;
        case Outcome::Failed:
            what = "failed";
            break;
        case Outcome::Blocked:
            what = "blocked";
            break;
        default:
            return;
    }
    log_.warning(what, {{"workload", transition.workload},
                        {"edge", text(transition.edge)},
                        {"schedule", transition.schedule.value},
                        {"transition", transition.id.value},
                        {"why", transition.message}});
}

}  // namespace wls
