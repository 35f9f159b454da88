#include "base/json_text.h"
#include "base/unicode.h"
#include "cli/display.h"
#include "cli/json_text.h"
#include "cli/rows.h"
#include "cli/schedule_reference.h"
#include "cli/session.h"
#include "cli/workloads/workload_hint.h"

namespace wls::cli {

namespace {

Failure at_option(const char* option, const Error& error) {
    return fail(error.code, std::string(option) + " " + error.message);
}

struct WindowReading {
    TimeReading start, end;
};

Result<TimeReading> end_of(const CreateSchedule& command, const ServerTime& server,
                           const TimeReading& start) {
    if (command.length) {
        const auto length = parse_length(*command.length);
        if (!length) return at_option("--for", length.error());
        const Instant end = start.at + *length;
        return TimeReading{end, utc_text(end)};
    }
    const auto spoken = parse_spoken_time(command.end.value_or(""));
    if (!spoken) return at_option("--end", spoken.error());
    const auto end = reading_of(*spoken, server, Look::Ahead, start.at);
    if (!end) return at_option("--end", end.error());
    if (end->at > start.at) return end;
    const bool counted = std::holds_alternative<FromNow>(*spoken);
    return fail(ErrorCode::Invalid,
                "--end " + cut(visible(*command.end), 60) + " (" + server.zone.rfc3339(end->at) +
                    ") does not lie after --start " + cut(visible(command.start), 60) + " (" +
                    server.zone.rfc3339(start.at) + ")" +
                    (counted ? "; --for counts from the start" : ""));
}

Result<WindowReading> window_of_words(const CreateSchedule& command, const ServerTime& server) {
    const auto spoken = parse_spoken_time(command.start);
    if (!spoken) return at_option("--start", spoken.error());
    const auto start = reading_of(*spoken, server);
    if (!start) return at_option("--start", start.error());
    const auto end = end_of(command, server, *start);
    if (!end) return fail(end);
    return WindowReading{*start, *end};
}

// What the text says is wrong before anybody is asked for the time.
Result<> check_words(const CreateSchedule& command) {
    if (command.name.empty())
        return fail(ErrorCode::Invalid,
                    "--name: say what it is called, as --name \"Backup Database\"");
    if (!is_utf8(command.name)) return fail(ErrorCode::Invalid, "--name: the text is no UTF-8");
    if (command.end.has_value() == command.length.has_value())
        return fail(ErrorCode::Invalid,
                    "say when it ends: either --end TIME or --for LENGTH, for example --for 1h");
    if (const auto start = parse_spoken_time(command.start); !start)
        return at_option("--start", start.error());
    if (command.length) {
        const auto length = parse_length(*command.length);
        return length ? Result<>{} : at_option("--for", length.error());
    }
    const auto end = parse_spoken_time(*command.end);
    return end ? Result<>{} : at_option("--end", end.error());
}

// A new schedule's path, from the answer's Location: one of this server's, or nothing.
std::optional<std::string> created_path(const Answer& answer) {
    const auto location = answer.header("Location");
    constexpr std::string_view kFolder = "/schedules/";
    if (!location || !location->starts_with(kFolder)) return {};
    const auto id = location->substr(kFolder.size());
    const bool digits = !id.empty() && id.size() <= 20 &&
                        id.find_first_not_of("0123456789") == std::string_view::npos;
    if (!digits) return {};
    return std::string(*location);
}

std::string sentence(const api::Json& schedule, const ServerTime& server) {
    const auto row = schedule_row(schedule);
    const auto start = member_time(schedule, "start_time");
    const auto end = member_time(schedule, "end_time");
    std::string text = "Created schedule " + row.id + " '" + cut(row.name, 200) + "': from ";
    text += start && end ? window_words(*start, *end, "to", true) : row.when;
    text += ", " + server.zone.name() + " (the server's zone)";
    if (row.active && !*row.active) text += ", paused";
    return text + ".";
}

// A schedule that no workload has the name of is right: a mere record. But it may be a slip.
void note_unknown(Session& session, const std::string& name) {
    session.out.flush();
    if (const auto hint = hint_for_name(session.server, name))
        session.err.line("The catalog has no workload '" + cut(visible(name), 60) +
                         "', so nothing will run" + *hint + (hint->ends_with('?') ? "" : "."));
}

}  // namespace

Result<> create_schedule(Session& session, const CreateSchedule& command) {
    WLS_TRY(check_words(command));
    const auto server = session.server.server_time();
    if (!server) return fail(server);
    const auto window = window_of_words(command, *server);
    if (!window) return fail(window);
    std::string body = "{\"name\":" + json_quoted(command.name) +
                       ",\"start_time\":" + json_quoted(window->start.text) +
                       ",\"end_time\":" + json_quoted(window->end.text);
    body += command.active ? "}" : ",\"active\":false}";
    const auto answer = session.server.ask({.method = "POST",
                                            .target = "/schedules",
                                            .headers = {{"Content-Type", "application/json"}},
                                            .body = std::move(body)});
    if (!answer) return fail(answer);

    const auto path = created_path(*answer);
    const auto stored = path ? session.server.read(*path)
                             : fail(ErrorCode::Unavailable, "the answer has no Location");
    if (!stored)
        return fail("the schedule was created, but what is stored cannot be shown", stored);
    if (session.format == Format::Json) {
        session.out.line(json_text(*stored));
    } else {
        session.out.line(sentence(*stored, *server));
        if (window->end.at <= server->now)
            session.err.line("This window is over already: nothing will happen.");
    }
    note_unknown(session, command.name);
    return {};
}

}  // namespace wls::cli
