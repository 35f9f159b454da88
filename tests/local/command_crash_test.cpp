// Calls of Command workloads through kill -9 of the server and of callers.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "local/fd.h"
#include "local/proc.h"
#include "local/world.h"

namespace wls::local {
namespace {

using ::testing::HasSubstr;

// The callers of a run that live: "workload-scheduler call <run>".
std::vector<pid_t> callers_of(const World& world, const RunId& run) {
    std::vector<pid_t> found;
    const std::string wanted =
        std::string("workload-scheduler") + '\0' + "call" + '\0' + run.text() + '\0';
    const std::string lock = world.data() + "/logs/" + run.text() + ".calls";
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        if (text_of(entry.path() / "cmdline") != wanted) continue;
        std::error_code gone;
        for (std::filesystem::directory_iterator file(entry.path() / "fd", gone), end;
             !gone && file != end; file.increment(gone)) {
            std::error_code closed;
            if (std::filesystem::read_symlink(file->path(), closed) != lock) continue;
            found.push_back(std::stoi(entry.path().filename()));
            break;
        }
    }
    return found;
}

// A start that hangs until the test lets it go on, then brings the thing up.
class HangingStart : public ::testing::Test {
  protected:
    void SetUp() override {
        ASSERT_EQ(::mkfifo(world.path("gate").c_str(), 0600), 0);
        world.command("x", "echo > \"$0/begun\"; read line < \"$0/gate\"; echo > \"$0/up\"",
                      "rm -f \"$0/up\"; echo > \"$0/stopped\"", state(), "timeout: 1h");
    }
    virtual std::string state() const { return ""; }

    bool has(const char* file) const { return std::filesystem::exists(world.path(file)); }
    void open_gate() const {
        const Fd gate(::open(world.path("gate").c_str(), O_WRONLY | O_CLOEXEC));
        ASSERT_EQ(::write(gate.get(), "\n", 1), 1);
    }
    // A server of its own process begins the start and is killed with -9.
    void start_and_kill_the_server() {
        const pid_t server = ::fork();
        if (server == 0) {
            const auto executor = world.command_executor();
            executor->start(world.command_order("x"));
            for (;;) ::pause();
        }
        ASSERT_TRUE(eventually([&] { return has("begun"); }));
        ::kill(server, SIGKILL);
        ::waitpid(server, nullptr, 0);
    }

    World world;
};

class HangingStartWithState : public HangingStart {
    std::string state() const override { return "test -e \"$0/up\""; }
};

void expect_down_at_the_end(World& world, const std::function<void()>& open_gate) {
    const auto executor = world.command_executor();
    executor->recover(World::run(), "Command/-/x");
    EXPECT_EQ(summary({world.inbox.next()}), "Unsure");
    executor->stop(World::run(), "Command/-/x");
    ASSERT_TRUE(eventually([&] { return callers_of(world, World::run()).size() == 2; }));
    EXPECT_FALSE(std::filesystem::exists(world.path("stopped")));
    open_gate();
    EXPECT_EQ(summary({world.inbox.next()}), "Stopped 0");
    EXPECT_TRUE(eventually([&] { return callers_of(world, World::run()).empty(); }));
    EXPECT_TRUE(std::filesystem::exists(world.path("stopped")));
    EXPECT_FALSE(std::filesystem::exists(world.path("up")));
}

TEST_F(HangingStart, OfAKilledServerEndsBeforeTheStop) {
    start_and_kill_the_server();
    expect_down_at_the_end(world, [this] { open_gate(); });
}

// The state says "down" while the start hangs: to believe it would be a stop too few.
TEST_F(HangingStartWithState, OfAKilledServerEndsBeforeTheStateIsAsked) {
    start_and_kill_the_server();
    expect_down_at_the_end(world, [this] { open_gate(); });
}

TEST_F(HangingStart, GivenAgainWaitsForTheFirst) {
    start_and_kill_the_server();
    const auto executor = world.command_executor();
    std::filesystem::remove(world.path("begun"));
    executor->start(world.command_order("x"));
    ASSERT_TRUE(eventually([&] { return callers_of(world, World::run()).size() == 2; }));
    EXPECT_FALSE(has("begun"));
    open_gate();
    ASSERT_TRUE(eventually([&] { return has("begun"); }));
    open_gate();
    EXPECT_EQ(summary({world.inbox.next()}), "Started");
}

TEST_F(HangingStart, IsUnsureWhenItsCallerIsKilledAndDiesWithIt) {
    const auto executor = world.command_executor();
    executor->start(world.command_order("x"));
    ASSERT_TRUE(eventually([&] { return has("begun"); }));
    const auto callers = callers_of(world, World::run());
    ASSERT_EQ(callers.size(), 1U);
    ::kill(callers[0], SIGKILL);
    const Report report = world.inbox.next();
    EXPECT_EQ(summary({report}), "Unsure");
    EXPECT_THAT(report.message, HasSubstr("killed"));
    // Nobody reads the gate any more: the command is dead.
    EXPECT_TRUE(eventually([&] {
        const Fd gate(::open(world.path("gate").c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
        return !gate && errno == ENXIO;
    }));
    executor->stop(World::run(), "Command/-/x");
    EXPECT_EQ(summary({world.inbox.next()}), "Stopped 0");
    EXPECT_FALSE(has("up"));
}

TEST_F(HangingStart, GoesOnWhenTheServerEndsInGoodOrder) {
    auto executor = world.command_executor();
    executor->start(world.command_order("x"));
    ASSERT_TRUE(eventually([&] { return has("begun"); }));
    executor.reset();
    open_gate();
    EXPECT_TRUE(eventually([&] { return has("up"); }));
    EXPECT_TRUE(world.inbox.empty());
}

TEST(Caller, RefusesToBeStartedByHand) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        const int null = ::open("/dev/null", O_RDWR);
        for (int fd = 0; fd <= 2; ++fd) ::dup2(null, fd);
        ::execl("/proc/self/exe", "workload-scheduler", "call", nullptr);
        ::_exit(1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(pid, &status, 0), pid);
    EXPECT_EQ(WEXITSTATUS(status), 70);
}

}  // namespace
}  // namespace wls::local
