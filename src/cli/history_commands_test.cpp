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

TEST_F(Commands, HistoryAsksForWhatIsWanted) {
    transport.expect("GET /schedules?name=Shop&limit=11", list_of({schedule("7", "Shop")}));
    transport.expect("GET /time", time_in_paris());
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
    transport.expect("GET /time", time_in_paris());
    expect_error(run(ListHistory{{}, {}, {}, "in 1h", "1h ago", 1}), ErrorCode::Invalid,
                 {"--to 1h ago (2026-11-29T09:00:00+01:00) does not lie after --from in 1h "
                  "(2026-11-29T"
                  "11:00:00+01:00)"});
    transport.expect("GET /transitions/13/log",
                     answer(404, R"({"detail":"Transition not found"})"));
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
    transport.expect("GET /transitions/13/log", answer(404, R"({"detail":"It has no log"})"));
    expect_error(run(ShowLog{"13", false}), ErrorCode::NotFound, {"transition 13: It has no log"});
}

TEST_F(Commands, FollowGoesOnUntilTheRunIsOver) {
    const auto running = answer(200, R"({"id":7,"status":"running"})");
    const auto look = [&](const char* outcome, std::optional<Answer> state, const Answer& log) {
        transport.expect("GET /transitions?after=13&limit=1", list_of({transition("12", outcome)}));
        if (state) transport.expect("GET /schedules/7", *state);
        transport.expect("GET /transitions/12/log", log);
    };
    look("pending", {}, answer(404, R"({"detail":"It has no log"})"));
    look("done", running, answer(200, "one\n"));
    look("done", running, answer(200, "one\n"));
    look("done", running, answer(200, "one\ntwo\n"));
    look("done", answer(200, R"({"status":"completed"})"), answer(200, "one\ntwo\nend\n"));
    EXPECT_EQ(run(ShowLog{"12", true}).out, "one\ntwo\nend\n");
    EXPECT_EQ(clock.waits, 4);
}

TEST_F(Commands, FollowFindsItsPlaceWhenTheFrontOfTheLogIsGone) {
    const auto line = [](int i) { return "line " + std::to_string(i) + "\n"; };
    const auto lines = [&](int from, int to) {
        std::string text;
        for (int i = from; i < to; ++i) text += line(i);
        return text;
    };
    const auto look = [&](const char* status, const std::string& log) {
        transport.expect("GET /transitions?after=13&limit=1", list_of({transition("12", "done")}));
        transport.expect("GET /schedules/7",
                         answer(200, std::string(R"({"status":")") + status + "\"}"));
        transport.expect("GET /transitions/12/log", answer(200, log));
    };
    look("running", lines(0, 2'000));
    look("running", lines(1'000, 2'500));
    look("completed", lines(5'000, 6'000));
    const auto done = run(ShowLog{"12", true});
    EXPECT_EQ(done.out, lines(0, 2'500) + lines(5'000, 6'000));
    EXPECT_EQ(done.err, "(more was printed than the log holds)\n");
}

TEST_F(Commands, FollowEndsAtOnceWhereNothingRuns) {
    const auto log = answer(200, "one\n");
    transport.expect("GET /transitions?after=13&limit=1", list_of({transition("12", "failed")}));
    transport.expect("GET /transitions/12/log", log);
    EXPECT_EQ(run(ShowLog{"12", true}).out, "one\n");
    transport.expect("GET /transitions?after=13&limit=1", list_of({transition("12", "done")}));
    transport.expect("GET /schedules/7", answer(404, R"({"detail":"Schedule not found"})"));
    transport.expect("GET /transitions/12/log", log);
    EXPECT_EQ(run(ShowLog{"12", true}).out, "one\n");
    transport.expect("GET /transitions?after=13&limit=1", list_of({transition("11", "done")}));
    transport.expect("GET /transitions/12/log", answer(404, R"({"detail":"not found"})"));
    expect_error(run(ShowLog{"12", true}), ErrorCode::NotFound, {"transition 12"});
}

}  // namespace
}  // namespace wls::cli
