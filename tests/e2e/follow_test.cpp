// A run's output while it runs: what comes is sent on, and the end of the run is the end.
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>

#include "e2e/words.h"
#include "support/http_client.h"
#include "support/program.h"

namespace wls {
namespace {

using support::send;
using namespace e2e;

class Following : public testing::Test {
  protected:
    // A schedule whose workload runs `script`, and its log.
    void start(const std::string& script) {
        std::ofstream(folder.path() / "catalog.yaml")
            << "workloads:\n  - name: Job\n    process: {run: [/bin/sh, -c, '" << script
            << "']}\n    mode: task\n";
        server.emplace(support::Start{{"serve"}, folder.path(), {}, false});
        send(server->port(), "POST", "/schedules", schedule("Job", 0, 600));
        EXPECT_TRUE(support::eventually([&] { return exists("begun"); })) << server->output();
    }
    bool exists(const char* name) const { return std::filesystem::exists(folder.path() / name); }
    void make(const char* name) const { const std::ofstream made(folder.path() / name); }

    support::Folder folder;
    std::optional<support::Server> server;
};

TEST_F(Following, TheLinesOfARunComeAsItPrintsThem) {
    start(
        "echo one; touch begun; while [ ! -e go ]; do sleep 0.02; done; echo two;"
        " while [ ! -e end ]; do sleep 0.02; done; echo three >&2; exit 3");
    support::Stream log(server->port(), "/transitions/1/log?follow");
    EXPECT_TRUE(log.reads("one\n")) << log.bytes();
    EXPECT_TRUE(log.bytes().starts_with("HTTP/1.1 200 OK\r\n")) << log.bytes();
    support::Stream second(server->port(), "/transitions/1/log?follow=true");
    make("go");
    EXPECT_TRUE(log.reads("two\n"));
    EXPECT_TRUE(second.reads("two\n"));
    EXPECT_FALSE(has(log.bytes(), "three"));
    make("end");
    EXPECT_TRUE(log.ends_whole()) << log.bytes();
    EXPECT_TRUE(second.ends_whole()) << second.bytes();
    EXPECT_TRUE(has(log.bytes(), "three\n"));
    const auto whole = support::get(server->port(), "/transitions/1/log?follow");
    EXPECT_EQ(whole.body, "one\ntwo\nthree\n") << "one that has ended";
}

TEST_F(Following, NothingIsLostWhereTheFileIsRenamed) {
    // 3 MiB in parts that wait for one another: two renames.
    start(
        "touch begun; part=0; while [ $part -lt 6 ]; do while [ ! -e go$part ]; do sleep 0.02;"
        " done; awk -v p=$part \"BEGIN { for (i = 0; i < 8192; i++)"
        " printf \\\"<%d-%04d>%055d\\\\n\\\", p, i, 0; print \\\"part \\\" p }\";"
        " part=$((part+1)); done");
    support::Stream log(server->port(), "/transitions/1/log?follow");
    for (int part = 0; part < 6; ++part) {
        make(("go" + std::to_string(part)).c_str());
        EXPECT_TRUE(log.reads("part " + std::to_string(part) + "\n")) << part;
    }
    EXPECT_TRUE(log.ends_whole());
    std::string expected;
    for (int part = 0; part < 6; ++part) {
        for (int line = 0; line < 8192; ++line) {
            const auto number = std::to_string(line);
            expected += "<" + std::to_string(part) + "-" + std::string(4 - number.size(), '0') +
                        number + ">" + std::string(55, '0') + "\n";
        }
        expected += "part " + std::to_string(part) + "\n";
    }
    EXPECT_TRUE(log.body() == expected) << log.body().size() << " of " << expected.size();
}

TEST_F(Following, ASixtyFifthFollowerIsTurnedAway) {
    start("touch begun; while [ ! -e end ]; do sleep 0.02; done");
    std::vector<std::unique_ptr<support::Stream>> logs;
    for (int i = 0; i < 64; ++i) {
        logs.push_back(
            std::make_unique<support::Stream>(server->port(), "/transitions/1/log?follow"));
        EXPECT_TRUE(logs.back()->reads("\r\n\r\n"));
    }
    const auto refused = support::get(server->port(), "/transitions/1/log?follow");
    EXPECT_EQ(refused.status, 503);
    EXPECT_TRUE(has(refused.body, "Too many clients follow logs")) << refused.body;
    logs.pop_back();
    EXPECT_TRUE(support::eventually([&] {
        support::Stream again(server->port(), "/transitions/1/log?follow");
        return again.reads("\r\n\r\n") && again.bytes().starts_with("HTTP/1.1 200");
    }));
    make("end");
}

TEST_F(Following, AStopBreaksItOffAndTheRunGoesOn) {
    start("echo one; touch begun; while [ ! -e end ]; do sleep 0.02; done; touch ended");
    support::Stream log(server->port(), "/transitions/1/log?follow");
    EXPECT_TRUE(log.reads("one\n"));
    server->signal(SIGTERM);
    EXPECT_FALSE(log.ends_whole()) << "the run has not ended";
    EXPECT_EQ(server->wait().code, 0);
    make("end");
    EXPECT_TRUE(support::eventually([&] { return exists("ended"); }));
}

}  // namespace
}  // namespace wls
