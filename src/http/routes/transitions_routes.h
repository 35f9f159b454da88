// GET /transitions and /transitions/{transition_id}/log: what was done, and what a process printed.
#pragma once

#include <functional>

#include "domain/run.h"
#include "engine/store.h"
#include "http/router.h"
#include "time/zone.h"

namespace wls::http {

// What a run printed, its last megabyte. NotFound: nothing is kept of it.
using RunLog = std::function<Result<std::string>(const RunId&)>;

struct TransitionRoutes {
    Reader& reader;  // the io thread's
    const Zone& zone;
    RunLog run_log;
};

// All that `parts` refers to outlives the router.
void add_transition_routes(Router& router, const TransitionRoutes& parts);

}  // namespace wls::http
