// GET /time: what the server's clock and zone are, for clients that turn "tomorrow 09:00" into a
// schedule's local time.
#pragma once

#include "base/clock.h"
#include "http/router.h"
#include "time/zone.h"

namespace wls::http {

// `clock` and `zone` outlive the router.
void add_time_routes(Router& router, const Clock& clock, const Zone& zone);

}  // namespace wls::http
