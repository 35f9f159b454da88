#include "storage/sqlite_reader.h"

#include <limits>

#include "storage/rows.h"

namespace wls::storage {

namespace {

constexpr const char* kList =
    "SELECT id, name, start_time, end_time, status, active FROM workloadschedule"
    " WHERE id >= ?1 ORDER BY id LIMIT ?2";

// NULL stands for "any"; the name's index is used because the first test can be decided before.
constexpr const char* kFilteredList =
    "SELECT id, name, start_time, end_time, status, active FROM workloadschedule"
    " WHERE id >= ?1 AND (?3 IS NULL OR name = ?3) AND (?4 IS NULL OR status = ?4)"
    " AND (?5 IS NULL OR (active <> 0) = ?5)"
    " AND (?6 IS NULL OR instr(lower(name), lower(?6)) > 0) ORDER BY id LIMIT ?2";

Schedule listed(const Query& row) {
    Schedule schedule;
    schedule.id.value = row.number(0);
    schedule.name = row.text(1);
    schedule.start_time = row.text(2);
    schedule.end_time = row.text(3);
    schedule.status = row.text(4);
    schedule.active = row.number(5) != 0;
    return schedule;
}

bool is_plain(const ScheduleFilter& filter) {
    return !filter.name && !filter.status && !filter.q && !filter.active;
}

}  // namespace

Result<void> SqliteReader::schedules(const ScheduleFilter& filter, std::optional<ScheduleId> after,
                                     int limit, const std::function<bool(const Schedule&)>& take) {
    constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();
    if (after && after->value == kHighest) return {};
    return guarded([&]() -> Result<void> {
        auto query = connection_.query(is_plain(filter) ? kList : kFilteredList);
        query.bind(after ? after->value + 1 : kLowest).bind(std::int64_t{limit});
        if (!is_plain(filter)) {
            query.bind(filter.name).bind(filter.status);
            query.bind(filter.active ? std::optional<std::int64_t>(*filter.active) : std::nullopt);
            query.bind(filter.q);
        }
        while (query.step())
            if (!take(listed(query))) break;
        return {};
    });
}

Result<std::optional<Schedule>> SqliteReader::schedule(ScheduleId id) {
    return guarded([&]() -> Result<std::optional<Schedule>> {
        auto query = connection_.query("SELECT " WLS_SCHEDULE_COLUMNS
                                       " FROM workloadschedule s JOIN schedule_plan p"
                                       " ON p.schedule_id = s.id WHERE s.id = ?");
        if (!query.bind(id.value).step()) return std::nullopt;
        return schedule_of(query);
    });
}

Result<std::vector<Transition>> SqliteReader::transitions(const TransitionFilter& filter) {
    return guarded([&]() -> Result<std::vector<Transition>> {
        auto query = connection_.query(
            "SELECT " WLS_TRANSITION_COLUMNS
            " FROM transition WHERE id < ?1 AND (?3 IS NULL OR schedule_id = ?3)"
            " AND (?4 IS NULL OR workload = ?4)"
            " AND (?5 IS NULL OR outcome = ?5 OR (?5 = 'pending' AND outcome = 'acting'))"
            " AND (?6 IS NULL OR nominal_at >= ?6) AND (?7 IS NULL OR nominal_at < ?7)"
            " ORDER BY id DESC LIMIT ?2");
        query.bind(filter.before ? filter.before->value : std::numeric_limits<std::int64_t>::max());
        query.bind(std::int64_t{filter.limit});
        query.bind(filter.schedule ? std::optional(filter.schedule->value) : std::nullopt);
        query.bind(filter.workload).bind(filter.outcome).bind(filter.from).bind(filter.to);
        std::vector<Transition> rows;
        while (query.step()) rows.push_back(transition_of(query));
        return rows;
    });
}

Result<std::optional<Transition>> SqliteReader::transition(TransitionId id) {
    return guarded([&]() -> Result<std::optional<Transition>> {
        auto query =
            connection_.query("SELECT " WLS_TRANSITION_COLUMNS " FROM transition WHERE id = ?");
        if (!query.bind(id.value).step()) return std::nullopt;
        return transition_of(query);
    });
}

Result<std::optional<Run>> SqliteReader::run_started_by(TransitionId id) {
    return guarded([&]() -> Result<std::optional<Run>> {
        auto query = connection_.query("SELECT " WLS_RUN_COLUMNS
                                       " FROM run WHERE started_by = ?"
                                       " ORDER BY attempt DESC LIMIT 1");
        if (!query.bind(id.value).step()) return std::nullopt;
        return run_of(query);
    });
}

Result<std::vector<Run>> SqliteReader::overdue_runs(Instant now) {
    return guarded([&]() -> Result<std::vector<Run>> {
        auto query = connection_.query(
            "SELECT r.life, r.occurrence_at, r.attempt, r.workload, r.started_by, r.state,"
            " r.exit_code FROM run r LEFT JOIN schedule_plan p ON p.life = r.life"
            " LEFT JOIN workloadschedule s ON s.id = p.schedule_id"
            " WHERE r.state IN ('claimed', 'running') AND (s.id IS NULL OR (s.active <> 0 AND"
            " (p.workload <> r.workload OR p.window_end_at <= ?)))");
        query.bind(now);
        std::vector<Run> rows;
        while (query.step()) rows.push_back(run_of(query));
        return rows;
    });
}

Result<std::optional<Instant>> SqliteReader::next_due_at() {
    return guarded([&]() -> Result<std::optional<Instant>> {
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
