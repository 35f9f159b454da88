// One start of a local process for an occurrence. Value; any thread.
//
//   claimed → running → exited 0 | exited n | stopped | lost
//   claimed → not run | lost
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/instant.h"
#include "time/window.h"

namespace wls {

// Which run: never from a clock, so it is the same after any crash.
struct RunId {
    Life life;
    Instant occurrence_at;  // the occurrence's nominal start
    int attempt = 1;        // 1, 2, …

    // "<life>-<nominal start, microseconds since 1970>-<attempt>"; also the claim's file name.
    std::string text() const;
    static std::optional<RunId> parse(std::string_view text);

    friend auto operator<=>(const RunId&, const RunId&) = default;
};

enum class RunState {
    Claimed,  // the intent is on disk; whether it ran is the claim's to say
    Running,
    Exited,   // by itself, with exit_code
    Stopped,  // by us
    Lost,     // gone, and nobody knows with which code
    NotRun,   // it is certain that nothing was executed
};

inline bool is_alive(RunState state) {
    return state == RunState::Claimed || state == RunState::Running;
}

struct Run {
    RunId id;
    std::string workload;  // Workload::key()
    TransitionId started_by;
    RunState state = RunState::Claimed;
    int exit_code = 0;  // 128 + n for signal n
};

}  // namespace wls
