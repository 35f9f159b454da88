// Rows to values and back: the column lists that several statements share, and their readers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/plan.h"
#include "domain/run.h"
#include "domain/schedule.h"
#include "domain/transition.h"
#include "domain/workload.h"
#include "storage/sqlite_connection.h"

namespace wls::storage {

// Columns 0 to 10 of a statement FROM workloadschedule s JOIN schedule_plan p.
#define WLS_SCHEDULE_COLUMNS                                                           \
    "s.id, s.name, s.start_time, s.end_time, s.status, s.active, p.life, p.revision, " \
    "p.start_pass, p.end_pass, p.changed_at"
Schedule schedule_of(const Query& row);
Schedule listed_schedule_of(const Query& row);  // of the seed's own columns alone, 0 to 5

// The same, then the plan's columns.
#define WLS_PLANNED_COLUMNS                                                                \
    WLS_SCHEDULE_COLUMNS                                                                   \
    ", p.workload, p.planned_revision, p.planned_at, p.window_start_at, p.window_end_at, " \
    "p.valid, p.occurrence_at, p.due_at"
PlannedSchedule planned_of(const Query& row);

// The ids of the schedules of a workload whose windows, as last worked out, are open at `now`; both
// as SQL. Each half has an index of its own.
#define WLS_OPEN_ON(workload, now)                                                    \
    "SELECT schedule_id FROM schedule_plan WHERE workload = " workload                \
    " AND due_at IS NOT NULL AND window_start_at <= " now " AND window_end_at > " now \
    " UNION ALL SELECT schedule_id FROM schedule_plan WHERE workload = " workload     \
    " AND due_at IS NULL AND window_end_at > " now " AND window_start_at <= " now

#define WLS_TRANSITION_COLUMNS                                                            \
    "id, workload, schedule_id, life, revision, edge, nominal_at, event, occurrence_at, " \
    "cause, decided_at, done_at, from_state, to_state, outcome, attempts, try_at, message"
Transition transition_of(const Query& row);

#define WLS_RUN_COLUMNS                                                                      \
    "life, occurrence_at, attempt, workload, started_by, state, exit_code, mode, held_for, " \
    "found_up, unsure, short_lives, started_at, ended_at, end_number"
Run run_of(const Query& row);

std::string_view text(RunState state);

// workload_name.meaning: "Process/-/Backup task". Nothing when it says none.
std::string meaning_of(const Workload& workload);
std::optional<Workload> workload_of_meaning(std::string_view meaning);

// What is left of a query, and its next row.
template <class Value>
Result<std::vector<Value>> all(Query& query, Value (*read)(const Query&)) {
    std::vector<Value> rows;
    while (query.step()) rows.push_back(read(query));
    return rows;
}

template <class Value>
Result<std::optional<Value>> one(Query& query, Value (*read)(const Query&)) {
    if (!query.step()) return std::nullopt;
    return read(query);
}

// Throw SQLite::Exception.
Result<std::optional<Schedule>> schedule_with(Connection& connection, ScheduleId id);
Result<std::optional<Transition>> transition_with(Connection& connection, TransitionId id);

}  // namespace wls::storage
