#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "cli/display.h"
#include "cli/json_list.h"
#include "cli/rows.h"
#include "cli/session.h"
#include "domain/schedule.h"

namespace wls::cli {

namespace {

constexpr std::array<std::string_view, 5> kStatuses = {kScheduled, kRunning, kCompleted, kFailed,
                                                       kMissed};

Query query_of(const ListSchedules& command) {
    Query query;
    if (command.name) query.emplace_back("name", *command.name);
    if (command.status) query.emplace_back("status", *command.status);
    if (command.active) query.emplace_back("active", *command.active ? "true" : "false");
    return query;
}

// A table whose columns are as wide as its first page needs.
class ScheduleTable {
  public:
    explicit ScheduleTable(Output& out) : out_(out) {}

    void add(const api::Json::Array& page) {
        std::vector<ScheduleRow> schedules;
        for (const auto& json : page) schedules.push_back(schedule_row(json));
        if (!table_) begin(schedules);
        std::vector<Row> rows;
        for (const auto& schedule : schedules) rows.push_back(cells(schedule));
        if (!std::exchange(begun_, true)) {
            table_->fit(rows);
            out_.write(table_->head());
        }
        for (const auto& row : rows) out_.write(table_->line(row));
    }

  private:
    void begin(const std::vector<ScheduleRow>& schedules) {
        std::vector<Column> layout = {{.title = "id", .right = true},
                                      {.title = "name", .least = 12},
                                      {.title = "when", .least = 21, .precious = true},
                                      {.title = "status", .least = 9},
                                      {.title = "active"}};
        with_target_ = std::ranges::any_of(
            schedules, [](const ScheduleRow& row) { return !row.target.empty(); });
        if (with_target_) layout.push_back({.title = "acts on", .least = 8});
        table_.emplace(std::move(layout), out_.shape().columns, out_.shape().colour);
    }

    Row cells(const ScheduleRow& schedule) const {
        Row row = {{schedule.id},
                   {schedule.name},
                   {schedule.when},
                   {schedule.status, status_paint(schedule.status)},
                   {!schedule.active   ? ""
                    : *schedule.active ? "yes"
                                       : "no",
                    schedule.active.value_or(true) ? Paint::None : Paint::Yellow}};
        if (with_target_) row.push_back({schedule.target});
        return row;
    }

    Output& out_;
    std::optional<Table> table_;
    bool begun_ = false, with_target_ = false;
};

void note_nothing(Session& session, const ListSchedules& command) {
    const bool filtered = command.name || command.status || command.active;
    std::string note = filtered ? "No schedule is like that" : "There are no schedules";
    const auto near = command.status ? nearest(*command.status, kStatuses) : std::string_view();
    if (!near.empty() && near != *command.status)
        note += ": did you mean --status " + std::string(near) + "?";
    else if (!filtered)
        note += "; 'workload-scheduler schedule create --help' shows how to make one.";
    else
        note += ".";
    session.err.line(note);
}

}  // namespace

Result<> list_schedules(Session& session, const ListSchedules& command) {
    JsonList list(session.out);
    ScheduleTable table(session.out);
    bool any = false;
    const auto shown = session.server.pages("/schedules", query_of(command), command.limit,
                                            [&](const api::Json::Array& rows) -> Result<bool> {
                                                any = any || !rows.empty();
                                                if (session.format == Format::Json)
                                                    for (const auto& row : rows) list.add(row);
                                                else if (!rows.empty())
                                                    table.add(rows);
                                                session.out.flush();
                                                return session.out.useful();
                                            });
    if (!shown) return fail(shown);
    if (session.format == Format::Json)
        list.end();
    else if (!any)
        note_nothing(session, command);
    else if (*shown && session.out.useful())
        session.err.line("More schedules follow: give a larger --limit, or none.");
    return {};
}

}  // namespace wls::cli
