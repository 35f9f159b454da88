// What engine/retention.h promises of an Archive: what is forgotten, and what never. Today: SQLite.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <set>

#include "storage/sqlite_archive.h"
#include "storage/sqlite_store.h"

namespace wls {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr Instant kNow{days{20'000}};
constexpr Instant kBefore = kNow - days{400};
constexpr Instant kOld = kBefore - hours{1};

class ArchiveContract : public testing::Test {
  protected:
    ArchiveContract() {
        std::string name = testing::TempDir() + "wls_archive_XXXXXX";
        folder_ = ::mkdtemp(name.data());
        store_ = storage::SqliteStore::open(file(), {}).value();
        archive_ = store_->archive().value();
    }
    ~ArchiveContract() override {
        archive_.reset();
        store_.reset();
        std::filesystem::remove_all(folder_);
    }

    std::filesystem::path file() const { return folder_ / "scheduler.db"; }

    void write(const Store::Work& work) {
        const auto done = store_->write(work);
        ASSERT_TRUE(done) << done.error().message;
    }

    // A start of occurrence `occurrence` of life `life`.
    TransitionId add(int life, Instant done_at, Outcome outcome = Outcome::Done,
                     Instant occurrence = {}) {
        Transition made;
        made.workload = "Process/-/w";
        made.schedule = {life};
        made.life = {life};
        made.revision = {++revision_};
        made.nominal_at = made.occurrence_at = occurrence;
        made.outcome = outcome;
        if (!is_open(outcome)) made.done_at = done_at;
        made.from = "down";
        made.to = "up";
        TransitionId id;
        write([&](Transaction& transaction) -> Result<> {
            id = transaction.record(made).value().value();
            return {};
        });
        return id;
    }

    RunId add_run(TransitionId by, int life, int attempt, RunState state = RunState::Exited,
                  Instant occurrence = {}) {
        wls::Run run;
        run.id = {{life}, occurrence, attempt};
        run.workload = "Process/-/w";
        run.started_by = by;
        run.state = state;
        write([&](Transaction& transaction) { return transaction.save_run(run); });
        return run.id;
    }

    // A schedule that is there, and the occurrence that its plan stands for.
    Life add_schedule(std::optional<Instant> occurrence) {
        Life life;
        write([&](Transaction& transaction) -> Result<> {
            ScheduleDraft draft;
            draft.name = "w";
            const auto id = transaction.add(draft, kNow).value();
            const auto schedule = transaction.schedule(id).value().value();
            life = schedule.life;
            Plan plan;
            plan.workload = "Process/-/w";
            plan.revision = schedule.revision;
            plan.occurrence_at = occurrence;
            return transaction.save_plan(life, plan);
        });
        return life;
    }

    // One whole pass. The ids that are left are what the store still has.
    void pass(int rows = 200) {
        Archive::Mark mark;
        for (int batches = 0; batches < 1'000; ++batches) {
            const auto batch = archive_->find(kBefore, mark, rows);
            ASSERT_TRUE(batch) << batch.error().message;
            std::size_t named = 0;
            for (const auto& old : batch->old) named += old.runs.size();
            EXPECT_LE(named, static_cast<std::size_t>(rows));
            ASSERT_TRUE(archive_->forget(batch->old, kBefore));
            if (!batch->last) return;
            mark = *batch->last;
        }
        FAIL() << "the pass never ends";
    }

    bool is_there(TransitionId id) {
        return store_->reader().value()->transition(id).value().has_value();
    }
    bool is_there(const RunId& id) {
        bool there = false;
        write([&](Transaction& transaction) -> Result<> {
            there = transaction.run(id).value().has_value();
            return {};
        });
        return there;
    }

    std::filesystem::path folder_;
    std::unique_ptr<storage::SqliteStore> store_;
    std::unique_ptr<Archive> archive_;

  private:
    std::int64_t revision_ = 0;
};

TEST_F(ArchiveContract, WhatIsOldAndClosedGoesWithItsRuns) {
    std::vector<TransitionId> old;
    for (const auto outcome : {Outcome::Done, Outcome::Already, Outcome::Failed, Outcome::Missed,
                               Outcome::Skipped, Outcome::Cancelled})
        old.push_back(add(7, kOld, outcome));
    const auto run = add_run(old[0], 7, 1);
    const auto at_limit = add(8, kBefore), newer = add(9, kNow);
    const auto kept_run = add_run(newer, 9, 1);
    pass();
    for (const auto id : old) EXPECT_FALSE(is_there(id)) << id.value;
    EXPECT_FALSE(is_there(run));
    EXPECT_TRUE(is_there(at_limit) && is_there(newer) && is_there(kept_run));
}

TEST_F(ArchiveContract, WhatIsOpenStays) {
    for (const auto outcome : {Outcome::Pending, Outcome::Acting, Outcome::Blocked}) {
        const auto id = add(7, kOld, outcome);
        pass();
        EXPECT_TRUE(is_there(id));
    }
}

TEST_F(ArchiveContract, WhatHasALiveRunStays) {
    const Instant other{hours{1}};
    const auto start = add(7, kOld), stop = add(7, kOld);
    const auto elsewhere = add(7, kOld, Outcome::Done, other);
    const auto ended = add_run(start, 7, 1), live = add_run(start, 7, 2, RunState::Running);
    EXPECT_TRUE(archive_->is_live(live).value());
    EXPECT_FALSE(archive_->is_live(ended).value());
    EXPECT_FALSE(archive_->is_live({{77}, {}, 1}).value()) << "nobody knows it";
    pass();
    EXPECT_TRUE(is_there(start) && is_there(stop) && is_there(ended) && is_there(live));
    EXPECT_FALSE(is_there(elsewhere)) << "another occurrence";
    add_run(start, 7, 2, RunState::Exited);
    pass();
    EXPECT_FALSE(is_there(start) || is_there(stop) || is_there(ended) || is_there(live));
}

// Else the planner would find an occurrence that was never begun.
TEST_F(ArchiveContract, TheOccurrenceThatAPlanStandsForStays) {
    const Instant present{hours{5}}, past{hours{1}};
    const auto life = static_cast<int>(add_schedule(present).value);
    const auto standing = add(life, kOld, Outcome::Done, present);
    const auto run = add_run(standing, life, 1, RunState::Exited, present);
    const auto before = add(life, kOld, Outcome::Done, past);
    const auto others = add(life + 1, kOld, Outcome::Done, present);
    pass();
    EXPECT_TRUE(is_there(standing) && is_there(run));
    EXPECT_FALSE(is_there(before) || is_there(others));
    write([&](Transaction& transaction) -> Result<> {
        const auto removed = transaction.remove({1});
        return removed ? Result<>{} : fail(removed);
    });
    pass();
    EXPECT_FALSE(is_there(standing) || is_there(run)) << "its schedule is gone";
}

TEST_F(ArchiveContract, NothingGoesOfAPlanThatIsYetToBeWorkedOut) {
    write([](Transaction& transaction) {
        return transaction.set_workloads({{"Process", "-", "w", Mode::Task}});
    });
    const auto life = static_cast<int>(add_schedule(Instant{hours{5}}).value);
    const auto before = add(life, kOld);
    write([](Transaction& transaction) {  // an edit: the plan may come to stand for any occurrence
        ScheduleDraft draft;
        draft.name = "w";
        draft.start.time += hours{24};
        return transaction.replace({1}, draft, kNow);
    });
    pass();
    EXPECT_TRUE(is_there(before));
}

// Found, and then it changes before it is forgotten.
TEST_F(ArchiveContract, WhatMayNoLongerGoStays) {
    const auto id = add(7, kOld);
    const auto run = add_run(id, 7, 1);
    const auto found = archive_->find(kBefore, {}, 10).value();
    ASSERT_EQ(found.old.size(), 1U);
    EXPECT_EQ(found.old[0].runs, std::vector<RunId>{run});
    add_run(id, 7, 2, RunState::Claimed);
    ASSERT_TRUE(archive_->forget(found.old, kBefore));
    EXPECT_TRUE(is_there(id) && is_there(run));
}

TEST_F(ArchiveContract, ManyGoInBatchesWhateverTheirSize) {
    for (const int rows : {1, 2, 3, 7, 200}) {
        std::vector<TransitionId> ids;
        std::vector<RunId> runs;
        for (int i = 0; i < 9; ++i) {
            ids.push_back(add(7, kOld));
            for (int attempt = 0; attempt < i % 5; ++attempt)
                runs.push_back(add_run(ids.back(), 7, static_cast<int>(runs.size()) + 1));
        }
        const auto kept = add(8, kNow);
        pass(rows);
        for (const auto id : ids) EXPECT_FALSE(is_there(id)) << rows;
        for (const auto& run : runs) EXPECT_FALSE(is_there(run)) << rows;
        EXPECT_TRUE(is_there(kept));
    }
}

// Counted in steps of SQLite's machine, so that no clock is needed.
TEST_F(ArchiveContract, ItsCostDoesNotGrowWithWhatIsKept) {
    add_schedule(Instant{});
    const auto steps = [&] {
        sqlite3* database = nullptr;
        sqlite3_open_v2(file().c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
        sqlite3_stmt* find = nullptr;
        sqlite3_prepare_v2(database, storage::SqliteArchive::find_sql(), -1, &find, nullptr);
        sqlite3_bind_int64(find, 1, kBefore.time_since_epoch().count());
        sqlite3_bind_int64(find, 2, Instant::min().time_since_epoch().count());
        sqlite3_bind_int64(find, 3, 0);
        sqlite3_bind_int64(find, 4, 200);
        while (sqlite3_step(find) == SQLITE_ROW) {
        }
        const int count = sqlite3_stmt_status(find, SQLITE_STMTSTATUS_VM_STEP, 0);
        EXPECT_EQ(sqlite3_stmt_status(find, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0), 0);
        EXPECT_EQ(sqlite3_stmt_status(find, SQLITE_STMTSTATUS_SORT, 0), 0);
        sqlite3_finalize(find);
        sqlite3_close(database);
        return count;
    };
    const auto fill = [&](int life, Instant done_at, int count) {
        write([&](Transaction& transaction) -> Result<> {
            for (int i = 0; i < count; ++i) {
                Transition made;
                made.workload = "Process/-/w";
                made.life = {life};
                made.revision = {life * 100'000 + i};
                made.outcome = Outcome::Done;
                made.done_at = done_at;
                const auto recorded = transaction.record(made);
                if (!recorded) return fail(recorded);
            }
            return {};
        });
    };
    fill(1, kNow, 100);
    fill(2, kNow, 100);
    const int few = steps();
    fill(1, kNow, 0);
    fill(3, kNow, 5'000);  // too new
    EXPECT_EQ(steps(), few);
    fill(1 + 3, kOld, 250);  // old: a batch is full
    const int full = steps();
    fill(5, kOld, 5'000);
    fill(6, kNow, 5'000);
    EXPECT_LE(steps(), full + full / 10);
}

}  // namespace
}  // namespace wls
