// What a workload should be at an instant, worked out from the plans that speak of it. The one
// place that decides; the engine, and later preview, timeline and explain, all ask it. Pure; any
// thread. Rules 1, 2 and 12 of the design's time rules.
#pragma once

#include <optional>
#include <span>

#include "base/ids.h"
#include "base/instant.h"
#include "time/window.h"

namespace wls {

enum class State {
    Up,
    Down,
    Leave,  // not ours to touch
};

// What one schedule says about a workload.
struct Demand {
    Life life;
    bool active = true;  // an inactive schedule says nothing
    Window window;
    Instant planned_at;  // when this window was planned: one already over by then governs nothing
};

struct Desired {
    State state = State::Leave;
    Life life;                     // who decides; meaningless for Leave
    std::optional<Instant> since;  // the nominal instant of the change to `state`; none for Leave
    std::optional<Instant> until;  // the answer is the same until then; none: for ever

    friend bool operator==(const Desired&, const Desired&) = default;
};

// An open window of an active schedule says up (several: the one that ends last decides how long);
// a schedule whose window is behind it says down; one whose window is still to come says leave.
Desired desired_state(std::span<const Demand> demands, Instant now);

}  // namespace wls
