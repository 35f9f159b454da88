#include <algorithm>
#include <functional>

#include "base/json_text.h"
#include "cli/display.h"
#include "cli/json_list.h"
#include "cli/schedule_reference.h"
#include "cli/session.h"

namespace wls::cli {

namespace {

// What became of one schedule: "deleted".
using Deed = std::function<Result<std::string>(const std::string& id)>;

// Does the deed to each schedule and says, on a line for each, what became of it. A server that
// cannot be reached is not asked again for the rest.
class Each {
  public:
    explicit Each(Session& session) : session_(session), list_(session.out) {}

    Result<> run(const std::vector<std::string>& references, const Deed& deed) {
        alone_ = references.size() == 1 && session_.format == Format::Table;
        for (const auto& reference : references) {
            if (gone_) {
                failed(reference,
                       Error{ErrorCode::Unavailable, "not tried, the server is away", {}});
                continue;
            }
            const auto id = schedule_id(session_.server, reference);
            const auto done = id ? deed(*id) : Result<std::string>(fail(id));
            if (done)
                succeeded(*id, *done);
            else
                failed(reference, id ? about_schedule(*id, done.error()) : done.error());
        }
        if (session_.format == Format::Json) list_.end();
        return ended(references.size());
    }

  private:
    void succeeded(const std::string& id, const std::string& word) {
        if (session_.format == Format::Json)
            list_.add_text("{\"schedule\":" + json_quoted(id) + ",\"status\":" + json_quoted(word) +
                           "}");
        else
            session_.out.line(id + ": " + word);
        session_.out.flush();
    }

    void failed(const std::string& reference, const Error& error) {
        worst_ = failures_++ == 0 ? error.code : std::max(worst_, error.code);
        gone_ = gone_ || error.code == ErrorCode::Unavailable;
        const auto shown = reference.empty() ? "''" : cut(visible(reference), 60);
        if (session_.format == Format::Json)
            list_.add_text("{\"schedule\":" + json_quoted(shown) +
                           ",\"error\":" + json_quoted(error.message) + "}");
        else if (alone_)
            // These sentences name it themselves.
            only_ = (error.code == ErrorCode::NotFound || error.code == ErrorCode::Invalid
                         ? ""
                         : shown + ": ") +
                    error.message;
        else
            session_.err.line(shown + ": " + error.message);
        session_.err.flush();
    }

    // The codes are in the order of how bad they are.
    Result<> ended(std::size_t count) const {
        if (failures_ == 0) return {};
        return fail(worst_, alone_ ? only_
                                   : "failed for " + std::to_string(failures_) + " of " +
                                         std::to_string(count) + " schedules");
    }

    Session& session_;
    JsonList list_;
    bool gone_ = false;
    bool alone_ = false;  // one schedule: what failed is the command's own error
    std::string only_;
    std::size_t failures_ = 0;
    ErrorCode worst_ = ErrorCode::Invalid;
};

// One reading and one change under If-Match. Conflict: somebody else changed it in between.
Result<std::string> change_active(Server& server, const std::string& id, bool active) {
    const auto read =
        server.ask({.method = "GET", .target = schedule_path(id), .headers = {}, .body = ""});
    if (!read) return fail(read);
    const auto schedule = server.json_of(*read);
    if (!schedule) return fail(schedule);
    const auto* member = schedule->find("active");
    const auto* now = member ? member->as<bool>() : nullptr;
    if (now && *now == active) return active ? "active already" : "paused already";
    const auto tag = read->header("ETag");
    if (!tag)
        return fail(ErrorCode::Unavailable,
                    "the server " + server.address() +
                        " gives no ETag, so a change by somebody else could be lost");
    const auto changed = server.ask(
        {.method = "PATCH",
         .target = schedule_path(id),
         .headers = {{"Content-Type", "application/json"}, {"If-Match", std::string(*tag)}},
         .body = active ? R"({"active":true})" : R"({"active":false})"});
    if (!changed) return fail(changed);
    return active ? "resumed" : "paused";
}

}  // namespace

Result<> delete_schedules(Session& session, const DeleteSchedules& command) {
    return Each(session).run(command.schedules, [&](const std::string& id) -> Result<std::string> {
        const auto deleted = session.server.ask(
            {.method = "DELETE", .target = schedule_path(id), .headers = {}, .body = ""});
        if (!deleted) return fail(deleted);
        const auto said = session.server.json_of(*deleted);  // whoever it was that answered
        if (!said) return fail(said);
        return "deleted";
    });
}

Result<> set_active(Session& session, const SetActive& command) {
    return Each(session).run(command.schedules, [&](const std::string& id) {
        auto changed = change_active(session.server, id, command.active);
        if (!changed && changed.error().code == ErrorCode::Conflict)
            changed = change_active(session.server, id, command.active);
        return changed;
    });
}

}  // namespace wls::cli
