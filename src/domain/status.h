// The words that the engine writes into `status`, as a table of what happens to each at each event.
// Pure; any thread. Source: the status table of the design's engine rules.
#pragma once

#include <string_view>

namespace wls {

enum class StatusEvent {
    PlannedAgain,   // an edit gave the schedule a window that is not over
    StartDone,      // the workload runs
    GaveUp,         // start failed for good, exit code not 0, lost
    TaskSucceeded,  // a task exited 0
    StopDone,       // stopped at the window's end
    CutOff,         // a task still running at the window's end was stopped
    WindowMissed,
};

// True for the five words that are ours. Any other text is a client's and is never rewritten.
bool is_engine_status(std::string_view status);

// What `status` becomes; `status` itself when the event changes nothing or the text is a client's.
std::string_view status_after(std::string_view status, StatusEvent event);

}  // namespace wls
