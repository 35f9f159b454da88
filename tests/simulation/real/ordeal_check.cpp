// Ordeal: the promises, read from the database and the journal when all has come to an end.
#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "simulation/real/ordeal.h"
#include "storage/sqlite_store.h"

namespace wls::simulation {

namespace {

template <class Value>
Value value_of(Result<Value> result) {
    if (!result) throw std::runtime_error("the database: " + result.error().message);
    return std::move(*result);
}

std::string told(const Transition& row) {
    return "#" + std::to_string(row.id.value) + " " + std::string(text(row.edge)) + " " +
           std::string(text(row.outcome)) + " \"" + row.message + "\"";
}

}  // namespace

void Ordeal::check() {
    const auto store =
        value_of(storage::SqliteStore::open(folder_.path() / "data/sqlite/scheduler.db", {}));
    std::vector<Run> live;
    const auto read = store->write([&](Transaction& transaction) -> Result<> {
        auto runs = transaction.all_live_runs();
        if (!runs) return fail(runs);
        live = std::move(*runs);
        return {};
    });
    if (!read) throw std::runtime_error("the database: " + read.error().message);
    for (const auto& run : live) {
        std::printf("what has ended is recorded as live: %s\n", run.id.text().c_str());
        ++failed_;
    }
    const auto pids = orphans_.alive(-1);
    if (!pids.empty()) {
        for (const pid_t pid : pids)
            std::printf("nothing is up when all windows are over, and this is: %s\n",
                        told_of(pid).c_str());
        ++failed_;
    }
    const auto reader = value_of(store->reader());
    for (std::int64_t id = 1; id <= posted_; ++id) {
        const auto schedule = value_of(reader->schedule({id}));
        if (!schedule) continue;  // deleted
        TransitionFilter filter;
        filter.schedule = schedule->id;
        filter.limit = 1'000;
        auto history = value_of(reader->transitions(filter));
        std::erase_if(history, [&](const Transition& row) { return row.life != schedule->life; });
        check_occurrence(*schedule, history);
    }
    std::set<std::pair<Life, Instant>> executed;
    for (const auto& execution : executions_)
        if (!executed.emplace(execution.run.life, execution.run.occurrence_at).second) {
            std::printf("a task executes at most once for an occurrence: %s did so again\n",
                        execution.run.text().c_str());
            ++failed_;
        }
}

void Ordeal::check_occurrence(const Schedule& schedule, const std::vector<Transition>& history) {
    const int failed_before = failed_;
    const Transition* start = nullptr;
    int starts = 0;
    for (const auto& row : history) {
        if (is_open(row.outcome)) expect(false, "nothing stays open: " + told(row), schedule);
        if (row.edge != Edge::Start || row.outcome == Outcome::Cancelled) continue;
        start = &row;
        ++starts;
    }
    const auto window = window_of(schedule, Zone::utc());
    const bool is_born_past = window && schedule.changed_at && window->over(*schedule.changed_at);
    expect(starts == (is_born_past ? 0 : 1), "an occurrence has one start in the history",
           schedule);
    if (starts != 1) return;
    const auto run = std::ranges::find_if(executions_, [&](const Execution& execution) {
        return execution.run.life == schedule.life &&
               execution.run.occurrence_at == start->occurrence_at;
    });
    const bool executed = run != executions_.end();
    if (executed) expect(run->at >= start->nominal_at, "nothing starts early", schedule);
    switch (start->outcome) {
        case Outcome::Done:
            expect(executed, "done means that it ran", schedule);
            expect(schedule.status == kCompleted, "a task that exited 0 is completed", schedule);
            break;
        case Outcome::Missed:
            expect(!executed, "missed means that it did not run", schedule);
            expect(schedule.status == kMissed, "a missed window's status is missed", schedule);
            break;
        case Outcome::Failed:
            expect(schedule.status == kFailed, "a failed start's status is failed", schedule);
            break;
        default:
            expect(false, "a start is done, failed or missed: " + told(*start), schedule);
    }
    if (failed_ == failed_before) ++passed_;
}

void Ordeal::expect(bool fact, const std::string& rule, const Schedule& schedule) {
    if (fact) return;
    ++failed_;
    std::printf("%s\n  schedule %lld, life %lld: %s %s to %s, %s\n", rule.c_str(),
                static_cast<long long>(schedule.id.value),
                static_cast<long long>(schedule.life.value), schedule.name.c_str(),
                schedule.start_time.c_str(), schedule.end_time.c_str(), schedule.status.c_str());
}

}  // namespace wls::simulation
