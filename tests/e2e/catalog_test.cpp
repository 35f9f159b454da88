// The catalog read again by SIGHUP: what is new runs, what is gone stops, what is wrong changes
// nothing.
#include <gtest/gtest.h>
#include <sys/stat.h>

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

class Hangup : public testing::Test {
  protected:
    // `workloads`: entries of the list.
    void write_catalog(const std::string& workloads) const {
        const auto draft = folder_.path() / "draft.yaml";
        std::ofstream(draft) << "workloads:\n" << workloads;
        fs::rename(draft, folder_.path() / "catalog.yaml");
    }
    static std::string process(const std::string& name, const std::string& script) {
        return "  - {name: " + name + ", process: {run: [/bin/sh, -c, '" + script +
               "']}, stop_grace: 10s}\n";
    }
    std::size_t marks() const { return lines_in(folder_.path() / "marks"); }

    support::Folder folder_;
};

constexpr const char* kMark = "echo ran >> marks";
constexpr const char* kStay =
    "trap \"echo stopped >> marks; exit 0\" TERM; echo ran >> marks; while :; do sleep 0.02; done";

TEST_F(Hangup, ARecordBecomesAWorkloadAndStarts) {
    write_catalog(process("Other", kMark));
    support::Server server({{"serve"}, folder_.path(), {}, false});
    send(server.port(), "POST", "/schedules", schedule("Job", 0, 600));
    write_catalog(process("Other", kMark) + process("Job", kMark));
    EXPECT_EQ(marks(), 0U);
    server.signal(SIGHUP);
    EXPECT_TRUE(support::eventually([&] {
        return has(get(server.port(), "/schedules/1").body, R"("status":"completed")");
    })) << server.output();
    EXPECT_EQ(marks(), 1U);
    EXPECT_TRUE(has(server.output(), "the catalog was read again")) << server.output();
}

TEST_F(Hangup, AWrongFileSaysWhereAndLeavesTheOldInForce) {
    write_catalog(process("Job", kMark));
    support::Server server({{"serve"}, folder_.path(), {}, false});
    write_catalog(process("Job", kMark) + "    comand: {}\n");
    server.signal(SIGHUP);
    EXPECT_TRUE(support::eventually([&] { return has(server.output(), "catalog.yaml:3:"); }))
        << server.output();
    EXPECT_TRUE(has(server.output(), "the one before stays in force"));
    EXPECT_TRUE(has(get(server.port(), "/readyz").body, "catalog: SIGHUP found it wrong"));
    send(server.port(), "POST", "/schedules", schedule("Job", 0, 600));
    EXPECT_TRUE(support::eventually([&] { return marks() == 1; })) << server.output();
    write_catalog(process("Job", kMark));
    server.signal(SIGHUP);
    EXPECT_TRUE(support::eventually([&] { return get(server.port(), "/readyz").status == 200; }));
}

TEST_F(Hangup, WhatIsTakenOutWhileItRunsIsStoppedAtOnce) {
    write_catalog(process("Job", kStay));
    support::Server server({{"serve"}, folder_.path(), {}, false});
    send(server.port(), "POST", "/schedules", schedule("Job", 0, 600));
    ASSERT_TRUE(support::eventually([&] { return marks() == 1; }));
    write_catalog(process("Other", kMark));
    server.signal(SIGHUP);
    EXPECT_TRUE(support::eventually([&] { return marks() == 2; })) << server.output();
}

TEST_F(Hangup, TheFileOfTheFirstDayIsFoundAndMissedWhenItGoes) {
    support::Server server({{"serve"}, folder_.path(), {}, false});
    server.signal(SIGHUP);
    EXPECT_TRUE(support::eventually([&] {
        return has(server.output(), "SIGHUP: the catalog is built in");
    })) << server.output();
    write_catalog(process("Job", kMark));
    server.signal(SIGHUP);
    EXPECT_TRUE(support::eventually([&] { return has(server.output(), "catalog=catalog.yaml"); }))
        << server.output();
    fs::remove(folder_.path() / "catalog.yaml");
    server.signal(SIGHUP);
    EXPECT_TRUE(support::eventually([&] {
        return has(server.output(), "cannot read the catalog catalog.yaml: No such file");
    })) << server.output();
    send(server.port(), "POST", "/schedules", schedule("Job", 0, 600));
    EXPECT_TRUE(support::eventually([&] { return marks() == 1; })) << server.output();
}

// However often: between two turns, never within one.
TEST_F(Hangup, AgainAndAgainWhileWorkloadsStartStartsEachOnce) {
    constexpr int kJobs = 20;
    std::string jobs;
    for (int i = 0; i < kJobs; ++i)
        jobs += process("Job" + std::to_string(i), "echo $WORKLOAD_SCHEDULER_RUN >> marks");
    write_catalog(jobs);
    support::Server server({{"serve"}, folder_.path(), {}, false});
    for (int i = 0; i < kJobs; ++i) {
        send(server.port(), "POST", "/schedules", schedule("Job" + std::to_string(i), 1, 600));
        server.signal(SIGHUP);
    }
    EXPECT_TRUE(support::eventually([&] {
        server.signal(SIGHUP);
        return marks() == kJobs;
    })) << server.output();
    EXPECT_FALSE(has_double_lines(folder_.path() / "marks"));
}

TEST_F(Hangup, APipeAsCatalogIsRefusedAtTheStart) {
    ASSERT_EQ(::mkfifo((folder_.path() / "pipe").c_str(), 0666), 0);
    const auto ended =
        support::run({{"serve", "--port", "0", "--catalog", "pipe"}, folder_.path(), {}, false});
    EXPECT_EQ(ended.code, 6);
    EXPECT_TRUE(has(ended.output, "pipe: it is no regular file")) << ended.output;
}

}  // namespace
}  // namespace wls
