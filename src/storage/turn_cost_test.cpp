// What another program changes costs the engine its own size, not that of the file: the steps of
// SQLite's machine are counted, of all statements of all connections.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <vector>

#include "engine/runner.h"
#include "storage/sqlite_connection.h"
#include "storage/sqlite_store.h"

namespace wls::storage {
namespace {

std::vector<sqlite3*>* opened = nullptr;  // every connection since the test began

int note_connection(sqlite3* connection, char**, const sqlite3_api_routines*) {
    if (opened) opened->push_back(connection);
    return SQLITE_OK;
}

class OneWorkload : public Workloads {
  public:
    explicit OneWorkload(Mode mode) : job_{"Process", "-", "Job", mode} {}

    const Workload& job() const { return job_; }
    const Workload* find(std::string_view name) const override {
        return name == job_.name ? &job_ : nullptr;
    }

  private:
    Workload job_;
};

using Steps = std::map<std::string, int>;  // by statement

constexpr int kChanges = 100;
const Instant kNow{std::chrono::seconds{1'800'000'000}};  // 2027-01-15T08:00:00Z

// A file with so many schedules, done with or waiting for a window, each with its history.
class Turns {
  public:
    Turns(Mode mode, int rows) : workloads_(mode) {
        std::string name = testing::TempDir() + "wls_turns_XXXXXX";
        folder_ = ::mkdtemp(name.data());
        opened = &connections_;
        store_ = SqliteStore::open(folder_ / "x.db", {}).value();
        reader_ = store_->reader().value();
        other_ = std::make_unique<Connection>(folder_ / "x.db", Connection::Mode::ReadWrite);
        opened = nullptr;
        write([&](Transaction& transaction) {
            return transaction.set_workloads({workloads_.job()});
        });
        fill(rows);
    }
    ~Turns() {
        other_.reset();
        reader_.reset();
        store_.reset();
        std::filesystem::remove_all(folder_);
    }

    // What the changes cost whoever makes them, and the engine until it has dealt with them.
    Steps change() {
        count();  // from here on
        for (int i = 0; i < kChanges; ++i) {
            other_
                ->query(
                    "INSERT INTO workloadschedule(name, start_time, end_time, status, active)"
                    " VALUES ('Job', '2027-01-15 07:00:00.000000',"
                    " '2027-01-15 09:00:00.000000', 'scheduled', 1)")
                .run();
            other_
                ->query(
                    "UPDATE workloadschedule SET end_time = '2027-01-15 08:30:00.000000'"
                    " WHERE id = ?")
                .bind(std::int64_t{2 * i + 2})
                .run();
            other_->query("DELETE FROM workloadschedule WHERE id = ?")
                .bind(std::int64_t{2 * i + 1})
                .run();
        }
        act_on_all();
        return count();
    }

    // What one turn costs while so many schedules are due at once: all that a catalog or another
    // program has just brought.
    Steps turn_before(int due) {
        insert(due);
        reader_->next_due_at().value();
        one_turn({});
        count();
        reader_->next_due_at().value();
        one_turn({});
        return count();
    }

    int orders() const { return orders_; }

  private:
    void write(const Store::Work& work) {
        const auto done = store_->write(work);
        ASSERT_TRUE(done) << done.error().message;
    }

    void insert(int rows) {
        other_
            ->query(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                " INSERT INTO workloadschedule(name, start_time, end_time, status, active)"
                " SELECT iif(i % 4, 'Job', 'record'), '2031-01-01 10:00:00.000000',"
                " '2031-01-01 11:00:00.000000', 'scheduled', 1 FROM n")
            .bind(std::int64_t{rows})
            .run();
    }

    void fill(int rows) {
        other_->exec("PRAGMA synchronous = OFF; BEGIN");
        insert(rows);
        // Half of them wait for 2031-01-01T10:00:00Z, half are done with since 2020.
        other_->exec(
            "UPDATE schedule_plan SET workload = 'Process/-/Job', planned_revision = revision,"
            " planned_at = 0, valid = 1, window_start_at = iif(life % 2, 1925028000000000, "
            "1577880000000000),"
            " window_end_at = iif(life % 2, 1925031600000000, 1577883600000000),"
            " occurrence_at = iif(life % 2, 1925028000000000, 1577880000000000),"
            " due_at = iif(life % 2, 1925028000000000, NULL) WHERE due_at IS NOT NULL;"
            "INSERT INTO transition(workload, schedule_id, life, revision, edge, nominal_at, event,"
            " occurrence_at, cause, decided_at, done_at, from_state, to_state, outcome, attempts,"
            " try_at, message) SELECT 'Process/-/Job', schedule_id, life, revision, 'start', life,"
            " 0, 0, 'window', 0, 0, 'down', 'up', 'done', 1, NULL, '' FROM schedule_plan;"
            "INSERT INTO run(life, occurrence_at, attempt, workload, started_by, state, exit_code,"
            " mode, held_for, started_at, ended_at) SELECT life, 0, 1, 'Process/-/Job', life,"
            " 'exited', 0, 'task', life, life, life FROM schedule_plan");
        other_->exec("COMMIT");
    }

    Orders one_turn(const std::vector<Report>& reports) {
        Orders orders;
        write([&](Transaction& transaction) -> Result<> {
            Journal journal(transaction, kNow);
            for (const auto& report : reports) WLS_TRY(runner_.settle(journal, report));
            auto taken = runner_.turn(journal, kNow);
            if (!taken) return fail(taken);
            orders = std::move(*taken);
            return transaction.set_looked_at(kNow);
        });
        return orders;
    }

    // As the loop does; a run ends at once, and a service's is started again later.
    void act_on_all() {
        std::vector<Report> reports;
        for (int turn = 0; turn < 10 * kChanges; ++turn) {
            const auto due_at = reader_->next_due_at().value();
            if (reports.empty() && !(due_at && *due_at <= kNow)) return;
            const Orders orders = one_turn(reports);
            EXPECT_TRUE(reader_->overdue_runs(kNow));
            reports.clear();
            for (const auto& order : orders) {
                ++orders_;
                if (const auto* start = std::get_if<StartOrder>(&order))
                    for (const auto what : {Report::What::Started, Report::What::Exited})
                        reports.push_back({start->run, what, 0, {}});
            }
        }
        ADD_FAILURE() << "the engine has not come to an end";
    }

    Steps count() {
        Steps steps;
        for (auto* connection : connections_)
            for (auto* statement = sqlite3_next_stmt(connection, nullptr); statement;
                 statement = sqlite3_next_stmt(connection, statement))
                steps[sqlite3_sql(statement)] +=
                    sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
        return steps;
    }

    std::filesystem::path folder_;
    std::vector<sqlite3*> connections_;
    std::unique_ptr<SqliteStore> store_;
    std::unique_ptr<Reader> reader_;
    std::unique_ptr<Connection> other_;
    OneWorkload workloads_;
    int orders_ = 0;
    Zone zone_ = Zone::utc();
    Runner runner_{workloads_, zone_};
};

class TurnCost : public testing::TestWithParam<Mode> {
  protected:
    TurnCost() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(note_connection)); }
    ~TurnCost() override {
        sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(note_connection));
    }

    static void expect_same(Steps few, const Steps& many) {
        constexpr int kNoise = 100;
        int all = 0;
        for (const auto& [sql, steps] : many) {
            // How often the checkpointer's thread comes to its turn is the machine's affair.
            if (sql.starts_with("PRAGMA wal_checkpoint")) continue;
            all += steps;
            EXPECT_LE(steps, 2 * few[sql] + kNoise) << sql;
        }
        EXPECT_GT(all, kChanges) << "something was counted";
    }
};

TEST_P(TurnCost, OfAForeignChangeIsTheSameBesideAnyNumberOfRows) {
    const auto beside = [](int rows) {
        Turns turns(GetParam(), rows);
        const Steps steps = turns.change();
        EXPECT_EQ(turns.orders(), kChanges) << "the engine did act";
        return steps;
    };
    expect_same(beside(1'000), beside(GetParam() == Mode::Task ? 100'000 : 20'000));
}

TEST_P(TurnCost, IsTheSameBeforeAnyNumberOfDueSchedules) {
    const auto before = [](int due) { return Turns(GetParam(), 0).turn_before(due); };
    expect_same(before(1'000), before(10'000));
}

INSTANTIATE_TEST_SUITE_P(Mode, TurnCost, testing::Values(Mode::Task, Mode::Service),
                         [](const auto& mode) { return std::string(text(mode.param)); });

}  // namespace
}  // namespace wls::storage
