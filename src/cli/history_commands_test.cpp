// The commands on the history, against recorded answers.
#include "cli/session_for_tests.h"

namespace wls::cli {
namespace {

Answer transition(const char* id, const char* outcome, const char* message = "") {
    return answer(200, std::string(R"({"id":)") + id +
                           R"(,"schedule":7,"workload":"Process/-/Backup Database","edge":"start",)"
                           R"("at":"2026-11-30T08:00:00+01:00",)"
                           R"("decided_at":"2026-11-30T08:00:00.01+01:00",)"
                           R"("done_at":"2026-11-30T08:00:00.12+01:00","from":"down","to":"up",)"
                           R"("cause":"window","outcome":")" +
                           outcome + R"(","attempts":1,"message":")" + message + R"("})");
}

TEST_F(Commands, HistoryShowsATable) {
    transport.expect("GET /transitions?limit=50",
                     list_of({transition("12", "failed", "exit code 3"), transition("11", "done"),
                              transition("10", "missed", "the server was away")}));
    EXPECT_EQ(run(ListHistory{}).out,
              "id  when                 edge   workload         schedule  outcome    late\n"
              "12  2026-11-30 08:00:00  start  Backup Database         7  failed   0.12 s\n"
              "      exit code 3\n"
              "11  2026-11-30 08:00:00  start  Backup Database         7  done     0.12 s\n"
              "10  2026-11-30 08:00:00  start  Backup Database         7  missed\n"
              "      the server was away\n");
    shape.columns = 200;
    transport.expect("GET /transitions?limit=50",
                     list_of({transition("12", "failed", "exit code 3")}));
    EXPECT_EQ(
        run(ListHistory{}).out,
        "id  when                 edge   workload         schedule  outcome    late  message\n"
        "12  2026-11-30 08:00:00  start  Backup Database         7  failed   0.12 s  exit code "
        "3\n");
}

TEST_F(Commands, HistoryInAPipeIsCutNowhere) {
    const std::string reason(500, 'r');
    shape.columns = std::nullopt;
    transport.expect("GET /transitions?limit=50",
                     list_of({transition("12", "failed", reason.c_str())}));
    EXPECT_TRUE(run(ListHistory{}).out.ends_with("  failed   0.12 s  " + reason + "\n"));
}

TEST_F(Commands, HistoryAsksForWhatIsWanted) {
    transport.expect("GET /schedules?name=Shop&limit=11", list_of({schedule("7", "Shop")}));
    transport.expect("GET /time", time_in_paris());
    transport.expect(
        "GET /transitions?schedule=7&workload=Backup%20Database&outcome=failed"
        "&from=2026-11-28T18%3A30%3A00&to=2026-11-29T08%3A00%3A00Z&limit=3",
        answer(200, "[]"));
    transport.expect("GET /workloads?name=Backup%20Database&limit=200",
                     list_of({workload("Backup Database")}));
    EXPECT_EQ(run(ListHistory{"Shop", "Backup Database", "failed", "18:30", "1h ago", 3}).err,
              "Nothing in the history is like that.\n");
    transport.expect(
        "GET /transitions?workload=Deployment%2Fshop%2Fweb&limit=1",
        list_of({transition("12", "done")}, {{"Link", "</t?after=12>; rel=\"next\""}}));
    EXPECT_EQ(run(ListHistory{{}, "Deployment/shop/web", {}, {}, {}, 1}).err,
              "Older ones follow: give a larger --limit.\n");
}

// Neither the server's clock nor its zone, which another stack does not tell.
TEST_F(Commands, HistoryAsksNoTimeForTimesWithAnOffset) {
    transport.expect("GET /transitions?from=2026-11-30T07%3A00%3A00Z&limit=1",
                     list_of({transition("12", "done")}));
    EXPECT_FALSE(run(ListHistory{{}, {}, {}, "2026-11-30T08:00:00+01:00", {}, 1}).out.empty());
}

TEST_F(Commands, HistoryRefusesWhatCannotBeMeant) {
    expect_error(run(ListHistory{{}, {}, "faild", {}, {}, 1}), ErrorCode::Invalid,
                 {"--outcome: 'faild' is none", "did you mean failed?"});
    expect_error(run(ListHistory{{}, {}, "xyzzy", {}, {}, 1}), ErrorCode::Invalid,
                 {"there are pending, done"});
    expect_error(run(ListHistory{{}, {}, {}, "once", {}, 1}), ErrorCode::Invalid,
                 {"--from 'once'"});
    expect_error(run(ListHistory{{}, "", {}, {}, {}, 1}), ErrorCode::Invalid,
                 {"--workload: give a workload's name"});
    transport.expect("GET /time", time_in_paris());
    expect_error(run(ListHistory{{}, {}, {}, "in 1h", "1h ago", 1}), ErrorCode::Invalid,
                 {"--to 1h ago (2026-11-29T09:00:00+01:00) does not lie after --from in 1h "
                  "(2026-11-29T"
                  "11:00:00+01:00)"});
    transport.expect("GET /transitions/13/log",
                     answer(404, R"({"detail":"Transition not found"})"));
    transport.expect("GET /transitions?after=14&limit=1", list_of({transition("12", "done")}));
    expect_error(run(ShowLog{"13", false}), ErrorCode::NotFound,
                 {"no transition has the id 13; 'history' shows them"});
    expect_error(run(ShowLog{"twelve", false}), ErrorCode::Invalid, {"'twelve' is no transition"});
    expect_error(run(ShowLog{"1/../2", false}), ErrorCode::Invalid, {"is no transition"});
}

TEST_F(Commands, ALogGoesToAFileAsItIsAndToATerminalWithoutControls) {
    transport.expect("GET /transitions/12/log", answer(200, "\x1b[31mred\r\n\xff"));
    EXPECT_EQ(run(ShowLog{"12", false}).out, "\x1b[31mred\r\n\xff");
    shape.terminal = true;
    transport.expect("GET /transitions/12/log", answer(200, "\x1b[31mred\r\n\xff"));
    EXPECT_EQ(run(ShowLog{"12", false}).out, "red\n\xef\xbf\xbd");
}

TEST_F(Commands, WhatHasNoLogSaysWhyNotWhetherOneFollowsOrNot) {
    const auto none = answer(404, R"({"detail":"It has no log"})");
    const auto expect_sentence = [&](const Answer& row, const std::string& sentence) {
        transport.expect("GET /transitions/12/log", none);
        transport.expect("GET /transitions?after=13&limit=1", list_of({row}));
        const auto done = run(ShowLog{"12", false});
        expect_error(done, ErrorCode::NotFound, {});
        EXPECT_EQ(done.result.error().message, sentence);
        transport.expect("GET /transitions?after=13&limit=1", list_of({row}));
        transport.expect("GET /transitions/12/log?follow", none);
        EXPECT_EQ(run(ShowLog{"12", true}).result.error().message, sentence);
    };
    expect_sentence(transition("12", "missed", "the server was away"),
                    "transition 12 has no log, for it started nothing (missed: the server was"
                    " away)");
    expect_sentence(transition("12", "cancelled"),
                    "transition 12 has no log, for it started nothing (cancelled)");
    expect_sentence(transition("12", "failed", "cannot execute x"),
                    "transition 12 has no log, or none any more (failed: cannot execute x)");
    expect_sentence(transition("12", "done", "exit code 0"),
                    "transition 12 has no log any more (done: exit code 0): the server removes"
                    " logs after some time (its --keep-logs)");
    for (const char* outcome : {"pending", "done"})
        expect_sentence(
            answer(200, std::string(R"({"id":12,"edge":"stop","outcome":")") + outcome + "\"}"),
            "transition 12 is a stop: what it did stands in the log of its start, whose"
            " id 'history' shows");
    expect_sentence(answer(200, R"({"id":12})"), "transition 12: It has no log");
    expect_sentence(answer(200, R"({"id":11})"), "transition 12: It has no log");
    EXPECT_EQ(clock.waits, 0);
}

TEST_F(Commands, ALogOfAStartThatIsStillToBeDoneMayBeWaitedFor) {
    transport.expect("GET /transitions/12/log", answer(404, R"({"detail":"It has no log"})"));
    transport.expect("GET /transitions?after=13&limit=1",
                     list_of({transition("12", "blocked", "it left the catalog")}));
    expect_error(run(ShowLog{"12", false}), ErrorCode::NotFound,
                 {"transition 12 has not started anything yet (blocked: it left the catalog), so"
                  " it has no log; --follow waits for it"});
    transport.expect("GET /transitions/12/log", answer(404, R"({"detail":"It has no log"})"));
    transport.expect("GET /transitions?after=13&limit=1", answer(500, ""));
    expect_error(run(ShowLog{"12", false}), ErrorCode::NotFound, {"transition 12: It has no log"});
}

TEST_F(Commands, FollowWaitsForTheStartAndEndsWithTheStream) {
    const auto none = answer(404, R"({"detail":"It has no log"})");
    const auto look = [&](const char* outcome, const Answer& log) {
        transport.expect("GET /transitions?after=13&limit=1", list_of({transition("12", outcome)}));
        transport.expect("GET /transitions/12/log?follow", log);
    };
    look("pending", none);
    look("blocked", none);
    look("pending", answer(200, "one\ntwo\n"));
    const auto waited = run(ShowLog{"12", true});
    EXPECT_EQ(waited.out, "one\ntwo\n");
    EXPECT_EQ(waited.err, "transition 12 has not started anything yet (pending): waiting for it\n")
        << "once";
    EXPECT_EQ(clock.waits, 2);
    // Whatever its schedule says, which nobody asks.
    look("done", answer(200, "one\n"));
    EXPECT_EQ(run(ShowLog{"12", true}).out, "one\n");
    look("pending", none);
    look("missed", none);
    expect_error(run(ShowLog{"12", true}), ErrorCode::NotFound, {"started nothing (missed)"});
    transport.expect("GET /transitions?after=13&limit=1", list_of({transition("11", "pending")}));
    transport.expect("GET /transitions/12/log?follow",
                     answer(404, R"({"detail":"Transition not found"})"));
    expect_error(run(ShowLog{"12", true}), ErrorCode::NotFound,
                 {"no transition has the id 12; 'history' shows them"});
    EXPECT_EQ(clock.waits, 3);
}

TEST_F(Commands, FollowKeepsControlsFromATerminalWhereverAPieceEnds) {
    const auto look = [&] {
        transport.expect("GET /transitions?after=13&limit=1", list_of({transition("12", "done")}));
        transport.expect("GET /transitions/12/log?follow", answer(200, "a\x1b[31mred\r\n\xff"));
    };
    look();
    EXPECT_EQ(run(ShowLog{"12", true}).out, "a\x1b[31mred\r\n\xff");
    shape.terminal = true;
    look();
    EXPECT_EQ(run(ShowLog{"12", true}).out, "ared\n\xef\xbf\xbd");
}

TEST_F(Commands, FollowTellsWhatBrokeItOff) {
    const auto look = [&](const Result<Answer>& log) {
        transport.expect("GET /transitions?after=13&limit=1", list_of({transition("12", "done")}));
        transport.expect("GET /transitions/12/log?follow", log);
    };
    look(fail(ErrorCode::Unavailable, "the connection was lost"));
    expect_error(run(ShowLog{"12", true}), ErrorCode::Unavailable,
                 {"transition 12: the connection was lost"});
    look(answer(503, R"({"detail":"Too many clients follow logs"})"));
    expect_error(run(ShowLog{"12", true}), ErrorCode::Unavailable,
                 {"Too many clients follow logs", "try again later"});
}

}  // namespace
}  // namespace wls::cli
