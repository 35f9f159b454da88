#include "http/routes/transitions_routes.h"

#include <memory>
#include <utility>

#include "api/transition_json.h"
#include "http/problem.h"
#include "http/routes/page_link.h"

namespace wls::http {

namespace {

Reply list(const TransitionRoutes& parts, const Request& request) {
    auto filter = api::decode_transition_query(request.query, parts.zone);
    if (!filter) return problem(filter.error());
    const auto limit = static_cast<std::size_t>(filter->limit);
    filter->limit += 1;  // one more tells whether a page follows
    const auto rows = parts.reader.transitions(*filter);
    if (!rows) return problem(rows.error());
    std::string body = "[";
    for (std::size_t i = 0; i < rows->size() && i < limit; ++i) {
        if (i > 0) body += ',';
        api::append(body, (*rows)[i], parts.zone);
    }
    Response response = json(200, body + "]");
    if (rows->size() <= limit) return response;
    return std::move(response).with_header("Link", next_page(request, (*rows)[limit - 1].id.value));
}

Reply show_log(const TransitionRoutes& parts, Followers& followers, const Request& request,
               const PathParameters& path) {
    const auto id = api::parse_transition_id(path["transition_id"]);
    if (!id) return problem(id.error());
    const auto follow = api::decode_log_query(request.query);
    if (!follow) return problem(follow.error());
    const auto transition = parts.reader.transition(*id);
    if (!transition) return problem(transition.error());
    if (!*transition) return detail(404, "Transition not found");
    const auto run = parts.reader.run_started_by(*id);
    if (!run) return problem(run.error());
    if (!*run) return detail(404, "This transition started no process, so it has no log");
    if (*follow && is_alive((*run)->state)) {
        auto place = followers.take();
        if (!place)
            return detail(503, "Too many clients follow logs: try again when one has ended")
                .with_header("Retry-After", "10");
        return follow_log(parts.reader, **run, parts.run_log_tail((*run)->id), std::move(place));
    }
    const auto log = parts.run_log((*run)->id);
    if (!log) return problem(log.error());
    return text(200, *log);
}

}  // namespace

void add_transition_routes(Router& router, const TransitionRoutes& parts) {
    router.add("GET", "/transitions",
               [parts](const Request& request, const PathParameters&) -> Reply {
                   return list(parts, request);
               });
    router.add("GET", "/transitions/{transition_id}/log",
               [parts, followers = std::make_shared<Followers>(parts.followers_limit)](
                   const Request& request, const PathParameters& path) -> Reply {
                   return show_log(parts, *followers, request, path);
               });
}

}  // namespace wls::http
