#include "http/routes/metrics_routes.h"

namespace wls::http {

void add_metrics_routes(Router& router, std::string content_type,
                        std::function<std::string()> body) {
    router.add("GET", "/metrics",
               [type = std::move(content_type), body = std::move(body)](
                   const Request&, const PathParameters&) -> Reply {
                   return text(200, body(), type).with_header("Cache-Control", "no-store");
               });
}

}  // namespace wls::http
