// Processes that are kept up through their window: started again when they end, found again after
// any crash, never two at once.
#include <gtest/gtest.h>
#include <signal.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "e2e/words.h"
#include "support/http_client.h"
#include "support/program.h"

namespace wls {
namespace {

namespace fs = std::filesystem;
using support::get;
using support::send;
using namespace e2e;

class Service : public testing::Test {
  protected:
    // Each life writes its process number, and complains when another is alive.
    void SetUp() override {
        std::ofstream(folder_.path() / "catalog.yaml")
            << "workloads:\n  - name: Site\n    mode: service\n    stop_grace: 10s\n    process: "
               "{run: [/bin/sh, -c, 'trap \"rmdir alone; exit 0\" TERM; "
               "mkdir alone || echo two >> wrong; echo $$ >> lives; "
               "while :; do sleep 0.02; done']}\n";
    }
    support::Start serve() const { return {{"serve"}, folder_.path(), {}, false}; }
    std::size_t lives() const { return lines_in(folder_.path() / "lives"); }
    pid_t last_life() const {
        std::istringstream all(text_of(folder_.path() / "lives"));
        pid_t pid = 0;
        while (all >> pid) continue;
        return pid;
    }
    void expect_never_two() const { EXPECT_FALSE(fs::exists(folder_.path() / "wrong")); }

    support::Folder folder_;
};

TEST_F(Service, IsStartedAgainWhenItEndsAndStoppedAtTheEnd) {
    support::Server server(serve());
    send(server.port(), "POST", "/schedules", schedule("Site", 0, 600));
    ASSERT_TRUE(support::eventually([&] { return lives() == 1; })) << server.output();
    fs::remove(folder_.path() / "alone");
    ::kill(last_life(), SIGKILL);
    ASSERT_TRUE(support::eventually([&] { return lives() == 2; })) << server.output();
    send(server.port(), "DELETE", "/schedules/1", "");
    EXPECT_TRUE(support::eventually([&] { return !fs::exists(folder_.path() / "alone"); }))
        << server.output();
    EXPECT_EQ(lives(), 2U);
    expect_never_two();
}

TEST_F(Service, GoesOnWhileTheServerIsAwayAndIsFoundAgain) {
    {
        support::Server server(serve());
        send(server.port(), "POST", "/schedules", schedule("Site", 0, 600));
        ASSERT_TRUE(support::eventually([&] { return lives() == 1; })) << server.output();
        server.kill();
    }
    support::Server server(serve());
    EXPECT_TRUE(support::eventually([&] { return has(server.output(), "found again"); }))
        << server.output();
    EXPECT_EQ(::kill(last_life(), 0), 0);
    send(server.port(), "DELETE", "/schedules/1", "");
    EXPECT_TRUE(support::eventually([&] { return !fs::exists(folder_.path() / "alone"); }));
    EXPECT_EQ(lives(), 1U);
    expect_never_two();
}

TEST_F(Service, ThatEndedWhileTheServerWasAwayIsStartedAgain) {
    {
        support::Server server(serve());
        send(server.port(), "POST", "/schedules", schedule("Site", 0, 600));
        ASSERT_TRUE(support::eventually([&] { return lives() == 1; })) << server.output();
        server.kill();
    }
    ::kill(last_life(), SIGTERM);
    ASSERT_TRUE(support::eventually([&] { return !fs::exists(folder_.path() / "alone"); }));
    support::Server server(serve());
    EXPECT_TRUE(support::eventually([&] { return lives() == 2; })) << server.output();
    expect_never_two();
}

// Killed again and again, whatever it is doing at that moment.
TEST_F(Service, OfAServerThatIsKilledOverAndOverRunsOnce) {
    for (int round = 0; round < 6; ++round) {
        support::Server server(serve());
        if (round == 0) send(server.port(), "POST", "/schedules", schedule("Site", 0, 600));
        support::eventually([&] { return lives() > 0 || round % 2 == 0; });
        server.kill();
    }
    support::Server server(serve());
    EXPECT_TRUE(support::eventually([&] {
        return lives() > 0 && has(get(server.port(), "/schedules/1").body, R"("status":"running")");
    })) << server.output();
    EXPECT_EQ(lives(), 1U);
    expect_never_two();
}

}  // namespace
}  // namespace wls
