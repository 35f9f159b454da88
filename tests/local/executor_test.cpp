// What becomes of a run while nothing crashes: real processes through the real executor.
#include "local/process/process_executor.h"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <future>

#include "local/run_log.h"
#include "local/world.h"

namespace wls::local {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string log_of(const World& world, int attempt = 1) {
    return read_log(world.data(), World::run(attempt)).value_or("(no log)");
}

TEST(LocalRun, EndsAsItsProgramDoes) {
    const struct {
        const char* why;
        const char* script;
        const char* want;
    } rows[] = {
        {"success", "exit 0", "Started, Exited 0"},
        {"failure", "exit 3", "Started, Exited 3"},
        {"the largest code", "exit 255", "Started, Exited 255"},
        {"killed", "kill -KILL $$", "Started, Exited 137"},
        {"ended by a signal", "kill -TERM $$", "Started, Exited 143"},
        {"crashed", "kill -SEGV $$", "Started, Exited 139"},
        {"a failed inner command", "/no/such/program; exit", "Started, Exited 127"},
        {"a pipe that breaks is heard", "kill -PIPE $$", "Started, Exited 141"},
    };
    World world;
    int attempt = 0;
    for (const auto& row : rows) {
        world.script(row.why, row.script);
        EXPECT_EQ(summary(world.run_to_end(row.why, ++attempt)), row.want) << row.why;
    }
}

TEST(LocalRun, WhatCannotBeExecutedIsNotStartedAndSaysWhy) {
    World world;
    const std::string plain = world.path("plain");
    std::ofstream(plain) << "#!/bin/sh\n";
    ::chmod(plain.c_str(), 0644);
    const std::string shellless = world.path("shellless");
    std::ofstream(shellless) << "touch " << world.path("a-shell-read-me") << "\n";
    ::chmod(shellless.c_str(), 0755);
    const std::string orphan = world.path("orphan");
    std::ofstream(orphan) << "#!/no/such/interpreter\n";
    ::chmod(orphan.c_str(), 0755);

    const struct {
        const char* name;
        std::string program;
        const char* directory;
        std::string why;
    } rows[] = {
        {"missing", "/no/such/program", "/", "cannot execute /no/such/program: No such"},
        {"not on the path", "no-such-program", "/", "cannot execute no-such-program: No such"},
        {"not executable", plain, "/", "Permission denied"},
        {"a folder", "/tmp", "/", "Permission denied"},
        {"no #!", shellless, "/", "Exec format error"},
        {"no interpreter", orphan, "/", "No such file"},
        {"no directory", "/bin/true", "/no/d", "cannot enter the directory /no/d"},
    };
    int attempt = 0;
    for (const auto& row : rows) {
        world.program(row.name, {row.program}, "", std::string("directory: ") + row.directory);
        const auto reports = world.run_to_end(row.name, ++attempt);
        EXPECT_EQ(summary(reports), "NotStarted") << row.name;
        EXPECT_THAT(reports.back().message, HasSubstr(row.why)) << row.name;
        EXPECT_TRUE(world.claim(attempt).not_started) << row.name;
    }
    EXPECT_FALSE(std::filesystem::exists(world.path("a-shell-read-me")));
}

TEST(LocalRun, ANameOutsideTheCatalogIsNotStarted) {
    World world;
    const auto reports = world.run_to_end("Gone");
    EXPECT_EQ(summary(reports), "NotStarted");
    EXPECT_THAT(reports.back().message, HasSubstr("the catalog has no process 'Gone'"));
}

TEST(LocalRun, AnUnusableDataFolderIsNotStartedAndNamed) {
    World world;
    world.script("x", "exit 0");
    std::filesystem::remove_all(world.data());
    std::ofstream(world.data()) << "a file where the folder should be";
    auto reports = world.run_to_end("x");
    EXPECT_EQ(summary(reports), "NotStarted");
    EXPECT_THAT(reports.back().message, HasSubstr("cannot create the folder " + world.data()));
    EXPECT_THAT(reports.back().message, HasSubstr("--data"));

    std::filesystem::remove(world.data());  // the next attempt finds it repaired
    EXPECT_EQ(summary(world.run_to_end("x", 2)), "Started, Exited 0");
}

TEST(LocalRun, OfAWindowThatIsOverIsNotStarted) {
    World world;
    world.script("x", "touch \"$0/ran\"");
    world.clock.step_to(world.order("x").window.end_at);
    const auto executor = world.executor();
    executor->start(world.order("x"));
    const Report report = world.inbox.next();
    EXPECT_EQ(report.what, Report::What::NotStarted);
    EXPECT_EQ(report.message, "its window was over before its turn came");
    EXPECT_FALSE(std::filesystem::exists(world.path("ran")));
}

TEST(LocalRun, WithoutALogStillRuns) {
    World world;
    world.script("x", "head -c 1000000 /dev/zero; touch \"$0/ran\"");
    std::filesystem::create_directories(world.data());
    std::ofstream(world.data() + "/logs") << "no folder";
    EXPECT_EQ(summary(world.run_to_end("x")), "Started, Exited 0");
    EXPECT_TRUE(std::filesystem::exists(world.path("ran")));
}

TEST(LocalRun, FindsItsWorldClean) {
    ::setenv("A_SECRET_OF_THE_SERVER", "1", 1);
    ::signal(SIGUSR1, SIG_IGN);  // must not be inherited
    World world;
    world.program("x",
                  {"/bin/sh", "-c",
                   "env | sort; pwd; umask; ls /proc/$$/fd; readlink /proc/$$/fd/0;"
                   "grep SigBlk /proc/self/status; cut -d' ' -f5,6 /proc/$$/stat; echo $$ $$;"
                   "kill -USR1 $$; echo ignored"},
                  "", "directory: /usr, environment: {HOME: /home/x, NUMBER: 08, EMPTY: ''}");
    EXPECT_EQ(summary(world.run_to_end("x")), "Started, Exited 138");
    ::signal(SIGUSR1, SIG_DFL);
    const std::string log = log_of(world);
    EXPECT_THAT(log, StartsWith("EMPTY=\nHOME=/home/x\nNUMBER=08\nPATH=/"));
    EXPECT_THAT(log, HasSubstr("WORKLOAD_SCHEDULER_RUN=7-1745143200000000-1\n"
                               "WORKLOAD_SCHEDULER_WINDOW_END=2025-04-20T11:00:00Z\n"
                               "WORKLOAD_SCHEDULER_WINDOW_START=2025-04-20T10:00:00Z\n"
                               "/usr\n0022\n0\n1\n2\n/dev/null\nSigBlk:\t0000000000000000\n"));
    EXPECT_THAT(log, ::testing::Not(HasSubstr("SECRET")));
    EXPECT_THAT(log, ::testing::Not(HasSubstr("WORKLOAD_SCHEDULER_DATA")));
    // Leader of a session and a group of its own: twice the same line.
    const auto last = log.substr(log.find("SigBlk:\t0000000000000000\n") + 25);
    EXPECT_EQ(last.substr(0, last.size() / 2), last.substr(last.size() / 2)) << last;
}

TEST(LocalRun, ArgumentsArriveAsTheyAre) {
    World world;
    world.program("x", {"printf", "<%s>", "a b", "", "$HOME", "`id`", "\"'\\", "two\nlines", "é"});
    EXPECT_EQ(summary(world.run_to_end("x")), "Started, Exited 0");
    EXPECT_EQ(log_of(world), "<a b><><$HOME><`id`><\"'\\><two\nlines><é>");
}

TEST(LocalRun, OfThisProgramKnowsTheServersDatabase) {
    World world;
    world.program("Backup Database", {"workload-scheduler", "backup"});
    EXPECT_EQ(summary(world.run_to_end("Backup Database")), "Started, Exited 0");
    EXPECT_EQ(log_of(world), "workload-scheduler sqlite:/x/scheduler.db " + world.data() + "\n");
}

TEST(LocalRun, AFloodOfOutputStaysBounded) {
    World world;
    world.script("x", "head -c 10000000 /dev/zero | tr '\\0' x; echo; echo the last words");
    EXPECT_EQ(summary(world.run_to_end("x")), "Started, Exited 0");
    std::uintmax_t size = 0;
    for (const auto& entry : std::filesystem::directory_iterator(world.data() + "/logs"))
        size += entry.file_size();
    EXPECT_LE(size, 2 * kLogLimit + 64 * 1024);
    const std::string log = log_of(world);
    EXPECT_EQ(log.size(), kLogLimit);
    EXPECT_TRUE(log.ends_with("xxx\nthe last words\n"));
}

TEST(LocalLook, TellsWhetherTheFolderOfClaimsCanBeUsed) {
    World world;
    const auto executor = world.executor();
    const auto found = [&] {
        std::promise<Result<>> told;
        executor->look([&](const Result<>& result) { told.set_value(result); });
        const auto result = told.get_future().get();
        return result ? std::string("well") : result.error().message;
    };
    const std::string folder = world.data() + "/run";
    EXPECT_EQ(found(), "well");
    std::filesystem::remove(folder + "/claims");
    EXPECT_THAT(found(), StartsWith("the folder of claims " + folder + " was emptied"));
    std::filesystem::remove_all(folder);
    EXPECT_THAT(found(), StartsWith("the folder of claims " + folder + " was taken away"));
    std::filesystem::remove_all(world.data());
    std::ofstream(world.data()) << "a file";
    EXPECT_THAT(found(), HasSubstr("cannot be read (Not a directory)"));
    std::filesystem::remove(world.data());
    std::filesystem::create_directories(world.data());
    std::ofstream(folder) << "a file";
    EXPECT_THAT(found(), HasSubstr("is no folder"));
    std::filesystem::remove(folder);
    ASSERT_TRUE(begin_claims(folder));
    EXPECT_EQ(found(), "well");
}

// A claim that is a pipe makes the watcher wait in open(2), as a disk that hangs does.
TEST(LocalLook, IsNotAnsweredWhileTheThreadHangs) {
    World world;
    world.script("x", "exit 0");
    const auto executor = world.executor();
    ASSERT_EQ(::mkfifo(world.claim_path().c_str(), 0600), 0);
    executor->recover(World::run(), "Process/-/x");
    std::promise<void> told;
    const auto answer = told.get_future();
    executor->look([&](const Result<>&) { told.set_value(); });
    EXPECT_EQ(answer.wait_for(std::chrono::seconds{0}), std::future_status::timeout);
    std::ofstream(world.claim_path()) << "void\n";  // opens when the watcher does
    answer.wait();
    EXPECT_EQ(summary(world.to_end()), "NotStarted");
}

TEST(LocalStop, AsksTheWholeGroupThenForcesIt) {
    const struct {
        const char* name;
        const char* script;
        const char* want;
        const char* grace;  // short only where it must pass
    } rows[] = {
        {"it ends when asked", "sleep 1000 & echo $! > \"$0/child\"; echo $$ > \"$0/up\"; wait",
         "Stopped 143", "10s"},
        {"it cleans up first",
         "trap 'kill $!; exit 7' TERM; sleep 1000 & echo $! > \"$0/child\"; echo > \"$0/up\"; wait",
         "Stopped 7", "10s"},
        {"it does not listen",
         "trap '' TERM; sleep 1000 & echo $! > \"$0/child\"; echo > \"$0/up\"; while :; do wait; "
         "done",
         "Stopped 137", "100ms"},
        {"only its child does not listen",
         "(trap '' TERM; echo > \"$0/up\"; exec sleep 1000) & echo $! > \"$0/child\"; wait",
         "Stopped 143", "500ms"},
        {"it is suspended",
         "sleep 1000 & echo $! > \"$0/child\"; (kill -STOP $$;"
         "until grep -q '^State:.T' /proc/$$/status; do :; done; echo > \"$0/up\") & wait",
         "Stopped 143", "10s"},
    };
    for (const auto& row : rows) {
        World world;
        world.script(row.name, row.script, std::string("stop_grace: ") + row.grace);
        const auto executor = world.executor();
        executor->start(world.order(row.name));
        ASSERT_EQ(world.inbox.next().what, Report::What::Started) << row.name;
        ASSERT_TRUE(eventually([&] { return std::filesystem::exists(world.path("up")); }));
        ASSERT_TRUE(eventually([&] { return !text_of(world.path("child")).empty(); }));
        executor->stop(World::run(), "Process/-/" + std::string(row.name));
        executor->stop(World::run(), "Process/-/" + std::string(row.name));  // again: no harm
        EXPECT_EQ(summary(world.to_end()), row.want) << row.name;
        EXPECT_FALSE(is_running(std::stoi(text_of(world.path("child"))))) << row.name;
        EXPECT_TRUE(world.claim().stopped) << row.name;
        EXPECT_TRUE(world.inbox.empty()) << row.name;
    }
}

TEST(LocalStop, RightAfterTheStartStillEndsTheRun) {
    World world;
    world.script("x", "exec sleep 1000", "stop_grace: 10s");
    const auto executor = world.executor();
    executor->start(world.order("x"));
    executor->stop(World::run(), "Process/-/x");
    EXPECT_EQ(summary(world.to_end()), "Started, Stopped 143");
}

TEST(LocalStop, OfMoreStartsThanMayBeOnTheirWayDropsTheRest) {
    World world;
    world.script("x", "exec sleep 1000", "stop_grace: 100ms");
    const auto executor = world.executor();
    constexpr int kRuns = 100;
    // It hangs meanwhile: all orders are there when it comes to the first.
    ASSERT_EQ(::mkfifo(world.claim_path(kRuns + 1).c_str(), 0600), 0);
    executor->recover(World::run(kRuns + 1), "Process/-/x");
    for (int i = 1; i <= kRuns; ++i) executor->start(world.order("x", i));
    for (int i = 1; i <= kRuns; ++i) executor->stop(World::run(i), "Process/-/x");
    std::ofstream(world.claim_path(kRuns + 1)) << "void\n";
    ASSERT_EQ(world.inbox.next().run, World::run(kRuns + 1));
    int ends = 0, dropped = 0;
    while (ends < kRuns) {
        const Report report = world.inbox.next();
        if (report.what == Report::What::Started) continue;
        ++ends;
        if (report.what == Report::What::NotStarted)
            ++dropped;
        else
            ASSERT_EQ(report.what, Report::What::Stopped) << report.message;
    }
    EXPECT_GT(dropped, 0);
}

TEST(LocalStop, OfAFinishedRunTellsItsEndAgain) {
    World world;
    world.script("x", "exit 4");
    world.run_to_end("x");
    const auto executor = world.executor();
    executor->stop(World::run(), "Process/-/x");
    EXPECT_EQ(summary(world.to_end()), "Exited 4");
}

TEST(LocalLeftovers, OfTheGroupEndWithTheLeader) {
    World world;
    world.script("x",
                 "(trap '' TERM; echo > \"$0/up\"; exec sleep 1000) & echo $! > \"$0/child\";"
                 "until test -e \"$0/up\"; do :; done; exit 5",
                 "stop_grace: 300ms");
    const auto executor = world.executor();
    executor->start(world.order("x"));
    ASSERT_EQ(world.inbox.next().what, Report::What::Started);
    // Recorded at once, while the leftover still lives; reported when it is dead.
    ASSERT_TRUE(eventually([&] { return world.claim().exited == 5; }));
    EXPECT_EQ(summary(world.to_end()), "Exited 5");
    EXPECT_FALSE(is_running(std::stoi(text_of(world.path("child")))));
}

TEST(LocalLeftovers, ADaemonThatHoldsTheLogDoesNotHoldTheRun) {
    World world;
    world.script("x",
                 "setsid sh -c 'echo $$ > \"$0/daemon\"; exec sleep 1000' \"$0\" &"
                 "until test -s \"$0/daemon\"; do :; done; exit 6");
    EXPECT_EQ(summary(world.run_to_end("x")), "Started, Exited 6");
    const pid_t daemon = std::stoi(text_of(world.path("daemon")));
    EXPECT_TRUE(is_running(daemon));  // it left the group: not ours to end
    ::kill(daemon, SIGKILL);
}

TEST(LocalRun, IsExecutedOnceHoweverManyWantIt) {
    World world;
    world.script("x", "echo ran >> \"$0/marks\"; exit 2");
    for (int attempt = 1; attempt <= 10; ++attempt) {
        Inbox inboxes[4];
        std::vector<std::unique_ptr<ProcessExecutor>> executors;
        for (auto& inbox : inboxes) executors.push_back(world.executor(inbox));
        for (auto& executor : executors) executor->start(world.order("x", attempt));
        for (auto& inbox : inboxes) {
            EXPECT_EQ(inbox.next().what, Report::What::Started);
            EXPECT_EQ(inbox.next().exit_code, 2);
        }
        std::string want;
        for (int i = 0; i < attempt; ++i) want += "ran\n";
        EXPECT_EQ(text_of(world.path("marks")), want);
    }
}

}  // namespace
}  // namespace wls::local
