// GET /livez and /readyz, for whoever watches the server: no token is asked for, and no secret is
// told.
#pragma once

#include "engine/vitals.h"
#include "http/router.h"

namespace wls::http {

// True for a request that these routes answer: it needs no token.
bool asks_for_health(const Request& request);

// `vitals` outlives the router.
void add_health_routes(Router& router, const Vitals& vitals);

}  // namespace wls::http
