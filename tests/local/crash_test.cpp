// At most once, through kill -9 of anything at any moment: what is reported afterwards, and how
// often the workload ran.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "local/proc.h"
#include "local/process/process_executor.h"
#include "local/world.h"

namespace wls::local {
namespace {

using ::testing::HasSubstr;

constexpr const char* kKey = "Process/-/x";

std::string recovered(World& world, int attempt = 1) {
    const auto executor = world.executor();
    executor->recover(World::run(attempt), kKey);
    return summary(world.to_end());
}

// A process of our own that ends with the test.
class Bystander {
  public:
    Bystander() : pid_(::fork()) {
        if (pid_ == 0) {
            ::setpgid(0, 0);
            for (;;) ::pause();
        }
        ::setpgid(pid_, pid_);
    }
    ~Bystander() { end(); }
    void end() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
        pid_ = 0;
    }
    ProcessId id() const { return identify(pid_).value_or(ProcessId{}); }
    bool is_alive() const { return is_running(pid_); }

  private:
    pid_t pid_;
};

TEST(KeeperKilled, AtEveryPointIsToldRightlyAndNothingRunsTwice) {
    const struct {
        const char* point;
        const char* want;
        const char* later;
        int runs;
    } rows[] = {
        // where                what its server hears       what another server finds       ran
        {"before_claim", "NotStarted", "NotStarted", 0},
        {"after_claim", "NotStarted", "NotStarted", 0},
        {"after_fork", "NotStarted", "NotStarted", 0},
        {"before_go", "Lost", "Lost", 0},
        {"after_started", "Started, Lost", "Started, Lost", 1},
        {"before_exit_record", "Started, Lost", "Started, Lost", 1},
        {"after_exit_record", "Started, Exited 0", "Started, Exited 0", 1},
    };
    for (const auto& row : rows) {
        World world;
        // Ends when told to, so that an adopted one is seen alive first.
        world.script("x",
                     "echo ran >> \"$0/marks\"; until test -e \"$0/end\"; do sleep 0.01; done");
        const auto executor = world.executor(row.point);
        executor->start(world.order("x"));
        std::vector<Report> reports{world.inbox.next()};
        const bool runs = reports[0].what == Report::What::Started;
        if (row.runs > 0) {
            ASSERT_TRUE(eventually([&] { return !text_of(world.path("marks")).empty(); }));
        }
        world.touch("end");
        if (runs)
            for (const auto& report : world.to_end()) reports.push_back(report);
        // before_go: whether the child was still dying when it was looked at is a matter of luck.
        const std::string heard = summary(reports);
        const bool is_luck = std::string(row.point) == "before_go" && heard == "Started, Lost";
        EXPECT_EQ(is_luck ? row.want : heard, row.want) << row.point;

        EXPECT_EQ(recovered(world), row.later) << row.point;
        EXPECT_EQ(recovered(world), row.later) << row.point << ", again";
        // The same attempt again, against the rules: the claim forbids it.
        executor->start(world.order("x"));
        world.to_end();
        EXPECT_EQ(text_of(world.path("marks")), row.runs > 0 ? "ran\n" : "") << row.point;
        EXPECT_EQ(summary(world.run_to_end("x", 2)), "Started, Exited 0") << row.point;
    }
}

TEST(KeeperKilled, LeavesAWorkloadThatCanBeStopped) {
    const struct {
        const char* name;
        const char* script;
        bool found_again;
    } rows[] = {
        {"by its own server", "echo > \"$0/up\"; exec sleep 1000", false},
        {"by another", "echo > \"$0/up\"; exec sleep 1000", true},
        {"deaf, by its own server", "trap '' TERM; echo > \"$0/up\"; while :; do sleep 1; done",
         false},
        {"deaf, by another", "trap '' TERM; echo > \"$0/up\"; while :; do sleep 1; done", true},
    };
    for (const auto& row : rows) {
        World world;
        world.script("x", row.script, "stop_grace: 100ms");
        auto executor = world.executor();
        executor->start(world.order("x"));
        ASSERT_EQ(world.inbox.next().what, Report::What::Started) << row.name;
        ASSERT_TRUE(eventually([&] { return std::filesystem::exists(world.path("up")); }));
        const ClaimState claim = world.claim();
        if (row.found_again) executor.reset();
        ::kill(claim.keeper.pid, SIGKILL);
        ASSERT_TRUE(eventually([&] { return !is_running(claim.keeper.pid); }));
        if (row.found_again) {
            executor = world.executor();
            executor->recover(World::run(), kKey);
            ASSERT_EQ(world.inbox.next().what, Report::What::Started) << row.name;
        }
        EXPECT_TRUE(is_running(claim.workload->pid)) << row.name;
        executor->stop(World::run(), kKey);
        EXPECT_EQ(summary(world.to_end()), "Stopped 0") << row.name;
        EXPECT_FALSE(is_running(claim.workload->pid)) << row.name;
    }
}

TEST(KeeperKilled, WhatItsWorkloadLeavesInTheGroupEndsBeforeTheRunIsLost) {
    World world;
    world.script("x",
                 "(trap '' TERM; echo > \"$0/up\"; exec sleep 1000) & echo $! > \"$0/child\";"
                 "until test -e \"$0/end\"; do sleep 0.01; done",
                 "stop_grace: 100ms");
    const auto executor = world.executor();
    executor->start(world.order("x"));
    ASSERT_EQ(world.inbox.next().what, Report::What::Started);
    ASSERT_TRUE(eventually([&] { return std::filesystem::exists(world.path("up")); }));
    ::kill(world.claim().keeper.pid, SIGKILL);
    world.touch("end");
    EXPECT_EQ(summary(world.to_end()), "Lost");
    EXPECT_FALSE(is_running(std::stoi(text_of(world.path("child")))));
}

TEST(KeeperSuspended, StopsItsWorkloadAllTheSame) {
    for (const bool found_again : {false, true}) {
        World world;
        world.script("x", "exec sleep 1000", "stop_grace: 10s");
        auto executor = world.executor();
        executor->start(world.order("x"));
        ASSERT_EQ(world.inbox.next().what, Report::What::Started);
        const ClaimState claim = world.claim();
        ::kill(claim.keeper.pid, SIGSTOP);
        ASSERT_TRUE(eventually([&] { return read_stat(claim.keeper.pid)->state == 'T'; }));
        if (found_again) executor = world.executor();
        executor->stop(World::run(), kKey);
        EXPECT_EQ(summary(world.to_end()), "Stopped 143");
        EXPECT_FALSE(is_running(claim.workload->pid));
    }
}

// Held by a debugger: no signal but SIGKILL reaches it.
TEST(KeeperHeld, IsPassedOverAndItsWorkloadStops) {
    const struct {
        const char* name;
        const char* script;
    } rows[] = {
        {"it ends when asked", "echo > \"$0/up\"; exec sleep 1000"},
        {"deaf", "trap '' TERM; echo > \"$0/up\"; while :; do sleep 1; done"},
    };
    for (const auto& row : rows) {
        World world;
        world.keeper_patience = std::chrono::milliseconds{100};
        world.script("x", row.script, "stop_grace: 100ms");
        const auto executor = world.executor();
        executor->start(world.order("x"));
        ASSERT_EQ(world.inbox.next().what, Report::What::Started);
        ASSERT_TRUE(eventually([&] { return std::filesystem::exists(world.path("up")); }));
        const ClaimState claim = world.claim();
        if (::ptrace(PTRACE_SEIZE, claim.keeper.pid, nullptr, nullptr) != 0)
            GTEST_SKIP() << "no debugger is allowed here";
        ASSERT_EQ(::ptrace(PTRACE_INTERRUPT, claim.keeper.pid, nullptr, nullptr), 0);
        ASSERT_TRUE(eventually([&] { return read_stat(claim.keeper.pid)->state == 't'; }));
        executor->stop(World::run(), kKey);
        EXPECT_EQ(summary(world.to_end()), "Stopped 0") << row.name;
        EXPECT_FALSE(is_running(claim.workload->pid)) << row.name;
        EXPECT_FALSE(is_running(claim.keeper.pid)) << row.name;
    }
}

TEST(KeeperHeld, WhoseWorkloadIsDeadIsGivenUpAndTheRunIsLost) {
    World world;
    world.keeper_patience = std::chrono::milliseconds{100};
    world.script("x", "exec sleep 1000", "stop_grace: 100ms");
    const auto executor = world.executor();
    executor->start(world.order("x"));
    ASSERT_EQ(world.inbox.next().what, Report::What::Started);
    const ClaimState claim = world.claim();
    if (::ptrace(PTRACE_SEIZE, claim.keeper.pid, nullptr, nullptr) != 0)
        GTEST_SKIP() << "no debugger is allowed here";
    ASSERT_EQ(::ptrace(PTRACE_INTERRUPT, claim.keeper.pid, nullptr, nullptr), 0);
    ASSERT_TRUE(eventually([&] { return read_stat(claim.keeper.pid)->state == 't'; }));
    ::kill(claim.workload->pid, SIGKILL);
    ASSERT_TRUE(eventually([&] { return !is_running(claim.workload->pid); }));
    executor->stop(World::run(), kKey);
    EXPECT_EQ(summary(world.to_end()), "Lost");
    EXPECT_FALSE(is_running(claim.keeper.pid));
}

// Keepers die while they claim, fork, record and answer, whenever the killer happens to come.
TEST(KeeperKilled, AtAnyMomentLeavesAtMostOneRun) {
    constexpr int kRuns = 80;
    World world;
    world.script("x", "echo $WORKLOAD_SCHEDULER_RUN >> \"$0/marks\"");
    const auto executor = world.executor();
    for (int i = 1; i <= kRuns; ++i) executor->start(world.order("x", i));
    std::map<RunId, Report> ends;
    while (ends.size() < kRuns) {
        for (int i = 1; i <= kRuns; ++i)
            if (const auto keeper = open_process(world.claim(i).keeper))
                signal_process(*keeper, SIGKILL);
        while (!world.inbox.empty()) {
            const Report report = world.inbox.next();
            if (report.what != Report::What::Started) ends[report.run] = report;
        }
    }
    ASSERT_TRUE(eventually([&] {  // orphans of lost runs may still be writing
        for (int i = 1; i <= kRuns; ++i)
            if (const auto leader = world.claim(i).workload; leader && open_process(*leader))
                return false;
        return true;
    }));
    const std::string marks = text_of(world.path("marks"));
    for (const auto& [run, end] : ends) {
        const std::string line = run.text() + "\n";
        const auto first = marks.find(line);
        const bool ran = first != std::string::npos;
        EXPECT_FALSE(ran && end.what == Report::What::NotStarted) << line;
        EXPECT_FALSE(!ran && end.what == Report::What::Exited) << line;
        EXPECT_FALSE(ran && marks.find(line, first + 1) != std::string::npos) << line;
    }
}

// A server in a process of its own, which writes a byte for each report and is killed with -9.
class KilledServer {
  public:
    KilledServer(World& world, int starts) {
        int ends[2];
        EXPECT_EQ(::pipe(ends), 0);
        pid_ = ::fork();
        if (pid_ == 0) {
            ::close(ends[0]);
            const auto executor = world.executor();
            for (int i = 1; i <= starts; ++i) executor->start(world.order("x", i));
            for (;;) {
                world.inbox.next();
                if (::write(ends[1], "!", 1) != 1) ::_exit(1);
            }
        }
        ::close(ends[1]);
        reports_ = ends[0];
    }
    ~KilledServer() {
        kill();
        ::close(reports_);
    }
    void await_reports(int count) {
        char byte = 0;
        while (count-- > 0) EXPECT_EQ(::read(reports_, &byte, 1), 1);
    }
    void kill() {
        if (pid_ == 0) return;
        ::kill(pid_, SIGKILL);
        ::waitpid(std::exchange(pid_, 0), nullptr, 0);
    }

  private:
    pid_t pid_ = 0;
    int reports_ = -1;
};

TEST(ServerKilled, ItsRunsGoOnAndAreFoundAgain) {
    World world;
    world.script("x",
                 "echo ran >> \"$0/marks\"; until test -e \"$0/end\"; do sleep 0.01; done; exit 9");
    KilledServer server(world, 1);
    server.await_reports(1);
    server.kill();

    const auto executor = world.executor();
    executor->recover(World::run(), kKey);
    ASSERT_EQ(world.inbox.next().what, Report::What::Started);
    executor->recover(World::run(), kKey);  // again: tells it again
    ASSERT_EQ(world.inbox.next().what, Report::What::Started);
    world.touch("end");
    EXPECT_EQ(summary(world.to_end()), "Exited 9");
    EXPECT_EQ(text_of(world.path("marks")), "ran\n");
}

TEST(ServerKilled, ItsRunsAreStoppedByAnother) {
    for (const bool recover_first : {true, false}) {
        World world;
        world.script("x", "exec sleep 1000", "stop_grace: 10s");
        KilledServer server(world, 1);
        server.await_reports(1);
        server.kill();
        const auto executor = world.executor();
        if (recover_first) executor->recover(World::run(), kKey);
        executor->stop(World::run(), kKey);
        EXPECT_EQ(summary(world.to_end()), recover_first ? "Started, Stopped 143" : "Stopped 143");
    }
}

TEST(ServerKilled, AnEndWhileNobodyWatchesIsKept) {
    World world;
    world.script("x", "exit 3");
    KilledServer server(world, 1);
    server.await_reports(1);
    server.kill();
    ASSERT_TRUE(eventually([&] { return world.claim().exited.has_value(); }));
    EXPECT_EQ(recovered(world), "Started, Exited 3");
}

// The moment is whatever it is: many starts are on their way when the server dies.
TEST(ServerKilled, InTheMiddleOfStartsEachRunHappensAtMostOnce) {
    constexpr int kRuns = 60;
    for (int reports = 0; reports < 40; reports += 7) {
        World world;
        world.script("x", "echo $WORKLOAD_SCHEDULER_RUN >> \"$0/marks\"");
        // Else a server killed before its very first start leaves no folder, hence no proof.
        KilledServer server(world, kRuns);
        server.await_reports(reports);
        server.kill();

        const auto executor = world.executor();
        for (int i = 1; i <= kRuns; ++i) executor->recover(World::run(i), kKey);
        int ran = 0;
        for (int ends = 0; ends < kRuns;) {
            const Report report = world.inbox.next();
            if (report.what == Report::What::Started) continue;
            ++ends;
            ASSERT_NE(report.what, Report::What::Lost) << report.message;
            const bool did_run = report.what == Report::What::Exited;
            ran += did_run ? 1 : 0;
            const std::string marks = text_of(world.path("marks"));
            EXPECT_EQ(marks.contains(report.run.text() + "\n"), did_run);
        }
        const std::string marks = text_of(world.path("marks"));
        EXPECT_EQ(std::count(marks.begin(), marks.end(), '\n'), ran);
    }
}

TEST(Recover, JudgesByTheClaim) {
    Bystander other, dead;
    const ProcessId gone = dead.id();
    dead.end();
    const auto text = [](ProcessId id) {
        return std::to_string(id.pid) + " " + std::to_string(id.start);
    };
    const ProcessId reused{other.id().pid, other.id().start - 1};  // its pid, of another time
    const std::string here = "claimed " + this_boot() + " " + text(gone) + "\n";
    const std::string elsewhere = "claimed another-boot " + text(other.id()) + "\n";
    const std::string forked = "forked " + text(gone) + "\n";

    const struct {
        const char* why;
        std::string claim;
        const char* want;
    } rows[] = {
        {"void", "void\n", "NotStarted"},
        {"claimed, keeper gone", here, "NotStarted"},
        {"half a line does not count", here + "forked 12", "NotStarted"},
        {"could not be executed", here + forked + "not-started x\n", "NotStarted"},
        {"another boot, only claimed", elsewhere, "NotStarted"},
        {"forked", here + forked, "Lost"},
        {"another boot, forked", elsewhere + "forked " + text(other.id()) + "\n", "Lost"},
        {"another boot, started", elsewhere + forked + "started\n", "Started, Lost"},
        {"another boot, exited", elsewhere + forked + "started\nexited 4\n", "Started, Exited 4"},
        {"started, all gone", here + forked + "started\n", "Started, Lost"},
        {"started, pid used again", here + "forked " + text(reused) + "\nstarted\n",
         "Started, Lost"},
        {"exited", here + forked + "started\nexited 0\n", "Started, Exited 0"},
        {"stopped", here + forked + "started\nstopped 143\n", "Started, Stopped 143"},
        {"empty", "", "Unproven"},
        {"nobody wrote this", "hello\n", "Unproven"},
        {"bytes", std::string("\0\xFF\n\n", 4), "Unproven"},
        {"a later version's word", here + forked + "paused\n", "Unproven"},
    };
    World world;
    world.script("x", "echo ran >> \"$0/marks\"");
    int attempt = 0;
    for (const auto& row : rows) {
        world.forge_claim(row.claim, ++attempt);
        EXPECT_EQ(recovered(world, attempt), row.want) << row.why;
        EXPECT_EQ(world.claim_text(attempt), row.claim) << row.why;
        EXPECT_THAT(summary(world.run_to_end("x", attempt)), row.want) << row.why << ", started";
    }
    EXPECT_EQ(text_of(world.path("marks")), "");
    EXPECT_TRUE(other.is_alive());
}

TEST(Recover, TellsTheEndWhenTheGroupIsDead) {
    World world;
    world.script("x",
                 "(trap '' TERM; echo > \"$0/up\"; exec sleep 1000) & echo $! > \"$0/child\";"
                 "until test -e \"$0/up\"; do :; done; exit 5",
                 "stop_grace: 300ms");
    world.executor()->start(world.order("x"));
    ASSERT_TRUE(eventually([&] { return world.claim().exited.has_value(); }));
    world.inbox.clear();
    EXPECT_EQ(recovered(world), "Started, Exited 5");
    EXPECT_FALSE(is_running(std::stoi(text_of(world.path("child")))));
}

TEST(Recover, EndsWhatALeaderAndItsKeeperLeftBehind) {
    World world;
    world.script(
        "x", "sleep 1000 & echo $! > \"$0/child\"; until test -e \"$0/end\"; do sleep 0.01; done",
        "stop_grace: 300ms");
    {
        const auto executor = world.executor("before_exit_record");
        executor->start(world.order("x"));
        ASSERT_EQ(world.inbox.next().what, Report::What::Started);
    }
    const auto leader = world.claim().workload.value();
    const auto keeper = world.claim().keeper;
    world.touch("end");
    ASSERT_TRUE(eventually([&] { return !is_running(leader.pid) && !is_running(keeper.pid); }));
    const auto executor = world.executor();
    executor->recover(World::run(), kKey);
    EXPECT_EQ(summary(world.to_end()), "Started, Lost");
    EXPECT_TRUE(eventually([&] { return !is_running(std::stoi(text_of(world.path("child")))); }));
}

TEST(Recover, ProvesByItsOwnClaimThatNothingRan) {
    World world;
    world.script("x", "echo ran >> \"$0/marks\"");
    EXPECT_EQ(recovered(world), "NotStarted");
    EXPECT_EQ(world.claim_text(), "void\n");
    EXPECT_EQ(summary(world.run_to_end("x")), "NotStarted");  // a keeper that comes late
    EXPECT_EQ(text_of(world.path("marks")), "");
}

TEST(Recover, WithEmptiedClaimsProvesNothing) {
    World world;
    world.script("x", "exit 0");
    for (const auto& entry : std::filesystem::directory_iterator(world.data() + "/run"))
        std::filesystem::remove(entry.path());
    const auto executor = world.executor();
    executor->recover(World::run(), kKey);
    EXPECT_EQ(world.inbox.next().what, Report::What::Unproven);
}

TEST(Recover, WithoutTheDataFolderProvesNothing) {
    World world;
    std::filesystem::remove_all(world.data());
    world.script("x", "exit 0");
    const auto executor = world.executor();
    executor->recover(World::run(), kKey);
    const Report report = world.inbox.next();
    EXPECT_EQ(report.what, Report::What::Unproven);
    EXPECT_THAT(report.message, HasSubstr(world.data() + "/run"));
    EXPECT_FALSE(std::filesystem::exists(world.data()));
}

TEST(Stop, NeverSignalsAProcessThatOnlyHasThePid) {
    Bystander other;
    const ProcessId reused{other.id().pid, other.id().start + 1};
    const std::string pid = std::to_string(reused.pid), start = std::to_string(reused.start);
    World world;
    world.script("x", "exit 0", "stop_grace: 0s");
    world.forge_claim("claimed " + this_boot() + " " + pid + " " + start + "\nforked " + pid + " " +
                      start + "\nstarted\n");
    const auto executor = world.executor();
    executor->stop(World::run(), kKey);
    EXPECT_EQ(summary(world.to_end()), "Lost");
    EXPECT_TRUE(other.is_alive());
}

// While its keeper lives, a run that is not confirmed yet is neither void nor lost.
TEST(Recover, WaitsForAKeeperThatIsOnItsWay) {
    Bystander keeper;
    const ProcessId id = keeper.id();
    const std::string first = "claimed " + this_boot() + " " + std::to_string(id.pid) + " " +
                              std::to_string(id.start) + "\n";
    World world;
    world.script("x", "exit 0");
    world.forge_claim(first);
    const auto executor = world.executor();
    executor->recover(World::run(), kKey);
    world.forge_claim(first + "forked 1 1\nstarted\n");
    EXPECT_EQ(world.inbox.next().what, Report::What::Started);
    world.forge_claim(first + "forked 1 1\nstarted\nexited 1\n");
    keeper.end();
    EXPECT_EQ(summary(world.to_end()), "Exited 1");
}

}  // namespace
}  // namespace wls::local
