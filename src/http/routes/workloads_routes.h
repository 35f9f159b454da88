// GET /workloads: what schedules may name, as the catalog has it now.
#pragma once

#include "engine/store.h"
#include "http/router.h"

namespace wls::http {

// `reader`, the io thread's, outlives the router.
void add_workload_routes(Router& router, Reader& reader);

}  // namespace wls::http
