// SqliteTransaction: the seed's table, and the plans beside it.
#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "storage/repair.h"
#include "storage/rows.h"
#include "storage/schema.h"
#include "storage/sqlite_transaction.h"

namespace wls::storage {

Result<ScheduleId> SqliteTransaction::add(const ScheduleDraft& draft, Instant now) {
    return guarded([&]() -> Result<ScheduleId> {
        {
            auto insert = connection_.query(
                "INSERT INTO workloadschedule(name, start_time, end_time, status, active)"
                " VALUES (?, ?, ?, ?, ?)");
            insert.bind(draft.name)
                .bind(table_text(draft.start.time))
                .bind(table_text(draft.end.time))
                .bind(draft.status)
                .bind(std::int64_t{draft.active})
                .run();
        }
        const ScheduleId id{connection_.database().getLastInsertRowid()};
        WLS_TRY(save_beside(id, draft, now));
        return id;
    });
}

// What the seed's table has no column for. Only a row that is due was changed in what the engine
// looks at, and only that needs the change's time.
Result<void> SqliteTransaction::save_beside(ScheduleId id, const ScheduleDraft& draft,
                                            Instant now) {
    const int saved = connection_
                          .query(
                              "UPDATE schedule_plan SET start_pass = ?, end_pass = ?,"
                              " changed_at = CASE WHEN due_at < 0 THEN ? ELSE changed_at END"
                              " WHERE schedule_id = ?")
                          .bind(std::int64_t{draft.start.pass == Pass::Second})
                          .bind(std::int64_t{draft.end.pass == Pass::Second})
                          .bind(now)
                          .bind(id.value)
                          .run();
    if (saved == 0) repair(connection_);  // no trigger gave the row its life: they were dropped
    return {};
}

Result<std::optional<Schedule>> SqliteTransaction::schedule(ScheduleId id) {
    return guarded([&] { return schedule_with(connection_, id); });
}

// The trigger resets the pass of a time whose text changes. A pass alone that changes is a change
// of time too, which no trigger sees; the text is then written in two steps.
Result<void> SqliteTransaction::replace(ScheduleId id, const ScheduleDraft& draft, Instant now) {
    return guarded([&]() -> Result<void> {
        const auto before = schedule(id);
        if (!before) return fail(before);
        if (!*before) return {};
        const bool pass_changes =
            (*before)->start_pass != draft.start.pass || (*before)->end_pass != draft.end.pass;
        if (pass_changes)
            connection_
                .query("UPDATE workloadschedule SET start_time = '', end_time = '' WHERE id = ?")
                .bind(id.value)
                .run();
        connection_
            .query(
                "UPDATE workloadschedule SET name = ?, start_time = ?, end_time = ?,"
                " status = ?, active = ? WHERE id = ?")
            .bind(draft.name)
            .bind(table_text(draft.start.time))
            .bind(table_text(draft.end.time))
            .bind(draft.status)
            .bind(std::int64_t{draft.active})
            .bind(id.value)
            .run();
        return save_beside(id, draft, now);
    });
}

Result<bool> SqliteTransaction::remove(ScheduleId id) {
    return guarded([&]() -> Result<bool> {
        return connection_.query("DELETE FROM workloadschedule WHERE id = ?").bind(id.value).run() >
               0;
    });
}

Result<void> SqliteTransaction::set_status(Life life, std::string_view status) {
    return guarded([&]() -> Result<void> {
        connection_
            .query(
                "UPDATE workloadschedule SET status = ?"
                " WHERE id = (SELECT schedule_id FROM schedule_plan WHERE life = ?)")
            .bind(status)
            .bind(life.value)
            .run();
        return {};
    });
}

// A due plan whose row is gone: no deletion did that, for our trigger would have seen it. Or the
// triggers are gone, which the reader makes a reason to come here.
Result<void> SqliteTransaction::mend(Instant now) {
    bool lost = false;
    {
        auto query = connection_.query("SELECT 1 FROM schedule_plan WHERE due_at <= ?");
        lost = query.bind(now).step();
    }
    if (lost || !has_triggers(connection_)) repair(connection_);
    return {};
}

Result<std::vector<PlannedSchedule>> SqliteTransaction::due_schedules(Instant now, int limit) {
    return guarded([&]() -> Result<std::vector<PlannedSchedule>> {
        auto query = connection_.query("SELECT " WLS_PLANNED_COLUMNS
                                       " FROM schedule_plan p JOIN workloadschedule s"
                                       " ON s.id = p.schedule_id"
                                       " WHERE p.due_at <= ? ORDER BY p.due_at, p.life LIMIT ?");
        query.bind(now).bind(std::int64_t{limit});
        std::vector<PlannedSchedule> due;
        while (query.step()) due.push_back(planned_of(query));
        if (due.empty()) WLS_TRY(mend(now));
        return due;
    });
}

Result<std::optional<PlannedSchedule>> SqliteTransaction::planned(Life life) {
    return guarded([&]() -> Result<std::optional<PlannedSchedule>> {
        auto query = connection_.query("SELECT " WLS_PLANNED_COLUMNS
                                       " FROM schedule_plan p JOIN workloadschedule s"
                                       " ON s.id = p.schedule_id WHERE p.life = ?");
        if (!query.bind(life.value).step()) return std::nullopt;
        return planned_of(query);
    });
}

Result<void> SqliteTransaction::save_plan(Life life, const Plan& plan) {
    return guarded([&]() -> Result<void> {
        std::optional<std::int64_t> revision;
        std::optional<Instant> start_at, end_at;
        if (plan.revision) revision = plan.revision->value;
        if (plan.window) start_at = plan.window->start_at;
        if (plan.window) end_at = plan.window->end_at;
        connection_
            .query(
                "UPDATE schedule_plan SET workload = ?, planned_revision = ?, planned_at = ?,"
                " window_start_at = ?, window_end_at = ?, valid = ?, occurrence_at = ?,"
                " due_at = ? WHERE life = ?")
            .bind(plan.workload)
            .bind(revision)
            .bind(plan.planned_at)
            .bind(start_at)
            .bind(end_at)
            .bind(std::int64_t{plan.valid})
            .bind(plan.occurrence_at)
            .bind(plan.due_at)
            .bind(life.value)
            .run();
        return {};
    });
}

Result<void> SqliteTransaction::make_unfinished_due(Instant now) {
    return guarded([&]() -> Result<void> {
        connection_
            .query("UPDATE schedule_plan SET due_at = ? WHERE workload <> '' AND window_end_at > ?")
            .bind(kAsSoonAsPossible)
            .bind(now)
            .run();
        connection_.query("UPDATE transition SET try_at = ? WHERE try_at > ?")
            .bind(now)
            .bind(now)
            .run();
        return {};
    });
}

Result<std::vector<PlannedSchedule>> SqliteTransaction::open_on(std::string_view workload,
                                                                Instant now, int limit) {
    return guarded([&]() -> Result<std::vector<PlannedSchedule>> {
        auto query = connection_.query(
            "SELECT " WLS_PLANNED_COLUMNS
            " FROM schedule_plan p JOIN workloadschedule s ON s.id = p.schedule_id"
            " WHERE p.schedule_id IN (" WLS_OPEN_ON("?1", "?2") ")"
            " AND p.workload <> '' AND p.valid AND p.planned_revision = p.revision"
            " AND s.active <> 0 ORDER BY p.window_end_at DESC, p.life LIMIT ?3");
        query.bind(workload).bind(now).bind(std::int64_t{limit});
        std::vector<PlannedSchedule> open;
        while (query.step()) open.push_back(planned_of(query));
        return open;
    });
}

Result<bool> SqliteTransaction::has_due_schedule(std::string_view workload, Instant now) {
    return guarded([&]() -> Result<bool> {
        auto query = connection_.query(
            "SELECT 1 FROM schedule_plan WHERE workload = ? AND due_at <= ? LIMIT 1");
        return query.bind(workload).bind(now).step();
    });
}

// Both old and new names are looked at again: a target may have come, gone or changed its meaning.
Result<void> SqliteTransaction::set_workloads(const std::vector<Workload>& workloads) {
    return guarded([&]() -> Result<void> {
        std::map<std::string, std::string> known, wanted;
        {
            auto query = connection_.query("SELECT name, meaning FROM workload_name");
            while (query.step()) known.emplace(query.text(0), query.text(1));
        }
        for (const auto& workload : workloads) wanted[workload.name] = meaning_of(workload);
        connection_
            .query("UPDATE transition SET try_at = ? WHERE outcome = 'blocked' AND try_at > 0")
            .bind(kAsSoonAsPossible)
            .run();
        std::vector<std::pair<std::string, std::string>> differing;
        std::ranges::set_symmetric_difference(known, wanted, std::back_inserter(differing));
        for (const auto& [name, meaning] : differing) {
            connection_.query("DELETE FROM workload_name WHERE name = ?").bind(name).run();
            connection_
                .query(
                    "UPDATE schedule_plan SET due_at = ? WHERE schedule_id IN"
                    " (SELECT id FROM workloadschedule WHERE name = ?)")
                .bind(kAsSoonAsPossible)
                .bind(name)
                .run();
        }
        for (const auto& [name, meaning] : wanted)
            connection_
                .query(
                    "INSERT INTO workload_name(name, meaning) VALUES (?, ?)"
                    " ON CONFLICT (name) DO NOTHING")
                .bind(name)
                .bind(meaning)
                .run();
        return {};
    });
}

Result<std::optional<Instant>> SqliteTransaction::looked_at() {
    return guarded([&]() -> Result<std::optional<Instant>> {
        auto query = connection_.query("SELECT looked_at FROM engine");
        if (!query.step()) return std::nullopt;
        return query.maybe_instant(0);
    });
}

Result<void> SqliteTransaction::set_looked_at(Instant at) {
    return guarded([&]() -> Result<void> {
        connection_.query("UPDATE engine SET looked_at = ?").bind(at).run();
        return {};
    });
}

Result<void> SqliteTransaction::set_zone_rules(const std::string& rules) {
    return guarded([&]() -> Result<void> {
        const int changed =
            connection_.query("UPDATE engine SET zone_rules = ? WHERE zone_rules IS NOT ?")
                .bind(rules)
                .bind(rules)
                .run();
        if (changed == 0) return {};
        connection_.query("UPDATE schedule_plan SET due_at = ? WHERE workload <> ''")
            .bind(kAsSoonAsPossible)
            .run();
        return {};
    });
}

Result<std::int64_t> SqliteTransaction::next_number() {
    return guarded([&]() -> Result<std::int64_t> {
        connection_.query("UPDATE life_sequence SET number = number + 1").run();
        auto query = connection_.query("SELECT number FROM life_sequence");
        if (!query.step()) return fail(ErrorCode::Internal, "life_sequence is empty");
        return query.number(0);
    });
}

}  // namespace wls::storage
