#include "storage/sqlite_archive.h"

#include <memory>

#include "engine/write_in_turn.h"

namespace wls::storage {

namespace {

// Whether transition t must stay. A plan that is due and not worked out anew may come to stand for
// any occurrence, so all of its life stays until then.
#define WLS_MUST_STAY                                                         \
    "(t.outcome IN ('pending', 'acting', 'blocked')"                          \
    " OR EXISTS (SELECT 1 FROM schedule_plan p WHERE p.life = t.life"         \
    "  AND (p.occurrence_at = t.occurrence_at"                                \
    "   OR (p.due_at IS NOT NULL AND p.planned_revision IS NOT p.revision)))" \
    " OR EXISTS (SELECT 1 FROM run r WHERE r.workload = t.workload"           \
    "  AND r.state IN ('claimed', 'running') AND (r.started_by = t.id"        \
    "   OR (r.life = t.life AND r.occurrence_at = t.occurrence_at))))"

constexpr const char* kFind =
    "SELECT t.id, t.done_at, " WLS_MUST_STAY
    " FROM transition t INDEXED BY transition_done"
    " WHERE t.done_at < ? AND (t.done_at, t.id) > (?, ?) ORDER BY t.done_at, t.id LIMIT ?";

constexpr const char* kForgetRun =
    "DELETE FROM run WHERE life = ? AND occurrence_at = ? AND attempt = ?"
    " AND state NOT IN ('claimed', 'running')";

constexpr const char* kMayGo =
    "SELECT 1 FROM transition t WHERE t.id = ? AND t.done_at < ? AND NOT " WLS_MUST_STAY;

constexpr const char* kForgetTransition =
    "DELETE FROM transition WHERE id = ?"
    " AND NOT EXISTS (SELECT 1 FROM run WHERE started_by = transition.id)";

Result<> forget_now(Connection& connection, const std::vector<Archive::Old>& all, Instant before) {
    return guarded([&]() -> Result<> {
        for (const auto& old : all) {
            {
                auto may_go = connection.query(kMayGo);
                if (!may_go.bind(old.mark.id.value).bind(before).step()) continue;
            }
            for (const auto& run : old.runs)
                connection.query(kForgetRun)
                    .bind(run.life.value)
                    .bind(run.occurrence_at)
                    .bind(std::int64_t{run.attempt})
                    .run();
            if (old.all_runs) connection.query(kForgetTransition).bind(old.mark.id.value).run();
        }
        return {};
    });
}

}  // namespace

const char* SqliteArchive::find_sql() {
    return kFind;
}

Result<Archive::Batch> SqliteArchive::find(Instant before, const Mark& after, int rows) {
    return guarded([&]() -> Result<Batch> {
        Batch batch;
        std::vector<Mark> may_go;
        Mark before_last = after;
        {
            auto query = reading_.query(kFind);
            query.bind(before).bind(after.done_at).bind(after.id.value).bind(std::int64_t{rows});
            while (query.step()) {
                batch.last = Mark{query.instant(1), {query.number(0)}};
                if (query.number(2) == 0) may_go.push_back(*batch.last);
            }
        }
        int left = rows;
        for (const auto& mark : may_go) {
            auto old = with_runs(mark, left);
            if (!old) return fail(old);
            left -= static_cast<int>(old->runs.size()) + 1;
            batch.old.push_back(std::move(*old));
            // The next batch goes on behind the last that is whole.
            if (batch.old.back().all_runs) before_last = mark;
            if (left > 0 && batch.old.back().all_runs) continue;
            batch.last = before_last;
            break;
        }
        return batch;
    });
}

Result<Archive::Old> SqliteArchive::with_runs(const Mark& mark, int rows) {
    Old old{mark, {}, true};
    auto query =
        reading_.query("SELECT life, occurrence_at, attempt FROM run WHERE started_by = ? LIMIT ?");
    query.bind(mark.id.value).bind(std::int64_t{rows + 1});
    while (query.step()) {
        if (static_cast<int>(old.runs.size()) == rows) {
            old.all_runs = false;
            break;
        }
        old.runs.push_back(
            {{query.number(0)}, query.instant(1), static_cast<int>(query.number(2))});
    }
    return old;
}

Result<> SqliteArchive::forget(const std::vector<Old>& old, Instant before) {
    return write_in_turn(
        store_, [this, old, before](Transaction&) { return forget_now(writing_, old, before); });
}

Result<bool> SqliteArchive::is_live(const RunId& run) {
    return guarded([&]() -> Result<bool> {
        auto query = reading_.query(
            "SELECT state IN ('claimed', 'running') FROM run"
            " WHERE life = ? AND occurrence_at = ? AND attempt = ?");
        query.bind(run.life.value).bind(run.occurrence_at).bind(std::int64_t{run.attempt});
        return query.step() && query.number(0) != 0;
    });
}

}  // namespace wls::storage
