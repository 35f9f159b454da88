#include "http/routes/schedules_routes.h"

#include "api/list_query.h"
#include "api/schedule_json.h"
#include "api/schedule_tag.h"
#include "http/conditions.h"
#include "http/problem.h"
#include "http/routes/schedule_list.h"
#include "http/routes/writing.h"

namespace wls::http {

namespace {

std::string location(ScheduleId id) {
    return "/schedules/" + std::to_string(id.value);
}

Response shown(int status, const Schedule& schedule) {
    return json(status, api::encode(schedule)).with_header("ETag", api::etag(schedule));
}

// The client's If-Match, kept for the store's thread.
struct IfMatch {
    explicit IfMatch(const Request& request) {
        if (const auto field = request.header("If-Match")) tags = *field;
    }
    Precondition precondition() const {
        if (!tags) return {};
        return [wanted = *tags](const Schedule& schedule) {
            return names_etag(wanted, api::etag(schedule), false);
        };
    }
    // On these routes a Conflict is a precondition that failed.
    Result<Response> refusal(const Error& error) const {
        if (error.code != ErrorCode::Conflict) return std::unexpected(error);
        if (tags && !tags->contains('"'))
            return detail(412, "If-Match has no quotes: send the ETag whole, as it was given out");
        return detail(412, error.message);
    }

    std::optional<std::string> tags;
};

Result<Response> answer(const Result<Schedule>& schedule, const IfMatch& if_match) {
    if (schedule) return shown(200, *schedule);
    return if_match.refusal(schedule.error());
}

bool wants_representation(const Request& request) {
    const auto prefer = request.header("Prefer");
    return prefer && has_token(*prefer, "return=representation");
}

Reply list(const ScheduleRoutes& parts, const Request& request) {
    const auto filter = api::decode_list_query(request.query);
    if (!filter) return problem(filter.error());
    return list_schedules(parts.reader, *filter, request);
}

Reply create(const ScheduleRoutes& parts, const Request& request) {
    auto draft =
        api::decode_create(request.body, request.header("Content-Type").value_or(""), parts.zone);
    if (!draft) return problem(draft.error());
    const bool show = wants_representation(request);
    return write(
        parts.store,
        [&schedules = parts.schedules, draft = std::move(*draft),
         show](Transaction& transaction) -> Result<Response> {
            const auto id = schedules.create(transaction, draft);
            if (!id) return fail(id);
            if (!show)
                return json(200, R"({"status":"created"})").with_header("Location", location(*id));
            const auto created = transaction.schedule(*id);
            if (!created) return fail(created);
            if (!*created) return fail(ErrorCode::Internal, "a new schedule is not there");
            return shown(201, **created).with_header("Location", location(*id));
        });
}

Reply show(const ScheduleRoutes& parts, const Request& request, const PathParameters& path) {
    const auto id = api::parse_schedule_id(path["schedule_id"]);
    if (!id) return problem(id.error());
    const auto schedule = parts.reader.schedule(*id);
    if (!schedule) return problem(schedule.error());
    if (!*schedule) return detail(404, "Schedule not found");
    const std::string tag = api::etag(**schedule);
    if (is_unchanged(request, {tag, {}})) return empty(304).with_header("ETag", tag);
    return shown(200, **schedule);
}

Reply replace(const ScheduleRoutes& parts, const Request& request, const PathParameters& path) {
    const auto id = api::parse_schedule_id(path["schedule_id"]);
    if (!id) return problem(id.error());
    auto draft =
        api::decode_create(request.body, request.header("Content-Type").value_or(""), parts.zone);
    if (!draft) return problem(draft.error());
    return write(parts.store, [&schedules = parts.schedules, id = *id, draft = std::move(*draft),
                               if_match = IfMatch(request)](Transaction& transaction) {
        return answer(schedules.replace(transaction, id, draft, if_match.precondition()), if_match);
    });
}

Reply change(const ScheduleRoutes& parts, const Request& request, const PathParameters& path) {
    const auto id = api::parse_schedule_id(path["schedule_id"]);
    if (!id) return problem(id.error());
    auto wanted =
        api::decode_change(request.body, request.header("Content-Type").value_or(""), parts.zone);
    if (!wanted) return problem(wanted.error());
    return write(parts.store, [&schedules = parts.schedules, id = *id, wanted = std::move(*wanted),
                               if_match = IfMatch(request)](Transaction& transaction) {
        return answer(schedules.change(transaction, id, wanted, if_match.precondition()), if_match);
    });
}

Reply remove(const ScheduleRoutes& parts, const Request& request, const PathParameters& path) {
    const auto id = api::parse_schedule_id(path["schedule_id"]);
    if (!id) return problem(id.error());
    return write(parts.store,
                 [&schedules = parts.schedules, id = *id,
                  if_match = IfMatch(request)](Transaction& transaction) -> Result<Response> {
                     const auto removed =
                         schedules.remove(transaction, id, if_match.precondition());
                     if (removed) return json(200, R"({"status":"deleted"})");
                     return if_match.refusal(removed.error());
                 });
}

}  // namespace

void add_schedule_routes(Router& router, ScheduleRoutes parts) {
    const auto with = [parts](auto handler) {
        return [parts, handler](const Request& request, const PathParameters& path) -> Reply {
            return handler(parts, request, path);
        };
    };
    const auto without_path = [parts](auto handler) {
        return [parts, handler](const Request& request, const PathParameters&) -> Reply {
            return handler(parts, request);
        };
    };
    router.add("GET", "/schedules", without_path(list));
    router.add("POST", "/schedules", without_path(create));
    router.add("GET", "/schedules/{schedule_id}", with(show));
    router.add("PUT", "/schedules/{schedule_id}", with(replace));
    router.add("PATCH", "/schedules/{schedule_id}", with(change));
    router.add("DELETE", "/schedules/{schedule_id}", with(remove));
}

}  // namespace wls::http
