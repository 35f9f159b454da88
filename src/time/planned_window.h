// A window of a rule, as it will be. Pure value; any thread.
#pragma once

#include "time/local_span.h"
#include "time/window.h"

namespace wls {

struct PlannedWindow {
    Window window;
    LocalSpan local;  // what clocks show at its start and end, as the rule says it

    // Clocks skip all of it: it begins and ends at the instant of the change, so nothing happens.
    bool is_skipped() const { return window.empty(); }

    friend bool operator==(const PlannedWindow&, const PlannedWindow&) = default;
};

}  // namespace wls
