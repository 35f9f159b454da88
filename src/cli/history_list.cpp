#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "cli/display.h"
#include "cli/json_list.h"
#include "cli/rows.h"
#include "cli/schedule_reference.h"
#include "cli/session.h"
#include "cli/workloads/workload_hint.h"

namespace wls::cli {

namespace {

constexpr std::array<std::string_view, 8> kOutcomes = {
    "pending", "done", "already", "failed", "missed", "skipped", "blocked", "cancelled"};

Result<> check_outcome(const std::string& word) {
    if (std::ranges::find(kOutcomes, word) != kOutcomes.end()) return {};
    const auto near = nearest(word, kOutcomes);
    std::string all;
    for (const auto outcome : kOutcomes) all += (all.empty() ? "" : ", ") + std::string(outcome);
    return fail(
        ErrorCode::Invalid,
        "--outcome: '" + cut(visible(word), 60) + "' is none" +
            (near.empty() ? "; there are " + all : ": did you mean " + std::string(near) + "?"));
}

struct SaidTime {
    Instant at;
    std::string words;  // as it was said and what that means: "yesterday 08:00 (2026-11-…)"
};

// The server's clock and zone, asked for once, and only when they are needed.
class TimeOfServer {
  public:
    explicit TimeOfServer(Server& server) : server_(server) {}

    // One that carries its offset needs no clock and no zone of the server's.
    Result<ServerTime> for_reading(const SpokenTime& spoken) {
        const auto* written = std::get_if<Written>(&spoken);
        if (written && written->offset) return ServerTime{Instant{}, Zone::utc()};
        if (!time_) time_ = server_.server_time();
        return *time_;
    }

  private:
    Server& server_;
    std::optional<Result<ServerTime>> time_;
};

// A spoken time as the API's parameter; times without a day lie back, in a history. Nothing when
// none was said.
Result<std::optional<SaidTime>> add_time(Query& query, TimeOfServer& of_server, const char* name,
                                         const std::optional<std::string>& words) {
    if (!words) return std::nullopt;
    const auto named = [&](const Error& error) {
        return fail(error.code, std::string("--") + name + " " + error.message);
    };
    const auto spoken = parse_spoken_time(*words);
    if (!spoken) return named(spoken.error());
    const auto time = of_server.for_reading(*spoken);
    if (!time) return fail(time);
    const auto reading = reading_of(*spoken, *time, Look::Back);
    if (!reading) return named(reading.error());
    query.emplace_back(name, reading->text);
    return SaidTime{reading->at,
                    cut(visible(*words), 60) + " (" + time->zone.rfc3339(reading->at) + ")"};
}

Result<Query> query_of(Server& server, const ListHistory& command) {
    Query query;
    if (command.outcome) WLS_TRY(check_outcome(*command.outcome));
    if (command.workload && command.workload->empty())
        return fail(ErrorCode::Invalid,
                    "--workload: give a workload's name; 'workload list' shows them");
    if (command.schedule) {
        const auto id = schedule_id(server, *command.schedule);
        if (!id) return fail(id);
        query.emplace_back("schedule", *id);
    }
    if (command.workload) query.emplace_back("workload", *command.workload);
    if (command.outcome) query.emplace_back("outcome", *command.outcome);
    TimeOfServer of_server(server);
    const auto from = add_time(query, of_server, "from", command.from);
    if (!from) return fail(from);
    const auto to = add_time(query, of_server, "to", command.to);
    if (!to) return fail(to);
    if (*from && *to && (*from)->at >= (*to)->at)
        return fail(ErrorCode::Invalid,
                    "--to " + (*to)->words + " does not lie after --from " + (*from)->words);
    return query;
}

Table history_table(const Shape& shape) {
    return Table({{.title = "id", .right = true},
                  {.title = "when"},
                  {.title = "edge"},
                  {.title = "workload", .least = 10},
                  {.title = "schedule", .right = true},
                  {.title = "outcome"},
                  {.title = "late", .right = true},
                  {.title = "message", .least = 10, .tail = true}},
                 shape.columns, shape.colour);
}

Row cells(const api::Json& json) {
    const auto row = transition_row(json);
    return {{row.id},       {row.at},       {row.edge},
            {row.workload}, {row.schedule}, {row.outcome, outcome_paint(row.outcome)},
            {row.lateness}, {row.message}};
}

void note_unknown(Session& session, const std::string& workload) {
    if (const auto hint = hint_for_name_or_key(session.server, workload))
        session.err.line("The catalog has no workload '" + cut(visible(workload), 60) + "'" +
                         *hint + (hint->ends_with('?') ? "" : "."));
}

}  // namespace

Result<> list_history(Session& session, const ListHistory& command) {
    auto query = query_of(session.server, command);
    if (!query) return fail(query);
    JsonList list(session.out);
    auto table = history_table(session.out.shape());
    bool begun = false, any = false;
    const auto shown = session.server.pages("/transitions", std::move(*query), command.limit,
                                            [&](const api::Json::Array& page) -> Result<bool> {
                                                any = any || !page.empty();
                                                if (session.format == Format::Json) {
                                                    for (const auto& row : page) list.add(row);
                                                } else if (!page.empty()) {
                                                    std::vector<Row> rows;
                                                    for (const auto& json : page)
                                                        rows.push_back(cells(json));
                                                    if (!begun) table.fit(rows);
                                                    if (!std::exchange(begun, true))
                                                        session.out.write(table.head());
                                                    for (const auto& row : rows)
                                                        session.out.write(table.line(row));
                                                }
                                                session.out.flush();
                                                return session.out.useful();
                                            });
    if (!shown) return fail(shown);
    if (session.format == Format::Json)
        list.end();
    else if (!any)
        session.err.line("Nothing in the history is like that.");
    else if (*shown && session.out.useful())
        session.err.line("Older ones follow: give a larger --limit.");
    if (!any && command.workload) note_unknown(session, *command.workload);
    return {};
}

}  // namespace wls::cli
