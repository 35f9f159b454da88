// `history log --follow`, with the real program on both sides: it ends with the run, with the
// connection, or with Ctrl-C.
#include <gtest/gtest.h>
#include <sys/types.h>

#include <csignal>
#include <fstream>
#include <future>
#include <optional>
#include <sstream>

#include "cli/shell.h"
#include "support/http_client.h"
#include "support/program.h"

namespace wls::cli {
namespace {

class FollowedLog : public testing::Test {
  protected:
    // Schedule 1 runs `script`, whose log is followed; both have said "one".
    void follow(const std::string& script) {
        std::ofstream(folder_.path() / "catalog.yaml")
            << "workloads:\n  - name: Talk\n    process: {run: [/bin/sh, -c, '" << script
            << "']}\n    mode: task\n";
        server_.emplace(support::Start{{"serve"}, folder_.path(), {}, false});
        shell_.emplace(folder_.path(), "localhost:" + std::to_string(server_->port()));
        shell_->set("WLS", WLS_PROGRAM);
        ASSERT_EQ(shell_->type("ws schedule create --name Talk --start now --for 10m").code, 0);
        ASSERT_TRUE(support::eventually(
            [&] { return shell_->type("ws history log 1 2>&1").output == "one\n"; }));
        typed_ = std::async(std::launch::async, [&] {
            return shell_->type("echo $$ > pid; exec \"$WLS\" history log 1 --follow 2>&1 > seen");
        });
        ASSERT_TRUE(support::eventually([&] { return text_of("seen") == "one\n"; }));
    }
    std::string text_of(const char* name) const {
        std::ostringstream text;
        text << std::ifstream(folder_.path() / name).rdbuf();
        return text.str();
    }
    void make(const char* name) const { const std::ofstream made(folder_.path() / name); }
    bool exists(const char* name) const { return std::filesystem::exists(folder_.path() / name); }

    support::Folder folder_;
    std::optional<support::Server> server_;
    std::optional<Shell> shell_;
    std::future<Typed> typed_;  // of the command that follows, standard error only
};

// (The shell may say on its standard error that the signal ended a `sleep`.)
TEST_F(FollowedLog, EndsWithTheRunWhateverBecomesOfItsSchedule) {
    follow(
        "exec 2>/dev/null; trap \"touch asked\" TERM; echo one; until test -e end; do sleep 0.02; "
        "done;"
        " echo end");
    ASSERT_EQ(shell_->type("ws schedule delete 1").code, 0);
    ASSERT_TRUE(support::eventually([&] { return exists("asked"); }));
    make("end");
    const auto typed = typed_.get();
    EXPECT_EQ(typed.code, 0);
    EXPECT_EQ(typed.output, "");
    EXPECT_EQ(text_of("seen"), "one\nend\n");
}

TEST_F(FollowedLog, TellsThatTheServerWasLost) {
    follow("echo one; until test -e end; do sleep 0.02; done");
    const auto host = "localhost:" + std::to_string(server_->port());
    server_->kill();
    const auto typed = typed_.get();
    EXPECT_EQ(typed.code, 6);
    EXPECT_EQ(typed.output,
              "workload-scheduler: transition 1: the connection to the server http://" + host +
                  " was lost: no whole answer from " + host +
                  ": the connection was closed before its end; ask again\n");
    EXPECT_EQ(text_of("seen"), "one\n");
    make("end");
}

TEST_F(FollowedLog, EndsAtCtrlCWithoutAWordAndTheRunGoesOn) {
    follow("echo one; until test -e end; do sleep 0.02; done; touch ended");
    ASSERT_EQ(::kill(std::stoi(text_of("pid")), SIGINT), 0);
    const auto typed = typed_.get();
    EXPECT_EQ(typed.code, 128 + SIGINT);
    EXPECT_EQ(typed.output, "");
    EXPECT_EQ(text_of("seen"), "one\n");
    make("end");
    EXPECT_TRUE(support::eventually([&] { return exists("ended"); }));
}

}  // namespace
}  // namespace wls::cli
