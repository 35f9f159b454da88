#include "storage/sqlite_reader.h"

#include <functional>
#include <string>
#include <vector>

#include "storage/repair.h"
#include "storage/rows.h"
#include "storage/schema.h"

namespace wls::storage {

namespace {

// Conditions joined by AND, each with its value, so that every filter gets a statement of its own
// and with it the index that fits.
class Conditions {
  public:
    template <class Value>
    void add(const char* condition, const std::optional<Value>& value) {
        if (!value) return;
        sql_ += std::string(sql_.empty() ? " WHERE " : " AND ") + condition;
        values_.push_back([value = *value](Query& query) { query.bind(value); });
    }

    const std::string& sql() const { return sql_; }

    void bind(Query& query) const {
        for (const auto& value : values_) value(query);
    }

  private:
    std::string sql_;
    std::vector<std::function<void(Query&)>> values_;
};

}  // namespace

// The last of the next kRowsLookedAt rows, when rows must be looked at and there are so many.
std::optional<ScheduleId> SqliteReader::end_of_look(const ScheduleFilter& filter,
                                                    std::optional<ScheduleId> after) {
    if (!filter.status && !filter.active && !filter.q) return std::nullopt;
    Conditions conditions;
    if (after) conditions.add("id > ?", std::optional(after->value));
    conditions.add("name = ?", filter.name);
    auto query =
        connection_.query("SELECT count(*), max(id) FROM (SELECT id FROM workloadschedule" +
                          conditions.sql() + " ORDER BY id LIMIT ?)");
    conditions.bind(query);
    query.bind(std::int64_t{kRowsLookedAt});
    if (!query.step() || query.number(0) < kRowsLookedAt) return std::nullopt;
    return ScheduleId{query.number(1)};
}

Result<std::optional<ScheduleId>> SqliteReader::schedules(
    const ScheduleFilter& filter, std::optional<ScheduleId> after, int limit,
    const std::function<bool(const Schedule&)>& take) {
    return guarded([&]() -> Result<std::optional<ScheduleId>> {
        const auto end = end_of_look(filter, after);
        Conditions conditions;
        if (after) conditions.add("id > ?", std::optional(after->value));
        if (end) conditions.add("id <= ?", std::optional(end->value));
        conditions.add("name = ?", filter.name);
        conditions.add("status = ?", filter.status);
        conditions.add("(active <> 0) = ?",
                       filter.active ? std::optional<std::int64_t>(*filter.active) : std::nullopt);
        conditions.add("instr(lower(substr(name, 1, 4096)), lower(?)) > 0", filter.q);
        auto query = connection_.query(
            "SELECT id, name, start_time, end_time, status, active FROM workloadschedule" +
            conditions.sql() + " ORDER BY id LIMIT ?");
        conditions.bind(query);
        query.bind(std::int64_t{limit});
        int rows = 0;
        for (; query.step(); ++rows)
            if (!take(listed_schedule_of(query))) return std::nullopt;
        return rows < limit ? end : std::nullopt;
    });
}

Result<std::optional<Schedule>> SqliteReader::schedule(ScheduleId id) {
    return guarded([&] { return schedule_with(connection_, id); });
}

Result<std::vector<Transition>> SqliteReader::transitions(const TransitionFilter& filter) {
    return guarded([&]() -> Result<std::vector<Transition>> {
        Conditions conditions;
        if (filter.after) conditions.add("id < ?", std::optional(filter.after->value));
        // An id that was given out again names its present life. One that is gone has all there is.
        const auto life = filter.schedule ? life_of(*filter.schedule) : std::nullopt;
        if (life)
            conditions.add("life = ?", std::optional(life->value));
        else if (filter.schedule)
            conditions.add("schedule_id = ?", std::optional(filter.schedule->value));
        conditions.add("workload = ?", filter.workload);
        // To a client, one that is under way is still pending.
        conditions.add("CASE outcome WHEN 'acting' THEN 'pending' ELSE outcome END = ?",
                       filter.outcome);
        conditions.add("nominal_at >= ?", filter.from);
        conditions.add("nominal_at < ?", filter.to);
        auto query = connection_.query("SELECT " WLS_TRANSITION_COLUMNS " FROM transition" +
                                       conditions.sql() + " ORDER BY id DESC LIMIT ?");
        conditions.bind(query);
        return all(query.bind(std::int64_t{filter.limit}), transition_of);
    });
}

std::optional<Life> SqliteReader::life_of(ScheduleId id) {
    auto query = connection_.query(
        "SELECT p.life FROM schedule_plan p JOIN workloadschedule s ON s.id = p.schedule_id"
        " WHERE p.schedule_id = ?");
    if (!query.bind(id.value).step()) return std::nullopt;
    return Life{query.number(0)};
}

Result<std::optional<Transition>> SqliteReader::transition(TransitionId id) {
    return guarded([&] { return transition_with(connection_, id); });
}

Result<std::optional<Run>> SqliteReader::run_started_by(TransitionId id) {
    return guarded([&] {
        auto query = connection_.query("SELECT " WLS_RUN_COLUMNS
                                       " FROM run WHERE started_by = ?"
                                       " ORDER BY attempt DESC LIMIT 1");
        return one(query.bind(id.value), run_of);
    });
}

Result<std::vector<Run>> SqliteReader::overdue_runs(Instant now) {
    return guarded([&]() -> Result<std::vector<Run>> {
        auto query = connection_.query(
            "SELECT " WLS_RUN_COLUMNS
            " FROM run WHERE state IN ('claimed', 'running')"
            " AND NOT EXISTS (SELECT 1 FROM schedule_plan p JOIN workloadschedule s"
            " ON s.id = p.schedule_id WHERE p.life = run.held_for AND (s.active = 0"
            " OR (p.workload = run.workload AND p.window_end_at > ?1)))"
            " AND (mode = 'task' OR NOT EXISTS (SELECT 1 FROM schedule_plan p"
            " JOIN workloadschedule s ON s.id = p.schedule_id WHERE p.schedule_id IN"
            " (SELECT schedule_id FROM schedule_plan WHERE workload = run.workload"
            " AND due_at IS NOT NULL AND window_start_at <= ?1 AND window_end_at > ?1"
            " UNION ALL SELECT schedule_id FROM schedule_plan WHERE workload = run.workload"
            " AND due_at IS NULL AND window_end_at > ?1 AND window_start_at <= ?1)"
            " AND p.workload <> '' AND p.valid AND s.active <> 0))");
        return all(query.bind(now), run_of);
    });
}

// Looked at only when some program has changed the tables.
bool SqliteReader::triggers_are_gone() {
    std::int64_t schema = 0;
    {
        auto query = connection_.query("PRAGMA schema_version");
        if (query.step()) schema = query.number(0);
    }
    if (schema == schema_) return false;
    if (!has_triggers(connection_)) return true;
    schema_ = schema;
    return false;
}

Result<std::optional<Instant>> SqliteReader::next_due_at() {
    return guarded([&]() -> Result<std::optional<Instant>> {
        if (triggers_are_gone()) return Instant{Duration{kAsSoonAsPossible}};
        auto query = connection_.query(
            "SELECT min(at) FROM ("
            "SELECT min(due_at) AS at FROM schedule_plan WHERE due_at IS NOT NULL"
            " UNION ALL SELECT min(try_at) FROM transition WHERE try_at IS NOT NULL"
            " UNION ALL SELECT min(due_at) FROM run WHERE due_at IS NOT NULL)");
        if (!query.step()) return std::nullopt;
        return query.maybe_instant(0);
    });
}

}  // namespace wls::storage
