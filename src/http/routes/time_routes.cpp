#include "http/routes/time_routes.h"

#include "base/json_text.h"

namespace wls::http {

void add_time_routes(Router& router, const Clock& clock, const Zone& zone) {
    router.add("GET", "/time", [&clock, &zone](const Request&, const PathParameters&) -> Reply {
        return json(200, "{\"now\":" + json_quoted(zone.rfc3339(clock.now())) +
                             ",\"timezone\":" + json_quoted(zone.name()) + "}");
    });
}

}  // namespace wls::http
