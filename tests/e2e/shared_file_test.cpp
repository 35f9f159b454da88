// Another program on the same SQLite file: what it may hold up, and what it may not.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include "e2e/words.h"
#include "support/http_client.h"
#include "support/program.h"

namespace wls {
namespace {

namespace fs = std::filesystem;
using support::get;
using support::send;
using namespace e2e;

class SharedFile : public testing::Test {
  protected:
    SQLite::Database foreign() const {
        return {file_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 20'000};
    }

    const support::Folder folder_;
    const fs::path file_ = folder_.path() / "data/sqlite/scheduler.db";
};

// Nothing can be recorded meanwhile. The lock is held until the process has ended.
TEST_F(SharedFile, AStopThatIsOwedDoesNotWaitForAnothersLock) {
    std::ofstream(folder_.path() / "catalog.yaml")
        << "workloads:\n  - name: Job\n    mode: task\n    process: {run: [/bin/sh, -c, "
           "'trap \"echo stopped >> marks; exit\" TERM; echo began >> marks;"
           " while :; do sleep 0.05; done']}\n";
    support::Server server({{"serve"}, folder_.path(), {}, false});
    send(server.port(), "POST", "/schedules", schedule("Job", 0, 600));
    const auto marks = [&] { return lines_in(folder_.path() / "marks"); };
    ASSERT_TRUE(support::eventually([&] { return marks() == 1; })) << server.output();
    auto other = foreign();
    const auto planned_end = [&] {
        return other.execAndGet("SELECT window_end_at FROM schedule_plan").getInt64();
    };
    const auto first_end = planned_end();
    end_in(server.port(), 3);
    ASSERT_TRUE(support::eventually([&] { return planned_end() < first_end; }));
    other.exec("BEGIN EXCLUSIVE");
    EXPECT_TRUE(support::eventually([&] { return marks() == 2; })) << server.output();
    EXPECT_EQ(get(server.port(), "/schedules").status, 200) << "readers do not wait";
    EXPECT_TRUE(has(server.output(), "holds the write lock of the database")) << server.output();
    other.exec("COMMIT");
    EXPECT_TRUE(support::eventually([&] {
        return has(get(server.port(), "/schedules/1").body, R"("status":"failed")");
    })) << "recorded once the lock is free: "
        << get(server.port(), "/schedules/1").body << get(server.port(), "/transitions").body
        << server.output();
}

// A server of a newer version beside one that runs would otherwise migrate the tables beneath it.
TEST_F(SharedFile, ASecondServerChangesNothing) {
    support::Server server({{"serve"}, folder_.path(), {}, false});
    auto other = foreign();
    other.exec("PRAGMA user_version = 0");
    const auto version = other.execAndGet("PRAGMA schema_version").getInt();
    for (const std::string command : {"serve", "init-db"}) {
        std::vector<std::string> arguments{command};
        if (command == "serve") arguments.insert(arguments.end(), {"--data", "another"});
        arguments.insert(arguments.end(), {"--database", "sqlite:" + file_.string()});
        const auto ended = support::run({arguments, folder_.path(), {}, false});
        EXPECT_EQ(ended.code, 6) << ended.output;
        EXPECT_TRUE(has(ended.output, "another server uses")) << ended.output;
    }
    EXPECT_EQ(other.execAndGet("PRAGMA user_version").getInt(), 0);
    EXPECT_EQ(other.execAndGet("PRAGMA schema_version").getInt(), version);
}

// The seed's own file, with a rollback journal, while its program writes.
TEST_F(SharedFile, ABackupOfALockedDatabaseIsRefused) {
    fs::create_directories(file_.parent_path());
    auto other = foreign();
    other.exec("CREATE TABLE workloadschedule (id INTEGER PRIMARY KEY)");
    other.exec("BEGIN EXCLUSIVE");
    const auto ended = support::run({{"backup"}, folder_.path(), {}, false});
    EXPECT_EQ(ended.code, 6) << ended.output;
    EXPECT_TRUE(has(ended.output, "another program keeps it locked")) << ended.output;
    EXPECT_TRUE(fs::is_empty(folder_.path() / "data/backups"));
}

}  // namespace
}  // namespace wls
