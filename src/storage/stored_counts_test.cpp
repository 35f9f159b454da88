#include "storage/stored_counts.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "storage/sqlite_connection.h"
#include "storage/sqlite_store.h"

namespace wls::storage {
namespace {

class Counts : public testing::Test {
  protected:
    Counts() {
        std::string name = testing::TempDir() + "wls_counts_XXXXXX";
        folder_ = ::mkdtemp(name.data());
        reader_ = std::make_unique<CountReader>(folder_ / "s.db");
        store_ = SqliteStore::open(folder_ / "s.db", {}).value();
        connection_ = std::make_unique<Connection>(folder_ / "s.db", Connection::Mode::ReadWrite);
    }
    ~Counts() override { std::filesystem::remove_all(folder_); }

    void exec(const std::string& sql) { connection_->exec(sql.c_str()); }
    void add_transition(int id, const char* outcome, int nominal_at) {
        const std::string number = std::to_string(id);
        exec("INSERT INTO transition VALUES (" + number + ", 'w', 1, " + number + ", 1, 'start', " +
             std::to_string(nominal_at) +
             ", 0, 0, 'window', 0, NULL, 'down',"
             " 'up', '" +
             outcome + "', 0, NULL, '')");
    }
    void add_run(int attempt, const char* state) {
        exec(
            "INSERT INTO run(life, occurrence_at, attempt, workload, started_by, state,"
            " exit_code, due_at) VALUES (1, 1, " +
            std::to_string(attempt) + ", 'w', 1, '" + state + "', 0, NULL)");
    }
    StoredCounts counts(bool count_schedules = true) {
        return reader_->read(Instant{Duration{100}}, count_schedules).value();
    }

    std::filesystem::path folder_;
    std::unique_ptr<SqliteStore> store_;
    std::unique_ptr<Connection> connection_;
    std::unique_ptr<CountReader> reader_;
};

TEST_F(Counts, OfAnEmptyDatabaseAreZero) {
    const auto all = counts();
    EXPECT_EQ(all.schedules + all.runs_live + all.transitions_overdue + all.transitions_blocked,
              0U);
}

TEST_F(Counts, CountWhatIsOpenAndLate) {
    const char* const outcomes[] = {"pending", "acting", "blocked", "done",     "already",
                                    "failed",  "missed", "skipped", "cancelled"};
    int id = 0;
    for (const char* outcome : outcomes) {
        add_transition(++id, outcome, 99);
        add_transition(++id, outcome, 100);
    }
    EXPECT_EQ(counts().transitions_overdue, 3U);
    EXPECT_EQ(counts().transitions_blocked, 2U);
}

TEST_F(Counts, CountLiveRuns) {
    int attempt = 0;
    for (const char* state : {"claimed", "running", "exited", "stopped", "lost", "not_run"})
        add_run(++attempt, state);
    EXPECT_EQ(counts().runs_live, 2U);
}

TEST_F(Counts, CountSchedulesWhenAsked) {
    exec("INSERT INTO workloadschedule VALUES (1, 'a', 'x', 'y', 'scheduled', 1)");
    EXPECT_EQ(counts(false).schedules, 0U) << "never counted";
    EXPECT_EQ(counts().schedules, 1U);
    exec("INSERT INTO workloadschedule VALUES (2, 'a', 'x', 'y', 'scheduled', 1)");
    EXPECT_EQ(counts(false).schedules, 1U) << "as of before";
    EXPECT_EQ(counts().schedules, 2U);
}

// The plan, not the time, tells that the history costs nothing.
TEST_F(Counts, NeverReadTheHistory) {
    auto plan = connection_->query(
        "EXPLAIN QUERY PLAN SELECT outcome, count(*), sum(nominal_at < 1) FROM transition"
        " INDEXED BY transition_open WHERE outcome IN ('pending', 'acting', 'blocked')"
        " GROUP BY outcome");
    ASSERT_TRUE(plan.step());
    const std::string how(plan.text(3));
    EXPECT_NE(how.find("COVERING INDEX transition_open"), std::string::npos) << how;
    EXPECT_FALSE(plan.step());
}

TEST_F(Counts, AFileThatIsNotThereIsAnError) {
    CountReader nowhere(folder_ / "none.db");
    EXPECT_FALSE(nowhere.read(Instant{}, true));
    EXPECT_FALSE(nowhere.read(Instant{}, true)) << "and may come later";
}

}  // namespace
}  // namespace wls::storage
