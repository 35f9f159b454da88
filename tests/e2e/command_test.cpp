// Workloads that one command starts and another stops, through the real program and its crashes.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
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

class Command : public testing::Test {
  protected:
    void write_catalog(const std::string& start, const std::string& stop,
                       const std::string& state = "") const {
        const auto argv = [](const std::string& script) {
            return "[/bin/sh, -c, '" + script + "']";
        };
        std::ofstream(folder_.path() / "catalog.yaml")
            << "workloads:\n  - name: Thing\n    command: {start: " << argv(start)
            << ", stop: " << argv(stop) << (state.empty() ? "" : ", state: " + argv(state))
            << "}\n";
    }
    support::Start serve() const { return {{"serve"}, folder_.path(), {}, false}; }
    bool exists(const char* file) const { return fs::exists(folder_.path() / file); }
    std::size_t lines(const char* file) const { return lines_in(folder_.path() / file); }
    static bool has_status(const support::Server& server, const std::string& status) {
        return has(get(server.port(), "/schedules/1").body, R"("status":")" + status + '"');
    }

    support::Folder folder_;
};

TEST_F(Command, StartsAtTheStartAndStopsAtTheEnd) {
    write_catalog("echo $WORKLOAD_SCHEDULER_EDGE >> marks; touch up",
                  "echo $WORKLOAD_SCHEDULER_EDGE >> marks; rm up");
    support::Server server(serve());
    send(server.port(), "POST", "/schedules", schedule("Thing", 1, 600));
    EXPECT_TRUE(support::eventually([&] { return exists("up"); })) << server.output();
    end_in(server.port(), 2);
    EXPECT_TRUE(support::eventually([&] { return has_status(server, "completed"); }))
        << server.output();
    EXPECT_FALSE(exists("up"));
    EXPECT_EQ(lines("marks"), 2U);
    const auto history = get(server.port(), "/transitions").body;
    EXPECT_TRUE(has(history, R"("workload":"Command/-/Thing")")) << history;
}

TEST_F(Command, ThatFailsIsTriedAgain) {
    write_catalog("echo ran >> starts; test $(wc -l < starts) -ge 2 && touch up",
                  "echo ran >> stops; test $(wc -l < stops) -ge 2 && rm up");
    support::Server server(serve());
    send(server.port(), "POST", "/schedules", schedule("Thing", 0, 600));
    EXPECT_TRUE(support::eventually([&] { return has_status(server, "running"); }))
        << server.output();
    EXPECT_EQ(lines("starts"), 2U);
    send(server.port(), "DELETE", "/schedules/1", "");
    EXPECT_TRUE(support::eventually([&] { return lines("stops") == 2 && !exists("up"); }))
        << server.output();
}

TEST_F(Command, ThatIsUpAlreadyIsNotStartedAndIsSeenByItsState) {
    std::ofstream(folder_.path() / "up").close();
    write_catalog("echo ran >> starts", "rm up", "test -e up");
    support::Server server(serve());
    send(server.port(), "POST", "/schedules", schedule("Thing", 0, 600));
    EXPECT_TRUE(support::eventually([&] { return has_status(server, "running"); }))
        << server.output();
    EXPECT_EQ(lines("starts"), 0U);
    EXPECT_TRUE(has(get(server.port(), "/transitions").body, R"("outcome":"already")"));
}

// The start hangs, the server is killed, the window ends while it is away. The stop that the next
// server owes must not overtake the start: it would come up afterwards and stay.
TEST_F(Command, AStopDoesNotOvertakeTheStartOfAKilledServer) {
    for (const char* state : {"", "test -e up"}) {
        const support::Folder folder;
        ASSERT_EQ(::mkfifo((folder.path() / "gate").c_str(), 0600), 0);
        std::ofstream(folder.path() / "catalog.yaml")
            << "workloads:\n  - name: Thing\n    command:\n"
               "      start: [/bin/sh, -c, 'touch begun; read x < gate; touch up; echo start >> "
               "order']\n"
               "      stop: [/bin/sh, -c, 'rm -f up; echo stop >> order']\n"
            << (*state != '\0' ? "      state: [/bin/sh, -c, 'test -e up']\n" : "");
        const support::Start serve{{"serve"}, folder.path(), {}, false};
        const auto exists = [&](const char* file) { return fs::exists(folder.path() / file); };
        {
            support::Server server(serve);
            send(server.port(), "POST", "/schedules", schedule("Thing", 0, 600));
            ASSERT_TRUE(support::eventually([&] { return exists("begun"); }));
            server.kill();
        }
        support::Server server(serve);
        send(server.port(), "DELETE", "/schedules/1", "");
        // Its order is given while the start still hangs.
        ASSERT_TRUE(support::eventually([&] { return has(server.output(), "I stopping"); }))
            << server.output();
        const int gate = ::open((folder.path() / "gate").c_str(), O_WRONLY | O_CLOEXEC);
        EXPECT_EQ(::write(gate, "\n", 1), 1);
        ::close(gate);
        EXPECT_TRUE(support::eventually([&] {
            return text_of(folder.path() / "order") == "start\nstop\n";
        })) << text_of(folder.path() / "order")
            << server.output();
        EXPECT_TRUE(support::eventually([&] {
            return !has(get(server.port(), "/transitions").body, R"("outcome":"pending")");
        })) << get(server.port(), "/transitions").body;
        EXPECT_FALSE(exists("up")) << server.output();
    }
}

}  // namespace
}  // namespace wls
