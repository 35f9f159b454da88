// The commands that change something, and the ways in which a program's output can end, with the
// real program on both sides.
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <optional>

#include "cli/shell.h"
#include "support/http_client.h"
#include "support/program.h"

namespace wls::cli {
namespace {

bool has(const std::string& text, const std::string& part) {
    return text.contains(part);
}

class Program : public testing::Test {
  protected:
    void serve(std::vector<std::string> more = {}) {
        std::vector<std::string> arguments = {"serve", "--host", "127.0.0.1", "--timezone",
                                              "Europe/Paris"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        server_.emplace(support::Start{std::move(arguments), folder_.path(), {}, false});
        shell_.emplace(folder_.path(), "localhost:" + std::to_string(server_->port()));
    }

    // Ends well, or says why not.
    std::string type(const std::string& line) {
        const auto typed = shell_->type(line + " 2>&1");
        EXPECT_EQ(typed.code, 0) << line << "\n" << typed.output;
        return typed.output;
    }
    void expect_end(const std::string& line, int code, const std::string& output) {
        const auto typed = shell_->type(line + " 2>&1");
        EXPECT_EQ(typed.code, code) << line;
        EXPECT_EQ(typed.output, output) << line;
    }

    support::Folder folder_;
    std::optional<support::Server> server_;
    std::optional<Shell> shell_;
};

TEST_F(Program, CreatesPausesResumesAndDeletes) {
    serve();
    EXPECT_EQ(type("ws schedule create --name 'Café \"1\"' --start '2091-11-30 08:00' --end 9:30"),
              "Created schedule 1 'Café \"1\"': from Fri 30 Nov 2091 08:00:00 to 09:30:00,"
              " Europe/Paris (the server's zone).\n"
              "The catalog has no workload 'Café \"1\"', so nothing will run; 'workload list' shows"
              " what it has.\n");
    EXPECT_EQ(type("ws schedule create --name B --start 2091-11-30T08:00Z --for 2d --inactive"),
              "Created schedule 2 'B': from Fri 30 Nov 2091 09:00:00 to Sun 2 Dec 09:00:00,"
              " Europe/Paris (the server's zone), paused.\n"
              "The catalog has no workload 'B', so nothing will run; 'workload list' shows what it"
              " has.\n");
    EXPECT_EQ(type("ws schedule pause 1 B"), "1: paused\n2: paused already\n");
    EXPECT_TRUE(has(support::get(server_->port(), "/schedules/1").body, "\"active\":false"));
    EXPECT_EQ(type("ws schedule resume 'Café \"1\"'"), "1: resumed\n");
    EXPECT_TRUE(has(support::get(server_->port(), "/schedules/1").body, "\"active\":true"));
    expect_end("ws schedule delete 1 77 B x", 3,
               "1: deleted\n77: no schedule has the id 77; 'schedule list' shows them\n2: deleted\n"
               "x: no schedule has the id or the name 'x'; 'schedule list' shows them\n"
               "workload-scheduler: failed for 2 of 4 schedules\n");
    EXPECT_EQ(support::get(server_->port(), "/schedules").body, "[]");
    expect_end("ws schedule delete 1", 3,
               "workload-scheduler: no schedule has the id 1; 'schedule list' shows them\n");
}

TEST_F(Program, TakesAnyName) {
    serve();
    for (const std::string name :
         {"[a,b]", "%%", "{}", "\"q\"", "-x", "--", "a=b", "日本", "list", "history"}) {
        type("ws schedule create --start '2091-11-30 08:00' --for 1h --name='" + name + "'");
        EXPECT_TRUE(has(type("ws schedule pause -- '" + name + "'"), ": paused\n")) << name;
        EXPECT_TRUE(
            has(type("ws schedule list -o json --name='" + name + "'"), "\"active\":false"));
        EXPECT_TRUE(has(type("ws schedule show -- '" + name + "'"), "paused"));
        EXPECT_TRUE(has(type("ws schedule delete -- '" + name + "'"), ": deleted\n")) << name;
    }
    EXPECT_EQ(support::get(server_->port(), "/schedules").body, "[]");
}

TEST_F(Program, WhatIsStoredIsWhatWasSaidAcrossAClockChange) {
    serve();
    // Clocks skip from 02:00 to 03:00 on 25 March 2091, and show 02:00 to 03:00 twice on 28
    // October.
    EXPECT_TRUE(has(type("ws schedule create --name x --start '2091-03-25 01:30' --for 1h"),
                    "01:30:00 to 03:30:00"));
    EXPECT_TRUE(has(type("ws schedule create --name x --start '2091-10-28 01:30' --for 3h"),
                    "01:30:00 to 03:30:00"));
}

TEST_F(Program, RunsAWorkloadAndFollowsWhatItPrints) {
    std::ofstream(folder_.path() / "catalog.yaml")
        << "workloads:\n"
           "  - name: Talk\n"
           "    process:\n"
           "      run: [/bin/sh, -c, \"echo one; until test -e go; do sleep 0.05; done; echo "
           "two\"]\n"
           "    mode: task\n";
    serve();
    EXPECT_TRUE(has(type("ws schedule create --name Talk --start now --for 10m"), "schedule 1"));
    // Waits for the history, then for the first line; what is printed later comes too.
    ASSERT_TRUE(support::eventually(
        [&] { return has(shell_->type("ws history log 1 2>/dev/null").output, "one\n"); }));
    EXPECT_EQ(type("{ ws history log 1 --follow | { read first; touch go; echo $first; cat; }; }"),
              "one\ntwo\n");
    ASSERT_TRUE(support::eventually(
        [&] { return has(shell_->type("ws schedule show Talk").output, "completed"); }));
    const auto history = type("ws history --outcome done");
    EXPECT_TRUE(has(history, "Talk")) << history;
    EXPECT_TRUE(has(history, "exit code 0")) << history;
}

TEST_F(Program, ListsTheWorkloadsOfTheCatalogAsItIsNow) {
    const auto catalog = [&](const std::string& name) {
        std::ofstream(folder_.path() / "catalog.yaml")
            << "workloads:\n  - name: " << name
            << "\n    process: {run: [s3cret], directory: s3cret, environment: {S3CRET: s3cret}}\n";
    };
    catalog("First");
    serve();
    EXPECT_EQ(type("ws workload list"), "name   kind     mode\nFirst  Process  task\n");
    EXPECT_EQ(support::get(server_->port(), "/workloads").body,
              R"([{"kind":"Process","namespace":"-","name":"First","mode":"task"}])");
    catalog("Second");
    server_->signal(SIGHUP);
    ASSERT_TRUE(support::eventually(
        [&] { return has(shell_->type("ws workload list").output, "Second  "); }));
    EXPECT_TRUE(has(type("ws schedule create --name First --start '2091-11-30 08:00' --for 1h"),
                    "The catalog has no workload 'First'"));
}

TEST_F(Program, AReaderThatLeavesIsNoFailureAndAFullDiskIsOne) {
    serve();
    for (int i = 0; i < 300; ++i)
        support::send(server_->port(), "POST", "/schedules",
                      R"({"name":")" + std::string(1'000, 'n') +
                          R"(","start_time":"2091-01-01T00:00","end_time":"2091-01-02T00:00"})");
    const auto all = type("ws schedule list | wc -l");
    EXPECT_TRUE(has(all, "301")) << all;
    EXPECT_EQ(type("ws schedule list -o json | grep -c '\"id\"'"), "300\n");
    const auto head = shell_->type("{ ws schedule list -o json; echo $? >&2; } 2>&1 | head -n 1");
    EXPECT_EQ(head.output.substr(0, 2), "[\n");
    EXPECT_EQ(type("{ ws schedule list -o json; echo $? > code; } | true; cat code"), "0\n");
    for (const char* line : {"ws schedule list", "ws schedule --help"})
        expect_end(std::string("{ ") + line + " > /dev/full; }", 6,
                   "workload-scheduler: the output is not whole: No space left on device\n");
    EXPECT_EQ(type("{ ws schedule delete 1 2 >&-; }"), "") << "nobody reads what became of them";
    EXPECT_EQ(support::get(server_->port(), "/schedules/2").status, 404);
}

TEST_F(Program, SendsTheTokenAndNeverShowsIt) {
    std::ofstream(folder_.path() / "token") << "s3cret\n";
    std::ofstream(folder_.path() / "wrong") << "not-s3cret\n";
    std::ofstream(folder_.path() / "empty") << "\n";
    serve({"--token-file", "token"});
    const auto without = shell_->type("ws schedule list 2>&1");
    EXPECT_EQ(without.code, 5);
    EXPECT_TRUE(has(without.output, "Not authenticated")) << without.output;
    EXPECT_TRUE(has(without.output, "--token-file FILE")) << without.output;
    EXPECT_EQ(type("ws schedule list --token-file token -o json"), "[]\n");
    const auto wrong = shell_->type("ws schedule list --token-file wrong 2>&1");
    EXPECT_EQ(wrong.code, 5);
    EXPECT_TRUE(has(wrong.output, "The token is wrong")) << wrong.output;
    EXPECT_FALSE(has(wrong.output, "s3cret"));
    shell_->set("WORKLOAD_SCHEDULER_TOKEN_FILE", "token");
    EXPECT_EQ(type("ws schedule list -o json"), "[]\n");
    EXPECT_EQ(shell_->type("ws schedule list --token-file none 2>&1").code, 6);
    EXPECT_EQ(shell_->type("ws schedule list --token-file empty 2>&1").code, 2);
}

TEST_F(Program, ExplainsItselfWithoutAServer) {
    const Shell shell(folder_.path(), "http://nobody.invalid");
    for (const auto& [line, part] : std::vector<std::pair<const char*, const char*>>{
             {"ws --help", "schedule create --name"},
             {"ws schedule", "let the engine act on them again"},
             {"ws schedule --help", "schedule COMMAND --help"},
             {"ws schedule list --help", "--inactive"},
             {"ws schedule create --help", "tomorrow 09:00"},
             {"ws schedule pause --help", "WORKLOAD_SCHEDULER_TOKEN_FILE"},
             {"ws history --help", "--outcome"},
             {"ws history log --help", "--follow"}}) {
        const auto help = shell.type(line);
        EXPECT_EQ(help.code, 0) << line;
        EXPECT_TRUE(has(help.output, part)) << line << "\n" << help.output;
    }
}

TEST_F(Program, APreviewNeedsItsInputAndItsOutput) {
    shell_.emplace(folder_.path(), "http://nobody.invalid");
    for (const char* line : {"ws preview --batch <&-", "ws preview -f - <&-"})
        expect_end(std::string("{ ") + line + "; }", 6,
                   "workload-scheduler: standard input is closed: nothing can be read\n");
    const std::string closed =
        "workload-scheduler: standard output is closed: nothing can be shown\n";
    expect_end("{ ws preview --weekly 'Mon 8:00-9:00' >&-; }", 6, closed);
    expect_end("{ ws preview --batch < /dev/null >&-; }", 6, closed);
    EXPECT_TRUE(has(type("{ ws preview --weekly 'Mon 8:00-9:00' <&-; }"), "Monday"));
}

TEST_F(Program, SaysThatTheServerSpeaksNoHttps) {
    serve();
    const auto host = "localhost:" + std::to_string(server_->port());
    for (const char* line : {"schedule list", "schedule delete 1"}) {
        const auto typed = shell_->type("ws --server https://" + host + " " + line + " 2>&1");
        EXPECT_EQ(typed.code, 6);
        EXPECT_TRUE(
            typed.output.ends_with("; what answers there speaks no https: if it speaks"
                                   " http, give --server http://" +
                                   host + "\n"))
            << typed.output;
    }
}

TEST_F(Program, NamesAServerThatIsNotThere) {
    serve();
    const auto port = std::to_string(server_->port());
    server_->kill();
    const auto typed = shell_->type("ws schedule list 2>&1");
    EXPECT_EQ(typed.code, 6);
    EXPECT_TRUE(has(typed.output, "no answer from the server http://localhost:" + port))
        << typed.output;
    EXPECT_TRUE(has(typed.output, "Connection refused; is it running")) << typed.output;
    const auto deleted = shell_->type("ws schedule delete 1 2 2>&1");
    EXPECT_EQ(deleted.code, 6);
    EXPECT_TRUE(has(deleted.output, "2: not tried, the server is away")) << deleted.output;
}

}  // namespace
}  // namespace wls::cli
