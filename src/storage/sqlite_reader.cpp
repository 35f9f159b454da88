#include "storage/sqlite_reader.h"

#include <functional>
#include <string>
#include <vector>

#include "storage/history_days.h"
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

    // One of `values`, of which there is one at least.
    void add_any(const std::string& column, const std::vector<std::string>& values) {
        std::string marks = "?";
        for (std::size_t i = 1; i < values.size(); ++i) marks += ", ?";
        sql_ += (sql_.empty() ? " WHERE " : " AND ") + column + " IN (" + marks + ")";
        values_.push_back([values](Query& query) {
            for (const auto& value : values) query.bind(value);
        });
    }

    const std::string& sql() const { return sql_; }

    void bind(Query& query) const {
        for (const auto& value : values_) value(query);
    }

  private:
    std::string sql_;
    std::vector<std::function<void(Query&)>> values_;
};

// "Process/-/" of "Process/-/Backup"; empty for what is no key.
std::string group_of(const std::string& key) {
    const auto workload = workload_of_key(key);
    return workload ? key.substr(0, key.size() - workload->name.size()) : "";
}

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

Result<std::vector<Transition>> SqliteReader::transitions_of_time(const TransitionFilter& filter) {
    const SQLite::Transaction one_state(connection_.database());
    HistoryTime time{.from = filter.from, .to = filter.to, .after = std::nullopt};
    if (filter.after) time.after = filter.after->value;
    std::vector<Transition> rows;
    for (const auto id : newest_of(connection_, time, filter.limit)) {
        auto row = transition_with(connection_, {id});
        if (!row) return fail(row);
        if (*row) rows.push_back(std::move(**row));
    }
    return rows;
}

Result<std::vector<Transition>> SqliteReader::transitions(const TransitionFilter& filter) {
    return guarded([&]() -> Result<std::vector<Transition>> {
        const bool has_time = filter.from || filter.to;
        if (has_time && !filter.schedule && !filter.workload && !filter.outcome)
            return transitions_of_time(filter);
        Conditions conditions;
        if (filter.after) conditions.add("id < ?", std::optional(filter.after->value));
        // An id that was given out again names its present life. One that is gone has all there is.
        const auto life = filter.schedule ? life_of(*filter.schedule) : std::nullopt;
        if (life)
            conditions.add("life = ?", std::optional(life->value));
        else if (filter.schedule)
            conditions.add("schedule_id = ?", std::optional(filter.schedule->value));
        if (filter.workload && !filter.workload->contains('/')) {
            const auto keys = workloads_named(*filter.workload);
            if (keys.empty()) return std::vector<Transition>{};
            conditions.add_any("workload", keys);
        } else {
            conditions.add("workload = ?", filter.workload);
        }
        if (filter.outcome == "pending")  // to a client also one that is under way
            conditions.add_any("outcome", {"pending", "acting"});
        else if (filter.outcome == "acting")
            return std::vector<Transition>{};
        else
            conditions.add("outcome = ?", filter.outcome);
        conditions.add("nominal_at >= ?", filter.from);
        conditions.add("nominal_at < ?", filter.to);
        auto query = connection_.query("SELECT " WLS_TRANSITION_COLUMNS " FROM transition" +
                                       conditions.sql() + " ORDER BY id DESC LIMIT ?");
        conditions.bind(query);
        return all(query.bind(std::int64_t{filter.limit}), transition_of);
    });
}

// The first workload of the history that is `key`, or comes after it.
std::optional<std::string> SqliteReader::workload_from(const std::string& key) {
    auto query = connection_.query(
        "SELECT workload FROM transition WHERE workload >= ? ORDER BY workload LIMIT 1");
    if (!query.bind(key).step()) return std::nullopt;
    return std::string(query.text(0));
}

// The keys of this name that the history has. From each kind and namespace two look-ups lead on to
// the next, so that neither rows nor workloads count.
std::vector<std::string> SqliteReader::workloads_named(const std::string& name) {
    std::vector<std::string> keys;
    auto found = workload_from("");
    for (int looks = 0; found && looks < kRowsLookedAt; ++looks) {
        std::string group = group_of(*found);
        if (group.empty()) {
            if (*found == name) keys.push_back(name);
            found = workload_from(*found + '\x01');
            continue;
        }
        if (workload_from(group + name) == group + name) keys.push_back(group + name);
        group.back() = '0';  // comes after '/', so after all that begin with the group
        found = workload_from(group);
    }
    return keys;
}

Result<std::vector<Workload>> SqliteReader::workloads(const WorkloadFilter& filter) {
    return guarded([&]() -> Result<std::vector<Workload>> {
        std::vector<Workload> all;
        auto query = connection_.query("SELECT meaning FROM workload_name");
        while (query.step())
            if (auto workload = workload_of_meaning(query.text(0)))
                all.push_back(std::move(*workload));
        return chosen(std::move(all), filter);
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
            " JOIN workloadschedule s ON s.id = p.schedule_id WHERE p.schedule_id IN ("
            WLS_OPEN_ON("run.workload", "?1") ")"
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
        // A write finds out what that means, and says so.
        if (connection_.file_has_moved() || triggers_are_gone())
            return Instant{Duration{kAsSoonAsPossible}};
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
