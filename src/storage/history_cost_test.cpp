// What a question about one workload costs does not depend on how much history others have: the
// steps of SQLite's machine are counted.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

#include "storage/sqlite_connection.h"
#include "storage/sqlite_store.h"

namespace wls::storage {
namespace {

sqlite3* last_opened = nullptr;

int note_connection(sqlite3* connection, char**, const sqlite3_api_routines*) {
    last_opened = connection;
    return SQLITE_OK;
}

constexpr std::int64_t kDay = std::int64_t{86'400} * 1'000'000;

Instant day(std::int64_t number) {
    return Instant{Duration{number * kDay}};
}

// A file with so many rows of other workloads, of several kinds, and 20 of each "Rare"; of each
// workload or kind 100 are for one day.
class History {
  public:
    explicit History(int rows) {
        std::string name = testing::TempDir() + "wls_history_XXXXXX";
        folder_ = ::mkdtemp(name.data());
        store_ = SqliteStore::open(folder_ / "x.db", {}).value();
        {
            Connection other(folder_ / "x.db", Connection::Mode::ReadWrite);
            other.exec("PRAGMA synchronous = OFF");
            for (const char* key : {"Command/-/Rare", "Process/-/Rare"}) insert(other, key, 20);
            insert(other, "Process/-/Hot", rows);
            insert(other, "Process/-/w' || i || '", rows);
            insert(other, "Webhook/-/w' || i || '", rows);
        }
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(note_connection));
        reader_ = store_->reader().value();
        sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(note_connection));
        connection_ = last_opened;
    }
    ~History() {
        reader_.reset();
        store_.reset();
        std::filesystem::remove_all(folder_);
    }

    // Steps to find so many rows.
    int ask(const TransitionFilter& filter, std::size_t rows) {
        count();
        EXPECT_EQ(reader_->transitions(filter).value().size(), rows);
        return count();
    }

  private:
    static void insert(Connection& connection, const std::string& key, int rows) {
        connection.exec(
            ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
             std::to_string(rows) +
             ") INSERT INTO transition(workload, schedule_id, life, revision, edge, nominal_at,"
             " event, occurrence_at, cause, decided_at, done_at, from_state, to_state, outcome,"
             " attempts, try_at, message) SELECT '" +
             key + "', 1, i, i, 'start', i * " + std::to_string(kDay / 100) +
             ", 0, 0, 'window', 0, 0, 'down', 'up', 'done', 1, NULL, ''"
             " FROM n")
                .c_str());
    }

    int count() {
        int steps = 0;
        for (auto* statement = sqlite3_next_stmt(connection_, nullptr); statement;
             statement = sqlite3_next_stmt(connection_, statement))
            steps += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
        return steps;
    }

    std::filesystem::path folder_;
    std::unique_ptr<SqliteStore> store_;
    std::unique_ptr<Reader> reader_;
    sqlite3* connection_ = nullptr;
};

TEST(HistoryCost, OfOneWorkloadIsTheSameBesideAnyNumberOfOthersRows) {
    constexpr int kNoise = 100;
    History little(100), much(10'000);
    const struct {
        TransitionFilter filter;
        std::size_t rows;
    } questions[] = {
        {{.workload = "Rare"}, 40},
        {{.workload = "Rare", .limit = 3}, 3},
        {{.workload = "Process/-/Rare"}, 20},
        {{.workload = "Rare", .outcome = "failed"}, 0},
        {{.workload = "none"}, 0},
        {{.workload = "Process/-/none"}, 0},
    };
    for (const auto& question : questions) {
        const int few = little.ask(question.filter, question.rows);
        EXPECT_GT(few, 0);
        EXPECT_LE(much.ask(question.filter, question.rows), few + kNoise)
            << *question.filter.workload;
    }
}

TEST(HistoryCost, OfATimeIsTheSameBesideAnyNumberOfOtherDays) {
    constexpr int kNoise = 100;
    History little(100), much(10'000);
    const struct {
        const char* what;
        TransitionFilter filter;
        std::size_t rows;
    } questions[] = {
        {"the oldest day", {.to = day(1)}, 100},
        {"a page of it", {.to = day(1), .limit = 3}, 3},
        {"its next page", {.to = day(1), .after = TransitionId{100}, .limit = 3}, 3},
        {"an hour of it", {.from = Instant{}, .to = Instant{std::chrono::hours{1}}}, 20},
        {"after all", {.from = day(5'000)}, 0},
        {"before all", {.to = day(0)}, 0},
        {"never", {.from = day(1), .to = day(0)}, 0},
    };
    for (const auto& question : questions) {
        const int few = little.ask(question.filter, question.rows);
        EXPECT_GT(few, 0);
        EXPECT_LE(much.ask(question.filter, question.rows), few + kNoise) << question.what;
    }
}

}  // namespace
}  // namespace wls::storage
