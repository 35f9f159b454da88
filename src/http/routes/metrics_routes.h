// GET /metrics: what the server measures of itself, for Prometheus.
#pragma once

#include <functional>
#include <string>

#include "http/router.h"

namespace wls::http {

// `body` makes it, in the io thread. It outlives the router.
void add_metrics_routes(Router& router, std::string content_type,
                        std::function<std::string()> body);

}  // namespace wls::http
