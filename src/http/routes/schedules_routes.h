// /schedules and /schedules/{schedule_id}: the seed's three routes, and GET, PUT, PATCH of one.
#pragma once

#include "engine/schedules.h"
#include "engine/store.h"
#include "http/router.h"
#include "time/zone.h"

namespace wls::http {

struct ScheduleRoutes {
    Store& store;
    Reader& reader;  // the io thread's
    const Schedules& schedules;
    const Zone& zone;
};

// All that `parts` refers to outlives the router.
void add_schedule_routes(Router& router, ScheduleRoutes parts);

}  // namespace wls::http
