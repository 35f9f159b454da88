#include <algorithm>
#include <array>

#include "cli/display.h"
#include "cli/json_text.h"
#include "cli/rows.h"
#include "cli/schedule_reference.h"
#include "cli/session.h"

namespace wls::cli {

namespace {

// Shown in words, or shown first; all other members follow as JSON.
constexpr std::array<std::string_view, 7> kInWords = {
    "id", "name", "start_time", "end_time", "timezone", "status", "active"};

void show_line(Output& out, std::string_view title, const std::string& text) {
    constexpr std::size_t kTitleColumns = 10;
    std::string line(title);
    line += std::string(line.size() < kTitleColumns ? kTitleColumns - line.size() : 1, ' ');
    out.line(line + text);
}

// The schedule's own zone, or the server's.
std::string zone_words(Server& server, const api::Json& schedule) {
    const auto own = member_text(schedule, "timezone");
    if (!own.empty()) return ", " + own;
    const auto time = server.server_time();
    return time ? ", " + time->zone.name() + " (the server's zone)" : "";
}

void show(Session& session, const api::Json& schedule) {
    const auto row = schedule_row(schedule);
    const auto start = member_time(schedule, "start_time");
    const auto end = member_time(schedule, "end_time");
    const auto when = start && end ? window_words(*start, *end, "→", true) : row.when;
    auto& out = session.out;
    show_line(out, "id", row.id);
    show_line(out, "name", row.name);
    show_line(out, "when", when + zone_words(session.server, schedule));
    show_line(out, "status", painted(row.status, status_paint(row.status), out.shape().colour));
    show_line(out, "active",
              !row.active   ? ""
              : *row.active ? "yes"
                            : "no (paused: the engine leaves its workload as it is)");
    const auto* members = schedule.as<api::Json::Object>();
    for (const auto& member : *members)
        if (std::ranges::find(kInWords, member.key) == kInWords.end())
            show_line(out, visible(member.key), member_text(schedule, member.key));
}

}  // namespace

Result<> show_schedule(Session& session, const ShowSchedule& command) {
    const auto id = schedule_id(session.server, command.schedule);
    if (!id) return fail(id);
    const auto schedule = session.server.read(schedule_path(*id));
    if (!schedule && schedule.error().code == ErrorCode::NotFound)
        return Failure(about_schedule(*id, schedule.error()));
    if (!schedule) return fail("schedule " + *id, schedule);
    if (!is_row(*schedule))
        return fail(ErrorCode::Unavailable,
                    "the answer of " + session.server.address() +
                        " is no schedule: is a Workload Scheduler running there?");
    if (session.format == Format::Json)
        session.out.line(json_text(*schedule));
    else
        show(session, *schedule);
    return {};
}

}  // namespace wls::cli
