// GET /transitions and /transitions/{transition_id}/log: what was done, and what a process printed
// or goes on printing.
#pragma once

#include <functional>

#include "domain/run.h"
#include "engine/store.h"
#include "http/router.h"
#include "http/routes/log_following.h"
#include "time/zone.h"

namespace wls::http {

// What a run printed, its last megabyte. NotFound: nothing is kept of it.
using RunLog = std::function<Result<std::string>(const RunId&)>;

struct TransitionRoutes {
    Reader& reader;  // the io thread's
    const Zone& zone;
    RunLog run_log;
    RunLogTail run_log_tail;
    int followers_limit = 64;  // of logs, at one time; beyond: 503
};

// All that `parts` refers to outlives the router.
void add_transition_routes(Router& router, const TransitionRoutes& parts);

}  // namespace wls::http
