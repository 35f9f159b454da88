// One start of a local workload for an occurrence. Value; any thread.
//
//   claimed → running → exited 0 | exited n | stopped | lost
//   claimed → not run | lost
//   claimed, unsure → running | stopped          (effects: a call that may have arrived)
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/instant.h"
#include "domain/workload.h"
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
    Mode mode = Mode::Task;
    Life held_for =
        id.life;            // whose window keeps it up; of a level it may pass to another schedule
    bool found_up = false;  // an effect that was up before we did anything
    bool unsure = false;    // an effect whose last call may have arrived, or not
    int short_lives = 0;    // of a service: how many came right before this one
    std::optional<Instant> started_at = {};
    std::optional<Instant> ended_at = {};
    std::int64_t end_number = 0;  // of a level that ended: later ends have greater ones, whatever
                                  // the clock was set to between them
};

}  // namespace wls
