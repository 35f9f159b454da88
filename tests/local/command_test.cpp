// What becomes of the calls of Command workloads while nothing crashes: real callers, real
// commands.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/stat.h>

#include <filesystem>
#include <set>

#include "local/run_log.h"
#include "local/world.h"

namespace wls::local {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string log_of(const World& world, int attempt = 1) {
    return read_log(world.data(), World::run(attempt)).value_or("(no log)");
}

struct Row {
    const char* why;
    const char* call;
    const char* state;
    const char* want;
    const char* message;
    const char* more = "";
};

// Each row's call is one edge of a workload of its own.
void expect_rows(const std::vector<Row>& rows, Edge edge) {
    int attempt = 0;
    World world;
    const auto executor = world.command_executor();
    for (const auto& row : rows) {
        ++attempt;
        const bool is_start = edge == Edge::Start;
        const std::string call = std::string("echo called; ") + row.call;
        world.command(row.why, is_start ? call : "exit 99", is_start ? "exit 99" : call, row.state,
                      row.more);
        const auto order = world.command_order(row.why, attempt);
        if (is_start)
            executor->start(order);
        else
            executor->stop(order.run, order.workload);
        const Report report = world.inbox.next();
        EXPECT_EQ(report.run, order.run) << row.why;
        EXPECT_EQ(summary({report}), row.want) << row.why << ": " << report.message;
        EXPECT_THAT(report.message, HasSubstr(row.message)) << row.why;
        EXPECT_NE(log_of(world, attempt).contains("called"), report.already) << row.why;
    }
    EXPECT_TRUE(world.inbox.empty());
}

// `state` in these tables: a file decides, or a code.
constexpr const char* kFirstDownThenUp = "test -e \"$0/asked\" || { : > \"$0/asked\"; exit 1; }";
constexpr const char* kFirstUpThenDown = "test -e \"$0/asked\" && exit 1; : > \"$0/asked\"";

// A time-out is the state's too: where that is to answer, it has a second.
TEST(CommandStart, IsWhatItsCodeAndTheStateSay) {
    expect_rows(
        {
            {"success", "exit 0", "", "Started", ""},
            {"failure", "exit 3", "", "NotStarted", "the start command ended with exit code 3"},
            {"inner command missing", "/no/such; exit", "", "NotStarted", "exit code 127"},
            {"killed", "kill -KILL $$", "", "Unsure", "killed by signal 9"},
            {"too slow", "exec sleep 1000", "", "Unsure", "did not end within 100 ms",
             "timeout: 100ms"},
            {"too slow and deaf", "trap '' TERM; while :; do sleep 1000; done", "", "Unsure",
             "did not end within", "timeout: 100ms"},
            {"up already", "exit 3", "exit 0", "Started already", ""},
            {"down before", "exit 0", "exit 1", "Started", ""},
            {"any code below 126 is down", "exit 0", "exit 125", "Started", ""},
            {"state cannot be executed", "exit 0", "exit 127", "Started", ""},
            {"state killed", "exit 0", "kill -KILL $$", "Started", ""},
            {"failed, and down", "exit 4", "exit 1", "NotStarted", "exit code 4"},
            {"too slow, and down", "exec sleep 1000", "exit 1", "NotStarted", "did not end",
             "timeout: 1s"},
            {"too slow, and nobody knows", "exec sleep 1000", "exit 126", "Unsure", "did not end",
             "timeout: 100ms"},
        },
        Edge::Start);
}

TEST(CommandStart, ThatFailedIsDoneWhenTheStateSaysSo) {
    expect_rows({{"failed, but up", "exit 3", kFirstDownThenUp, "Started", ""}}, Edge::Start);
    expect_rows({{"killed, but up", "kill -KILL $$", kFirstDownThenUp, "Started", ""}},
                Edge::Start);
    expect_rows(
        {{"too slow, but up", "exec sleep 1000", kFirstDownThenUp, "Started", "", "timeout: 1s"}},
        Edge::Start);
}

TEST(CommandStop, IsDoneOnlyWhenItSucceeds) {
    expect_rows(
        {
            {"success", "exit 0", "", "Stopped 0", ""},
            {"failure", "exit 5", "", "NotStopped", "the stop command ended with exit code 5"},
            {"killed", "kill -TERM $$", "", "NotStopped", "killed by signal 15"},
            {"too slow", "exec sleep 1000", "", "NotStopped", "did not end", "timeout: 100ms"},
            {"down already", "exit 1", "exit 3", "Stopped 0 already", ""},
            {"up before", "exit 0", "exit 0", "Stopped 0", ""},
            {"nobody knows", "exit 0", "exit 127", "Stopped 0", ""},
            {"failed, and up", "exit 1", "exit 0", "NotStopped", "exit code 1"},
        },
        Edge::Stop);
    expect_rows({{"failed, but down", "exit 1", kFirstUpThenDown, "Stopped 0", ""}}, Edge::Stop);
}

TEST(CommandStart, WhatCannotBeExecutedIsNotStartedAndSaysWhy) {
    World world;
    world.command("x", "exit 0", "exit 0", "", "directory: /no/such/folder");
    const auto executor = world.command_executor();
    executor->start(world.command_order("x"));
    const Report report = world.inbox.next();
    EXPECT_EQ(summary({report}), "NotStarted");
    EXPECT_THAT(report.message, HasSubstr("cannot enter the directory /no/such/folder"));
    EXPECT_THAT(report.message, HasSubstr("'directory' in the catalog"));
}

TEST(CommandCalls, OfANameOutsideTheCatalogAreBlocked) {
    World world;
    world.command("x", "exit 0", "exit 0");
    const auto executor = world.command_executor();
    const auto order = world.command_order("x");
    executor->start(order);
    EXPECT_EQ(summary({world.inbox.next()}), "Started");
    world.forget_all();
    executor->stop(order.run, order.workload);
    const Report report = world.inbox.next();
    EXPECT_EQ(summary({report}), "NotStopped blocked");
    EXPECT_THAT(report.message, HasSubstr("the catalog has no command 'x'; add it"));
    executor->start(world.command_order("x", 2));
    EXPECT_EQ(summary({world.inbox.next()}), "NotStarted blocked");
}

TEST(CommandCalls, AfterARestartOfTheServerAreUnsure) {
    World world;
    world.command("x", "exit 0", "exit 0");
    const auto executor = world.command_executor();
    executor->recover(World::run(), "Command/-/x");
    EXPECT_EQ(summary({world.inbox.next()}), "Unsure");
}

TEST(CommandCalls, FindTheirWorldClean) {
    ::setenv("A_SECRET_OF_THE_SERVER", "1", 1);
    World world;
    world.command("x",
                  "env | sort | grep -v '^PWD='; pwd; umask; ls /proc/$$/fd; readlink "
                  "/proc/$$/fd/0; grep SigBlk /proc/self/status",
                  "env | grep EDGE; env | grep KEY; env | grep -c WINDOW_END",
                  "test $WORKLOAD_SCHEDULER_EDGE = stop",
                  "directory: /usr, environment: {HOME: /home/x, NUMBER: 08}");
    const auto executor = world.command_executor();
    const auto order = world.command_order("x");
    executor->start(order);
    ASSERT_EQ(summary({world.inbox.next()}), "Started");
    const std::string log = log_of(world);
    EXPECT_THAT(log, StartsWith("HOME=/home/x\nNUMBER=08\nPATH=/"));
    EXPECT_THAT(log, HasSubstr("WORKLOAD_SCHEDULER_EDGE=start\n"
                               "WORKLOAD_SCHEDULER_IDEMPOTENCY_KEY=7-1745143200000000-1-start\n"
                               "WORKLOAD_SCHEDULER_RUN=7-1745143200000000-1\n"
                               "WORKLOAD_SCHEDULER_WINDOW_END=2025-04-20T11:00:00Z\n"
                               "WORKLOAD_SCHEDULER_WINDOW_START=2025-04-20T10:00:00Z\n"
                               "/usr\n0022\n0\n1\n2\n/dev/null\nSigBlk:\t0000000000000000\n"));
    EXPECT_THAT(log, ::testing::Not(HasSubstr("SECRET")));
    executor->stop(order.run, order.workload);
    EXPECT_THAT(summary({world.inbox.next()}), StartsWith("NotStopped"));  // grep -c: none, code 1
    EXPECT_THAT(log_of(world),
                HasSubstr("WORKLOAD_SCHEDULER_EDGE=stop\n"
                          "WORKLOAD_SCHEDULER_IDEMPOTENCY_KEY=7-1745143200000000-1-stop\n0\n"));
}

constexpr std::uintmax_t kMostOfALog = 2 * kLogLimit + 64 * 1024;

// Of all runs together; a file may be renamed meanwhile.
std::uintmax_t bytes_of_logs(const World& world) {
    std::uintmax_t size = 0;
    for (const auto& entry : std::filesystem::directory_iterator(world.data() + "/logs")) {
        std::error_code gone;
        const auto bytes = entry.file_size(gone);
        if (!gone) size += bytes;
    }
    return size;
}

TEST(CommandCalls, AFloodOfOutputStaysBounded) {
    World world;
    world.command("x", "head -c 10000000 /dev/zero | tr '\\0' x; echo; echo the last words", ":");
    const auto executor = world.command_executor();
    executor->start(world.command_order("x"));
    EXPECT_EQ(summary({world.inbox.next()}), "Started");
    EXPECT_LE(bytes_of_logs(world), kMostOfALog);
    EXPECT_TRUE(log_of(world).ends_with("xxx\nthe last words\n"));
}

TEST(CommandCalls, OutputWithoutEndEndsWithTheCommandsTime) {
    World world;
    world.command("x", "exec yes 'to the end of the world'", ":", "", "timeout: 300ms");
    world.command("y", ":", ":", "exec yes", "timeout: 300ms");
    const auto executor = world.command_executor();
    const auto order = world.command_order("x");
    executor->start(order);
    EXPECT_EQ(summary({world.inbox.next()}), "Unsure");
    executor->stop(order.run, order.workload);
    EXPECT_EQ(summary({world.inbox.next()}), "Stopped 0");
    EXPECT_LE(bytes_of_logs(world), kMostOfALog);
    // The question for the state has no answer then, so the call is made.
    executor->start(world.command_order("y", 2));
    EXPECT_EQ(summary({world.inbox.next()}), "Started");
    EXPECT_LE(bytes_of_logs(world), 2 * kMostOfALog);
    EXPECT_THAT(log_of(world, 2), HasSubstr("the state command gave no answer"));
}

// Whoever leaves the group is not ended with it, and goes on to hold and to fill the pipe.
TEST(CommandCalls, WhoKeepsTheirPipeKeepsNobodyWaiting) {
    const std::string flood =
        "setsid sh -c 'echo $$ > \"$0/draft\"; mv \"$0/draft\" \"$0/flood\"; exec yes' \"$0\" & "
        "until test -s \"$0/flood\"; do sleep 0.01; done; ";
    const struct {
        const char* end;
        const char* want;
        const char* more;
    } rows[] = {
        {"exit 0", "Started", ""},
        {"exit 3", "NotStarted", ""},
        {"exec sleep 1000", "Unsure", "timeout: 2s"},
    };
    for (const auto& row : rows) {
        World world;
        world.command("x", flood + row.end, ":", "", row.more);
        const auto executor = world.command_executor();
        const auto order = world.command_order("x");
        executor->start(order);
        EXPECT_EQ(summary({world.inbox.next()}), row.want);
        executor->stop(order.run, order.workload);
        EXPECT_EQ(summary({world.inbox.next()}), "Stopped 0") << row.want;
        const pid_t pid = std::stoi("0" + text_of(world.path("flood")));
        if (std::string_view(row.more).empty()) {
            EXPECT_TRUE(is_running(pid)) << row.want;
        }
        EXPECT_LE(bytes_of_logs(world), kMostOfALog) << row.want;
        if (pid > 0) ::kill(pid, SIGKILL);
    }
}

// "./server &" is the commonest start command of all.
TEST(CommandStart, LeavesItsDaemonAloneAndGoesOnToTakeItsWords) {
    World world;
    world.command("x",
                  "(echo $PPID; until test -e \"$0/go\"; do sleep 0.01; done; echo spoken; "
                  ": > \"$0/alive\"; exec sleep 1000) & echo $! > \"$0/daemon\"",
                  "kill $(cat \"$0/daemon\")");
    const auto executor = world.command_executor();
    const auto order = world.command_order("x");
    executor->start(order);
    ASSERT_EQ(summary({world.inbox.next()}), "Started");
    world.touch("go");
    EXPECT_TRUE(eventually([&] { return std::filesystem::exists(world.path("alive")); }));
    EXPECT_TRUE(eventually([&] { return log_of(world).ends_with("spoken\n"); }));
    const pid_t daemon = std::stoi(text_of(world.path("daemon")));
    EXPECT_TRUE(is_running(daemon));
    executor->stop(order.run, order.workload);
    EXPECT_EQ(summary({world.inbox.next()}), "Stopped 0");
    EXPECT_TRUE(eventually([&] { return !is_running(daemon); }));
}

TEST(CommandStart, ThatExceedsItsTimeEndsWithItsWholeGroup) {
    World world;
    world.command("x",
                  "(trap '' TERM; echo $$ > \"$0/deaf\"; while :; do sleep 1000; done) & "
                  "echo $! > \"$0/child\"; wait",
                  ":", "", "timeout: 200ms");
    const auto executor = world.command_executor();
    executor->start(world.command_order("x"));
    EXPECT_EQ(summary({world.inbox.next()}), "Unsure");
    if (const auto child = text_of(world.path("child")); !child.empty()) {
        EXPECT_FALSE(is_running(std::stoi(child)));
    }
}

TEST(CommandCalls, AskedAgainWhileUnderWayAreOne) {
    World world;
    world.command("x", "echo ran >> \"$0/marks\"; until test -e \"$0/go\"; do sleep 0.01; done",
                  ":");
    const auto executor = world.command_executor();
    for (int i = 0; i < 3; ++i) executor->start(world.command_order("x"));
    ASSERT_TRUE(eventually([&] { return !text_of(world.path("marks")).empty(); }));
    executor->start(world.command_order("x"));
    world.touch("go");
    EXPECT_EQ(summary({world.inbox.next()}), "Started");
    EXPECT_EQ(text_of(world.path("marks")), "ran\n");
    executor->start(world.command_order("x"));  // it was answered: this is another
    EXPECT_EQ(summary({world.inbox.next()}), "Started");
    EXPECT_EQ(text_of(world.path("marks")), "ran\nran\n");
}

// Sixteen starts that do not end hold all places: a stop and a start wait, and the stop goes first.
TEST(CommandCalls, AreSixteenStartsAtOnceAndNoStopWaitsForThem) {
    constexpr int kPlaces = 16;
    World world;
    const auto name = [](int i) { return "w" + std::to_string(i); };
    for (int i = 1; i <= kPlaces; ++i)
        world.command(name(i),
                      "echo . >> \"$0/begun\"; until test -e \"$0/go" + std::to_string(i) +
                          "\"; do sleep 0.01; done",
                      ":");
    world.command("last", "echo start >> \"$0/order\"", "echo stop >> \"$0/order\"");
    world.command("other", ":", "echo stop >> \"$0/order\"");
    const auto executor = world.command_executor();
    for (int i = 1; i <= kPlaces; ++i) executor->start(world.command_order(name(i), i));
    ASSERT_TRUE(eventually([&] { return text_of(world.path("begun")).size() == 2 * kPlaces; }));
    executor->start(world.command_order("last", 100));
    const auto stopped = world.command_order("other", 101);
    executor->stop(stopped.run, stopped.workload);
    EXPECT_EQ(world.inbox.next().run, stopped.run) << "while all starts go on";
    EXPECT_EQ(text_of(world.path("order")), "stop\n");
    world.touch("go1");
    for (int i = 0; i < 2; ++i) world.inbox.next();
    EXPECT_EQ(text_of(world.path("order")), "stop\nstart\n");
    for (int i = 2; i <= kPlaces; ++i) world.touch("go" + std::to_string(i));
    std::set<RunId> ended;
    for (int i = 2; i <= kPlaces; ++i) ended.insert(world.inbox.next().run);
    EXPECT_EQ(ended.size(), kPlaces - 1U);
}

TEST(CommandStart, ThatDidNotGetItsTurnIsDroppedByItsStopOrItsWindowsEnd) {
    World world;
    world.command("x", "echo start >> \"$0/order\"; until test -e \"$0/go\"; do sleep 0.01; done",
                  "echo stop >> \"$0/order\"");
    const auto executor = world.command_executor();
    executor->start(world.command_order("x", 1));
    ASSERT_TRUE(eventually([&] { return !text_of(world.path("order")).empty(); }));
    executor->start(world.command_order("x", 2));
    executor->start(world.command_order("x", 3));
    executor->stop(World::run(2), "Command/-/x");
    const Report dropped = world.inbox.next();
    EXPECT_EQ(dropped.run, World::run(2));
    EXPECT_EQ(summary({dropped}), "NotStarted");
    EXPECT_THAT(dropped.message, HasSubstr("stopped before it was started"));

    world.clock.step_to(world.command_order("x").window.end_at);
    world.touch("go");
    EXPECT_EQ(summary({world.inbox.next()}), "Started");
    const Report late = world.inbox.next();
    EXPECT_EQ(late.run, World::run(3));
    EXPECT_THAT(late.message, HasSubstr("its window ended before its turn came"));
    EXPECT_EQ(summary({world.inbox.next()}), "Stopped 0");
    EXPECT_EQ(text_of(world.path("order")), "start\nstop\n");
}

}  // namespace
}  // namespace wls::local
