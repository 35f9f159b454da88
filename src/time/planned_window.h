// A window of a rule, as it will be. Pure value; any thread.
#pragma once

#include "time/local_span.h"
#include "time/window.h"

namespace wls {

struct PlannedWindow {
    Window window;
    // Its start and end as the rule says them: times that clocks skip, too. An end that is cut, and
    // what comes of a cron interval, is what clocks show. Passes are not told, so by a second pass
    // `end` may be before `start`, though never in `window`.
    LocalSpan local;

    // Clocks skip all of it: it begins and ends at the instant of the change, so nothing happens.
    bool is_skipped() const { return window.empty(); }

    friend bool operator==(const PlannedWindow&, const PlannedWindow&) = default;
};

}  // namespace wls
