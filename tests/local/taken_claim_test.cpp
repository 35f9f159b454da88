// Claims that somebody took away while their runs go on: what can still be known is told.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/ptrace.h>

#include <filesystem>

#include "local/proc.h"
#include "local/process/keeper_search.h"
#include "local/world.h"

namespace wls::local {
namespace {

namespace fs = std::filesystem;

constexpr const char* kKey = "Process/-/x";

class TakenClaim : public ::testing::Test {
  protected:
    // Runs until it is stopped, or until there is a file "end".
    void start(const std::string& grace = "10s") {
        world.script(
            "x", "echo ran >> \"$0/marks\"; until test -e \"$0/end\"; do sleep 0.01; done; exit 3",
            "stop_grace: " + grace);
        executor = world.executor();
        executor->start(world.order("x"));
        ASSERT_EQ(world.inbox.next().what, Report::What::Started);
        ASSERT_TRUE(eventually([&] { return !text_of(world.path("marks")).empty(); }));
        claim = world.claim();
        ASSERT_TRUE(claim.workload);
    }
    void take_away() const {  // as `rm -rf data/run/*` does
        for (const auto& entry : fs::directory_iterator(folder())) fs::remove(entry.path());
    }
    std::string folder() const { return world.data() + "/run"; }
    std::string stopped() {
        executor->stop(World::run(), kKey);
        return summary(world.to_end());
    }
    void kill_keeper() const {
        ::kill(claim.keeper.pid, SIGKILL);
        ASSERT_TRUE(eventually([&] { return !is_running(claim.keeper.pid); }));
    }

    World world;
    std::unique_ptr<ProcessExecutor> executor;
    ClaimState claim;
};

TEST_F(TakenClaim, OfALiveKeeperIsFoundAndSaysWhatItSaid) {
    start();
    executor.reset();
    take_away();
    World other;  // another server's run of the same name
    EXPECT_FALSE(find_taken_claim(other.data(), World::run().text()));
    EXPECT_FALSE(find_taken_claim(world.data(), World::run(2).text()));
    EXPECT_EQ(find_taken_claim(world.data(), World::run().text()), claim);
    kill_keeper();
    EXPECT_FALSE(find_taken_claim(world.data(), World::run().text()));
}

TEST_F(TakenClaim, IsPutBackByItsKeeperSoAStopIsToldAsDone) {
    start();
    take_away();
    EXPECT_EQ(stopped(), "Stopped 143");
    EXPECT_EQ(world.claim().stopped, 143);
    EXPECT_EQ(world.claim().workload, claim.workload);
}

TEST_F(TakenClaim, IsPutBackByItsKeeperAlsoWithItsFolder) {
    start();
    fs::remove_all(folder());
    world.touch("end");
    EXPECT_EQ(summary(world.to_end()), "Exited 3");
    EXPECT_EQ(world.claim().exited, 3);
}

TEST_F(TakenClaim, OfAnEndWhileNobodyWatchesIsThereForTheNextServer) {
    start();
    executor.reset();
    take_away();
    world.touch("end");
    ASSERT_TRUE(eventually([&] { return !is_running(claim.keeper.pid); }));
    executor = world.executor();
    executor->recover(World::run(), kKey);
    EXPECT_EQ(summary(world.to_end()), "Started, Exited 3");
}

TEST_F(TakenClaim, LeavesARunThatAnotherServerFindsAndStops) {
    start();
    executor = world.executor();
    take_away();
    executor->recover(World::run(), kKey);
    ASSERT_EQ(world.inbox.next().what, Report::What::Started);
    EXPECT_EQ(stopped(), "Stopped 143");
}

// By another name its files are deleted files of a folder that is not ours.
TEST_F(TakenClaim, WithItsRenamedFolderIsFoundByTheNextServer) {
    start();
    executor = world.executor();
    fs::rename(folder(), folder() + ".old");
    EXPECT_EQ(find_taken_claim(world.data(), World::run().text()), claim);
    executor->recover(World::run(), kKey);
    ASSERT_EQ(world.inbox.next().what, Report::What::Started);
    EXPECT_EQ(stopped(), "Stopped 143");
    EXPECT_EQ(world.claim().stopped, 143);
}

TEST_F(TakenClaim, IsFoundBelowADataFolderThatWasRenamed) {
    start();
    executor.reset();
    const std::string moved = world.data() + ".moved";
    fs::rename(world.data(), moved);
    fs::remove(moved + "/run/" + World::run().text());
    EXPECT_EQ(find_taken_claim(moved, World::run().text()), claim);
    EXPECT_FALSE(find_taken_claim(world.data() + "/elsewhere", World::run().text()));
    fs::rename(moved, world.data());
}

TEST_F(TakenClaim, IsFoundThroughALinkToTheDataFolder) {
    start();
    executor.reset();
    fs::rename(folder(), folder() + ".old");
    fs::create_directory_symlink(world.data(), world.path("link"));
    EXPECT_EQ(find_taken_claim(world.path("link"), World::run().text()), claim);
}

// The folder is whole, so a claim that is not there was never made: but its keeper lives.
TEST_F(TakenClaim, AloneIsNoProofThatNothingRan) {
    start();
    fs::remove(world.claim_path());
    executor = world.executor();
    executor->recover(World::run(), kKey);
    EXPECT_EQ(world.inbox.next().what, Report::What::Started);
    EXPECT_FALSE(fs::exists(world.claim_path()));
    EXPECT_EQ(stopped(), "Stopped 143");
}

TEST_F(TakenClaim, AndAKeeperThatWasKilledLeaveARunThatIsKnownAllTheSame) {
    start();
    take_away();
    kill_keeper();
    EXPECT_TRUE(is_running(claim.workload->pid));
    EXPECT_EQ(stopped(), "Stopped 0");
    EXPECT_FALSE(is_running(claim.workload->pid));
}

TEST_F(TakenClaim, AndAKeeperThatWasKilledLeaveAnEndThatIsLost) {
    start();
    fs::remove(world.claim_path());  // the folder is whole: still nothing is void
    kill_keeper();
    world.touch("end");
    const auto reports = world.to_end();
    EXPECT_EQ(summary(reports), "Lost");
    EXPECT_EQ(reports.back().message, "exit code unknown: its claim was taken away");
    EXPECT_FALSE(fs::exists(world.claim_path()));
}

TEST_F(TakenClaim, WithTheDataFolderIsAStopAllTheSame) {
    start();
    fs::remove_all(world.data());
    EXPECT_EQ(stopped(), "Stopped 0");
    EXPECT_FALSE(is_running(claim.workload->pid));
    EXPECT_FALSE(fs::exists(world.data()));
}

TEST_F(TakenClaim, AndAKeeperThatDoesNotReactArePassedOver) {
    world.keeper_patience = std::chrono::milliseconds{100};
    start("100ms");
    if (::ptrace(PTRACE_SEIZE, claim.keeper.pid, nullptr, nullptr) != 0)
        GTEST_SKIP() << "no debugger is allowed here";
    ASSERT_EQ(::ptrace(PTRACE_INTERRUPT, claim.keeper.pid, nullptr, nullptr), 0);
    ASSERT_TRUE(eventually([&] { return read_stat(claim.keeper.pid)->state == 't'; }));
    take_away();
    EXPECT_EQ(stopped(), "Stopped 0");
    EXPECT_FALSE(is_running(claim.workload->pid));
}

}  // namespace
}  // namespace wls::local
