// SqliteTransaction: transitions and runs.
#include "storage/rows.h"
#include "storage/sqlite_transaction.h"

namespace wls::storage {

Result<std::optional<TransitionId>> SqliteTransaction::record(const Transition& transition) {
    return guarded([&]() -> Result<std::optional<TransitionId>> {
        const int added =
            connection_
                .query(
                    "INSERT INTO transition(workload, schedule_id, life, revision, edge,"
                    " nominal_at, event, occurrence_at, cause, decided_at, done_at, from_state,"
                    " to_state, outcome, attempts, try_at, message)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT DO NOTHING")
                .bind(transition.workload)
                .bind(transition.schedule.value)
                .bind(transition.life.value)
                .bind(transition.revision.value)
                .bind(text(transition.edge))
                .bind(transition.nominal_at)
                .bind(transition.event)
                .bind(transition.occurrence_at)
                .bind(text(transition.cause))
                .bind(transition.decided_at)
                .bind(transition.done_at)
                .bind(transition.from)
                .bind(transition.to)
                .bind(text(transition.outcome))
                .bind(std::int64_t{transition.attempts})
                .bind(transition.try_at)
                .bind(transition.message)
                .run();
        if (added == 0) return std::nullopt;
        return TransitionId{connection_.database().getLastInsertRowid()};
    });
}

// What identifies a transition never changes, so it is not written again.
Result<void> SqliteTransaction::update(const Transition& transition) {
    return guarded([&]() -> Result<void> {
        connection_
            .query(
                "UPDATE transition SET done_at = ?, outcome = ?, attempts = ?, try_at = ?,"
                " message = ? WHERE id = ?")
            .bind(transition.done_at)
            .bind(text(transition.outcome))
            .bind(std::int64_t{transition.attempts})
            .bind(transition.try_at)
            .bind(transition.message)
            .bind(transition.id.value)
            .run();
        return {};
    });
}

Result<std::optional<Transition>> SqliteTransaction::transition(TransitionId id) {
    return guarded([&] { return transition_with(connection_, id); });
}

Result<std::vector<Transition>> SqliteTransaction::transitions_of(Life life,
                                                                  Instant occurrence_at) {
    return guarded([&] {
        auto query = connection_.query(
            "SELECT " WLS_TRANSITION_COLUMNS
            " FROM transition WHERE id IN (SELECT id FROM transition"
            " INDEXED BY transition_open_of WHERE life = ?1"
            " AND outcome IN ('pending', 'acting', 'blocked')"
            " UNION SELECT * FROM (SELECT id FROM transition"
            " INDEXED BY transition_planned WHERE life = ?1"
            " AND occurrence_at = ?2 AND cause <> 'drift' ORDER BY id DESC LIMIT ?3)"
            " UNION SELECT * FROM (SELECT id FROM transition"
            " INDEXED BY transition_again WHERE life = ?1"
            " AND occurrence_at = ?2 AND cause = 'drift' ORDER BY id DESC LIMIT ?3))"
            " ORDER BY id");
        query.bind(life.value).bind(occurrence_at).bind(std::int64_t{kNewestOfEachKind});
        return all(query, transition_of);
    });
}

Result<std::vector<Transition>> SqliteTransaction::open_transitions_on(std::string_view workload) {
    return guarded([&] {
        auto query =
            connection_.query("SELECT " WLS_TRANSITION_COLUMNS
                              " FROM transition INDEXED BY transition_open_on"
                              " WHERE workload = ? AND outcome IN ('pending', 'acting', 'blocked')"
                              " ORDER BY id");
        return all(query.bind(workload), transition_of);
    });
}

Result<std::vector<Transition>> SqliteTransaction::due_transitions(Instant now, int limit) {
    return guarded([&] {
        auto query = connection_.query("SELECT " WLS_TRANSITION_COLUMNS
                                       " FROM transition WHERE try_at <= ?"
                                       " ORDER BY edge = 'start', nominal_at, life, id LIMIT ?");
        return all(query.bind(now).bind(std::int64_t{limit}), transition_of);
    });
}

Result<void> SqliteTransaction::release_waiting(std::string_view workload, Instant try_at) {
    return guarded([&]() -> Result<void> {
        connection_
            .query(
                "UPDATE transition SET try_at = ? WHERE id = (SELECT id FROM transition"
                " INDEXED BY transition_waiting WHERE workload = ? AND edge = 'start' AND outcome "
                "= 'pending'"
                " AND try_at IS NULL ORDER BY nominal_at, life LIMIT 1)")
            .bind(try_at)
            .bind(workload)
            .run();
        return {};
    });
}

Result<void> SqliteTransaction::save_run(const Run& run) {
    return guarded([&]() -> Result<void> {
        connection_
            .query("INSERT INTO run(" WLS_RUN_COLUMNS
                   ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                   " ON CONFLICT (life, occurrence_at, attempt) DO UPDATE SET"
                   " started_by = excluded.started_by, state = excluded.state,"
                   " exit_code = excluded.exit_code, held_for = excluded.held_for,"
                   " found_up = excluded.found_up, unsure = excluded.unsure,"
                   " started_at = excluded.started_at, ended_at = excluded.ended_at,"
                   " end_number = excluded.end_number")
            .bind(run.id.life.value)
            .bind(run.id.occurrence_at)
            .bind(std::int64_t{run.id.attempt})
            .bind(run.workload)
            .bind(run.started_by.value)
            .bind(text(run.state))
            .bind(std::int64_t{run.exit_code})
            .bind(text(run.mode))
            .bind(run.held_for.value)
            .bind(std::int64_t{run.found_up})
            .bind(std::int64_t{run.unsure})
            .bind(std::int64_t{run.short_lives})
            .bind(run.started_at)
            .bind(run.ended_at)
            .bind(run.end_number)
            .run();
        return {};
    });
}

Result<std::optional<Run>> SqliteTransaction::run(const RunId& id) {
    return guarded([&] {
        auto query =
            connection_.query("SELECT " WLS_RUN_COLUMNS
                              " FROM run WHERE life = ? AND occurrence_at = ? AND attempt = ?");
        query.bind(id.life.value).bind(id.occurrence_at).bind(std::int64_t{id.attempt});
        return one(query, run_of);
    });
}

Result<int> SqliteTransaction::last_attempt(Life life, Instant occurrence_at) {
    return guarded([&]() -> Result<int> {
        auto query = connection_.query(
            "SELECT coalesce(max(attempt), 0) FROM run WHERE life = ? AND occurrence_at = ?");
        query.bind(life.value).bind(occurrence_at).step();
        return static_cast<int>(query.number(0));
    });
}

Result<std::vector<Run>> SqliteTransaction::live_runs_on(std::string_view workload) {
    return guarded([&] {
        auto query = connection_.query("SELECT " WLS_RUN_COLUMNS
                                       " FROM run WHERE workload = ?"
                                       " AND state IN ('claimed', 'running')"
                                       " ORDER BY occurrence_at, life");
        return all(query.bind(workload), run_of);
    });
}

Result<std::vector<Run>> SqliteTransaction::live_runs_held_for(Life life) {
    return guarded([&] {
        auto query = connection_.query("SELECT " WLS_RUN_COLUMNS
                                       " FROM run INDEXED BY run_held_for WHERE held_for = ?"
                                       " AND state IN ('claimed', 'running')"
                                       " ORDER BY life, occurrence_at, attempt");
        return all(query.bind(life.value), run_of);
    });
}

Result<std::optional<Run>> SqliteTransaction::last_ended_run_on(std::string_view workload) {
    return guarded([&] {
        auto query = connection_.query("SELECT " WLS_RUN_COLUMNS
                                       " FROM run WHERE workload = ? AND end_number > 0"
                                       " ORDER BY end_number DESC LIMIT 1");
        return one(query.bind(workload), run_of);
    });
}

Result<std::vector<Run>> SqliteTransaction::runs_of(Life life) {
    return guarded([&] {
        auto query = connection_.query("SELECT " WLS_RUN_COLUMNS
                                       " FROM run WHERE life = ?"
                                       " ORDER BY state IN ('claimed', 'running') DESC,"
                                       " occurrence_at DESC, attempt DESC LIMIT ?");
        return all(query.bind(life.value).bind(std::int64_t{kNewestRuns}), run_of);
    });
}

Result<std::vector<Run>> SqliteTransaction::all_live_runs() {
    return guarded([&] {
        auto query = connection_.query("SELECT " WLS_RUN_COLUMNS
                                       " FROM run INDEXED BY run_live"
                                       " WHERE state IN ('claimed', 'running')"
                                       " ORDER BY occurrence_at, life");
        return all(query, run_of);
    });
}

Result<std::vector<Run>> SqliteTransaction::due_runs(Instant now, int limit) {
    return guarded([&] {
        auto query = connection_.query("SELECT " WLS_RUN_COLUMNS
                                       " FROM run WHERE due_at <= ? ORDER BY due_at LIMIT ?");
        return all(query.bind(now).bind(std::int64_t{limit}), run_of);
    });
}

Result<void> SqliteTransaction::mark_run_due(const RunId& id, std::optional<Instant> due_at) {
    return guarded([&]() -> Result<void> {
        connection_
            .query(
                "UPDATE run SET due_at = ?"
                " WHERE life = ? AND occurrence_at = ? AND attempt = ?")
            .bind(due_at)
            .bind(id.life.value)
            .bind(id.occurrence_at)
            .bind(std::int64_t{id.attempt})
            .run();
        return {};
    });
}

}  // namespace wls::storage
