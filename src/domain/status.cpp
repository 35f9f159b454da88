#include "domain/status.h"

#include "domain/schedule.h"

namespace wls {

bool is_engine_status(std::string_view status) {
    return status == kScheduled || status == kRunning || status == kCompleted ||
           status == kFailed || status == kMissed;
}

std::string_view status_after(std::string_view status, StatusEvent event) {
    if (!is_engine_status(status)) return status;
    const bool done_with = status == kCompleted || status == kMissed;
    switch (event) {
        case StatusEvent::PlannedAgain:
            return kScheduled;
        case StatusEvent::StartDone:
            return kRunning;
        case StatusEvent::GaveUp:
            return kFailed;
        case StatusEvent::CutOff:
            return kFailed;
        case StatusEvent::WindowMissed:
            return kMissed;
        // A client may have put "scheduled" back while the task ran: the end is still the truth.
        case StatusEvent::TaskSucceeded:
            return kCompleted;
        case StatusEvent::StopDone:
            return done_with || status == kFailed ? status : kCompleted;
    }
    return status;
}

}  // namespace wls
