// Crashes of the server and of keepers at every moment: what was to run runs once, what is owed is
// done.
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>

#include "e2e/words.h"
#include "support/http_client.h"
#include "support/program.h"

namespace wls {
namespace {

namespace fs = std::filesystem;
using support::get;
using support::send;
using namespace e2e;

// A workload that leaves a mark each time it is executed.
void write_catalog(const fs::path& folder, const std::string& script, const char* grace = "10s") {
    std::ofstream(folder / "catalog.yaml")
        << "workloads:\n  - name: Job\n    process: {run: [/bin/sh, -c, '" << script
        << "']}\n    mode: task\n    stop_grace: " << grace << "\n";
}

TEST(Crash, ARunOutlivesTheServerAndIsFoundAgain) {
    const support::Folder folder;
    write_catalog(folder.path(),
                  "echo ran >> marks; while [ ! -e go ]; do sleep 0.02; done; exit 3");
    {
        support::Server server({{"serve"}, folder.path(), {}, false});
        send(server.port(), "POST", "/schedules", schedule("Job", 0, 600));
        EXPECT_TRUE(support::eventually([&] { return lines_in(folder.path() / "marks") == 1; }));
        server.kill();
    }
    const std::ofstream made(folder.path() / "go");
    support::Server again({{"serve"}, folder.path(), {}, false});
    EXPECT_TRUE(support::eventually([&] {
        return has(get(again.port(), "/schedules/1").body, R"("status":"failed")");
    })) << again.output();
    EXPECT_TRUE(has(get(again.port(), "/transitions").body, "exit code 3"));
    EXPECT_EQ(lines_in(folder.path() / "marks"), 1U);
}

TEST(Crash, ARunWhoseFolderOfClaimsWasRenamedIsFoundAndStopped) {
    const support::Folder folder;
    const fs::path claims = folder.path() / "data/run";
    write_catalog(folder.path(), "echo ran >> marks; exec sleep 600");
    {
        support::Server server({{"serve"}, folder.path(), {}, false});
        send(server.port(), "POST", "/schedules", schedule("Job", 0, 600));
        EXPECT_TRUE(support::eventually([&] { return lines_in(folder.path() / "marks") == 1; }));
        fs::rename(claims, folder.path() / "data/run.old");
        server.kill();
    }
    support::Server again({{"serve"}, folder.path(), {}, false});
    EXPECT_TRUE(support::eventually([&] {
        return has(get(again.port(), "/schedules/1").body, R"("status":"running")");
    })) << get(again.port(), "/transitions").body;
    send(again.port(), "DELETE", "/schedules/1", "");
    EXPECT_TRUE(support::eventually([&] {
        return has(get(again.port(), "/transitions?outcome=done").body, R"("edge":"stop")");
    })) << get(again.port(), "/transitions").body;
    EXPECT_TRUE(has(text_of(files_in(claims).front()), "stopped 143"));
}

TEST(Crash, ARunThatTheDatabaseDoesNotKnowIsNamedAndCanBeEnded) {
    const support::Folder folder;
    write_catalog(folder.path(), "echo ran >> marks; exec sleep 600");
    const auto log_of_next_start = [&] {
        return support::Server({{"serve"}, folder.path(), {}, false}).output();
    };
    {
        support::Server server({{"serve"}, folder.path(), {}, false});
        send(server.port(), "POST", "/schedules", schedule("Job", 0, 600));
        EXPECT_TRUE(support::eventually([&] { return lines_in(folder.path() / "marks") == 1; }));
        server.kill();
    }
    constexpr const char* kWarning = "a run goes on that the database does not know as running";
    EXPECT_FALSE(has(log_of_next_start(), kWarning));

    fs::remove_all(folder.path() / "data/sqlite");
    const std::string log = log_of_next_start();
    EXPECT_TRUE(has(log, kWarning)) << log;
    std::string run;
    pid_t keeper = 0;
    std::istringstream(log.substr(log.find("  run=") + 6)) >> run;
    std::istringstream(log.substr(log.find("`kill ") + 6)) >> keeper;
    ASSERT_GT(keeper, 1) << log;
    const fs::path claim = folder.path() / "data/run" / run;
    ASSERT_EQ(::kill(keeper, SIGTERM), 0);
    EXPECT_TRUE(support::eventually([&] { return has(text_of(claim), "stopped 143"); }));
    EXPECT_TRUE(support::eventually([&] { return !has(log_of_next_start(), kWarning); }));
}

// Killed again and again around the start: whatever the moment, it is executed once.
TEST(Crash, KilledAroundTheStartItRunsOnce) {
    const support::Folder folder;
    write_catalog(folder.path(), "echo ${WORKLOAD_SCHEDULER_RUN%-*} >> marks");
    constexpr int kSchedules = 6;
    for (int round = 0; round < kSchedules; ++round) {
        support::Server server({{"serve"}, folder.path(), {}, false});
        send(server.port(), "POST", "/schedules", schedule("Job", 0, 600));
        support::eventually(
            [&] { return !files_in(folder.path() / "data/run").empty() || round % 2 == 0; });
        server.kill();
    }
    support::Server server({{"serve"}, folder.path(), {}, false});
    EXPECT_TRUE(support::eventually([&] {
        const auto list = get(server.port(), "/schedules").body;
        return !has(list, R"("status":"scheduled")") && !has(list, R"("status":"running")");
    })) << get(server.port(), "/schedules").body;
    EXPECT_FALSE(has_double_lines(folder.path() / "marks")) << "an occurrence ran twice";
    const auto list = get(server.port(), "/schedules").body;
    if (!has(list, R"("status":"failed")")) {
        EXPECT_EQ(lines_in(folder.path() / "marks"), static_cast<std::size_t>(kSchedules));
    }
}

// A keeper killed at each of its steps: executed at most once, and the schedule does not stay open.
class KeeperKilled : public testing::TestWithParam<const char*> {};

TEST_P(KeeperKilled, ItRunsAtMostOnceAndIsSettled) {
    const support::Folder folder;
    write_catalog(folder.path(), "echo ran >> marks");
    {
        support::Server server({{"serve"},
                                folder.path(),
                                {std::string("WORKLOAD_SCHEDULER_FAULT=") + GetParam()},
                                false});
        send(server.port(), "POST", "/schedules", schedule("Job", 0, 600));
        EXPECT_TRUE(support::eventually([&] {
            const auto history = get(server.port(), "/transitions").body;
            return !has(history, R"("message":"")");
        })) << get(server.port(), "/transitions").body;
        server.kill();
    }
    support::Server server({{"serve"}, folder.path(), {}, false});
    EXPECT_TRUE(support::eventually([&] {
        const auto list = get(server.port(), "/schedules").body;
        return has(list, R"("status":"completed")") || has(list, R"("status":"failed")");
    })) << get(server.port(), "/transitions").body;
    const auto executions = lines_in(folder.path() / "marks");
    EXPECT_LE(executions, 1U);
    const bool completed = has(get(server.port(), "/schedules").body, R"("status":"completed")");
    if (completed) {
        EXPECT_EQ(executions, 1U) << "completed means that it ran";
    }
}

INSTANTIATE_TEST_SUITE_P(Everywhere, KeeperKilled,
                         testing::Values("before_claim", "after_claim", "after_fork", "before_go",
                                         "after_started", "before_exit_record",
                                         "after_exit_record"),
                         [](const auto& test) { return std::string(test.param); });

TEST(Stop, TheWindowsEndStopsAProcessThatWillNot) {
    const support::Folder folder;
    write_catalog(
        folder.path(),
        "trap \"\" TERM; echo ran >> marks; while true; do echo x >> alive; sleep 0.05; done",
        "1s");
    support::Server server({{"serve"}, folder.path(), {}, false});
    send(server.port(), "POST", "/schedules", schedule("Job", 0, 600));
    EXPECT_TRUE(support::eventually([&] { return lines_in(folder.path() / "alive") > 0; }));
    end_in(server.port(), 3);
    EXPECT_TRUE(support::eventually([&] {
        return has(get(server.port(), "/schedules/1").body, R"("status":"failed")");
    })) << server.output();
    const auto history = get(server.port(), "/transitions?outcome=failed").body;
    EXPECT_TRUE(has(history, "stopped at the window's end")) << history;
    const auto marks = lines_in(folder.path() / "marks");
    const auto alive = lines_in(folder.path() / "alive");
    EXPECT_EQ(marks, 1U);
    EXPECT_EQ(lines_in(folder.path() / "alive"), alive) << "and the process is dead";
}

TEST(Stop, DeletingAScheduleStopsWhatRuns) {
    const support::Folder folder;
    write_catalog(folder.path(),
                  "trap \"echo stopped >> marks; exit 0\" TERM; echo ran >> marks;"
                  " while true; do sleep 0.02; done");
    support::Server server({{"serve"}, folder.path(), {}, false});
    send(server.port(), "POST", "/schedules", schedule("Job", 0, 600));
    EXPECT_TRUE(support::eventually([&] { return lines_in(folder.path() / "marks") == 1; }));
    send(server.port(), "DELETE", "/schedules/1", "");
    EXPECT_TRUE(support::eventually([&] { return lines_in(folder.path() / "marks") == 2; }));
}

}  // namespace
}  // namespace wls
