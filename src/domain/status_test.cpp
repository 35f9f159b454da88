#include "domain/status.h"

#include <gtest/gtest.h>

namespace wls {
namespace {

using enum StatusEvent;

// The table of the engine's rules, row by row.
TEST(StatusAfter, FollowsTheTable) {
    const struct {
        const char* status;
        StatusEvent event;
        const char* want;
    } rows[] = {
        {"scheduled", StartDone, "running"},
        {"scheduled", GaveUp, "failed"},
        {"scheduled", WindowMissed, "missed"},
        {"scheduled", PlannedAgain, "scheduled"},
        {"running", GaveUp, "failed"},
        {"running", TaskSucceeded, "completed"},
        {"running", StopDone, "completed"},
        {"running", CutOff, "failed"},
        {"failed", StartDone, "running"},
        {"failed", GaveUp, "failed"},
        {"failed", StopDone, "failed"},
        {"failed", WindowMissed, "missed"},
        {"completed", StartDone, "running"},
        {"completed", GaveUp, "failed"},
        {"completed", StopDone, "completed"},
        {"completed", WindowMissed, "missed"},
        {"missed", StartDone, "running"},
        {"missed", StopDone, "missed"},
        {"failed", PlannedAgain, "scheduled"},
        {"completed", PlannedAgain, "scheduled"},
        {"scheduled", TaskSucceeded, "completed"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(status_after(row.status, row.event), row.want)
            << row.status << " at event " << static_cast<int>(row.event);
}

TEST(StatusAfter, KeepsAnyTextThatIsNotOurs) {
    for (const char* text : {"", "paused", "SCHEDULED", "Running", " running", "running ", "done"})
        for (const auto event :
             {PlannedAgain, StartDone, GaveUp, TaskSucceeded, StopDone, CutOff, WindowMissed})
            EXPECT_EQ(status_after(text, event), text);
}

}  // namespace
}  // namespace wls
