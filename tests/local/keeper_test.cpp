// The keeper as a process: what it survives, what it holds, what it refuses.
#include "local/process/keeper.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <set>

#include "local/child.h"
#include "local/proc.h"
#include "local/spawn.h"
#include "local/ticker.h"
#include "local/world.h"

namespace wls::local {
namespace {

pid_t session_of(pid_t pid) {
    return ::getsid(pid);
}

TEST(Keeper, RefusesToBeStartedByHand) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        const int null = ::open("/dev/null", O_RDWR);
        for (int fd = 0; fd <= 2; ++fd) ::dup2(null, fd);
        ::execl("/proc/self/exe", "workload-scheduler", "keep", nullptr);
        ::_exit(1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(pid, &status, 0), pid);
    EXPECT_EQ(WEXITSTATUS(status), 70);
}

class RunningKeeper : public ::testing::Test {
  protected:
    void SetUp() override {
        world.script("x", "until test -e \"$0/end\"; do sleep 0.01; done; exit 1");
        executor = world.executor();
        executor->start(world.order("x"));
        ASSERT_EQ(world.inbox.next().what, Report::What::Started);
        keeper = world.claim().keeper.pid;
        ASSERT_TRUE(eventually([&] { return held_files().size() >= 7; }));
    }
    std::multiset<std::string> held_files() const {
        std::multiset<std::string> files;
        const std::string folder = "/proc/" + std::to_string(keeper) + "/fd";
        std::error_code gone;
        for (const auto& entry : std::filesystem::directory_iterator(folder, gone)) {
            std::string file = std::filesystem::read_symlink(entry.path(), gone);
            files.insert(file.substr(0, file.find('[')));
        }
        return files;
    }

    World world;
    std::unique_ptr<ProcessExecutor> executor;
    pid_t keeper = 0;
};

TEST_F(RunningKeeper, OutlivesWhatATerminalOrANeighbourSends) {
    EXPECT_EQ(session_of(keeper), keeper);
    for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGUSR1, SIGUSR2, SIGALRM})
        ::kill(keeper, signal);
    world.touch("end");
    EXPECT_EQ(summary(world.to_end()), "Exited 1");
}

TEST_F(RunningKeeper, HoldsNothingOfTheServer) {
    const std::string log = world.data() + "/logs/" + World::run().text() + ".log";
    ASSERT_TRUE(eventually([&] { return held_files().contains(log); }));
    EXPECT_THAT(held_files(),
                ::testing::UnorderedElementsAre("/dev/null", "/dev/null", "/dev/null",
                                                "anon_inode:", "anon_inode:", "pipe:", log,
                                                ::testing::_));  // the last: the claim
    EXPECT_EQ(std::filesystem::read_symlink("/proc/" + std::to_string(keeper) + "/cwd"), "/");
    EXPECT_EQ(text_of("/proc/" + std::to_string(keeper) + "/environ"), "");
    world.touch("end");
    world.to_end();
}

TEST_F(RunningKeeper, LeavesNoZombieBehind) {
    world.touch("end");
    world.to_end();
    EXPECT_TRUE(eventually([&] { return !read_stat(keeper).has_value(); }));
}

// It ends for its debugger first, and for its parent when that lets it go.
TEST_F(RunningKeeper, LeavesNoZombieBehindWhenADebuggerHeldIt) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t debugger = ::fork();
    if (debugger == 0) {
        const char held = ::ptrace(PTRACE_SEIZE, keeper, nullptr, nullptr) == 0 ? 'y' : 'n';
        if (::write(ends[1], &held, 1) != 1) ::_exit(1);
        for (;;) ::pause();
    }
    char held = 0;
    EXPECT_EQ(::read(ends[0], &held, 1), 1);
    world.touch("end");
    EXPECT_EQ(summary(world.to_end()), "Exited 1");
    if (held == 'y') {
        EXPECT_TRUE(read_stat(keeper).has_value());
    }
    ::kill(debugger, SIGKILL);
    ::waitpid(debugger, nullptr, 0);
    EXPECT_TRUE(eventually([&] { return !read_stat(keeper).has_value(); }));
    for (const int end : ends) ::close(end);
}

// Whoever was started as a keeper and lost reports it and is reaped, too.
TEST(SpawnedKeeper, ThatLosesTheRaceSaysSoAndExecutesNothing) {
    World world;
    world.forge_claim("void\n");
    KeeperOrder order;
    order.data = world.data();
    order.run = World::run().text();
    order.argv = {"/bin/sh", "-c", "touch " + world.path("ran")};
    order.directory = "/";
    const auto spawned = spawn_keeper(order);
    ASSERT_TRUE(spawned);
    ::fcntl(spawned->answer.get(), F_SETFL, 0);
    char answer[64] = {};
    EXPECT_GT(::read(spawned->answer.get(), answer, sizeof answer - 1), 0);
    EXPECT_STREQ(answer, "taken\n");
    ::waitpid(spawned->pid, nullptr, 0);
    EXPECT_FALSE(std::filesystem::exists(world.path("ran")));
}

// It may have been held up by a directory on a disk that does not answer.
TEST(Child, ThatComesTooLateExecutesNothing) {
    World world;
    Program program;
    program.argv = {"/bin/sh", "-c", "touch " + world.path("ran")};
    program.directory = "/";
    const Fd output(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    const Fd too_late = alarm_after(std::chrono::milliseconds{0});
    auto child = Child::fork(program, output, Child::Orphan::Lives, too_late);
    ASSERT_TRUE(child);
    ASSERT_TRUE(eventually([&] { return has_rung(too_late); }));
    EXPECT_THAT(child->execute(program, "run"), ::testing::HasSubstr("its window was over"));
    EXPECT_FALSE(std::filesystem::exists(world.path("ran")));
}

// Grandchildren whose parent died become the keeper's: it must not collect zombies.
TEST(Keeper, ReapsWhatItAdopts) {
    World world;
    world.script("x",
                 "(setsid sh -c 'echo $$ > \"$0/adopted\"; exit' \"$0\" &); "
                 "until test -e \"$0/end\"; do sleep 0.01; done");
    const auto executor = world.executor();
    executor->start(world.order("x"));
    ASSERT_EQ(world.inbox.next().what, Report::What::Started);
    ASSERT_TRUE(eventually([&] { return !text_of(world.path("adopted")).empty(); }));
    const pid_t adopted = std::stoi(text_of(world.path("adopted")));
    EXPECT_TRUE(eventually([&] { return !read_stat(adopted).has_value(); }));
    world.touch("end");
    EXPECT_EQ(summary(world.to_end()), "Exited 0");
}

}  // namespace
}  // namespace wls::local
