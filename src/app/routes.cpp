#include "app/routes.h"

#include "app/settings/token_file.h"
#include "http/auth.h"
#include "http/routes/docs_routes.h"
#include "http/routes/health_routes.h"
#include "http/routes/metrics_routes.h"
#include "http/routes/schedules_routes.h"
#include "http/routes/time_routes.h"
#include "http/routes/transitions_routes.h"
#include "http/routes/workloads_routes.h"
#include "http/static_files.h"
#include "local/log_follower.h"
#include "local/run_log.h"
#include "metrics/metrics.h"

namespace wls::app {

namespace {

Result<> ask_for_token(http::Router& router, const std::filesystem::path& file) {
    const auto token = read_token(file);
    if (!token) return fail(token);
    router.set_guard(
        [auth = http::Auth(*token)](const http::Request& request) -> std::optional<http::Response> {
            if (http::asks_for_health(request)) return {};
            return auth.refusal(request);
        });
    return {};
}

}  // namespace

Result<> add_routes(http::Router& router, const RouteParts& parts, const Settings& settings) {
    const auto data = std::filesystem::absolute(settings.data).string();
    const auto log = [data](const RunId& run) { return local::read_log(data, run); };
    const auto tail = [data](const RunId& run) {
        return [follower = local::LogFollower(data, run)]() mutable { return follower.next(); };
    };
    http::add_schedule_routes(router, {parts.store, parts.reader, parts.schedules, parts.zone});
    http::add_transition_routes(router, {parts.reader, parts.zone, log, tail});
    http::add_workload_routes(router, parts.reader);
    http::add_time_routes(router, parts.clock, parts.zone);
    http::add_health_routes(router, parts.vitals);
    http::add_metrics_routes(router, metrics::Metrics::kContentType, parts.metrics);
    http::add_static_routes(router, "/static", settings.static_folder);
    http::add_docs_routes(router, settings.token_file.has_value());
    return settings.token_file ? ask_for_token(router, *settings.token_file) : Result<>{};
}

}  // namespace wls::app
