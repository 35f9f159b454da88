#include "http/routes/transitions_routes.h"

#include <gtest/gtest.h>

#include <deque>

#include "http/request_for_tests.h"
#include "http/routes/reader_for_tests.h"

namespace wls::http {
namespace {

// Knows transition 1 and the run that it started.
class OneRun : public EmptyReader {
  public:
    Result<std::optional<Transition>> transition(TransitionId id) override {
        if (id.value != 1) return std::nullopt;
        Transition one;
        one.id = id;
        return one;
    }
    Result<std::optional<Run>> run_started_by(TransitionId) override {
        if (broken) return fail(ErrorCode::Unavailable, "the database is away");
        return run;
    }

    std::optional<Run> run = Run{{Life{1}, Instant{}, 1}, "w", TransitionId{1}, RunState::Running};
    bool broken = false;
};

class LogRoute : public testing::Test {
  protected:
    LogRoute() {
        const auto tail = [this](const RunId&) -> LogTail {
            return [this]() -> Result<std::string> {
                if (pieces.empty()) return std::string();
                auto piece = pieces.front();
                pieces.pop_front();
                return piece;
            };
        };
        const auto log = [](const RunId&) -> Result<std::string> { return "the whole log"; };
        add_transition_routes(router, {reader, zone, log, tail, 2});
    }

    Response get(const char* query, const char* id = "1") {
        return now(
            router.handle(make_request("GET", std::string("/transitions/") + id + "/log" + query)));
    }
    // The next piece; "<end>", "<wait>" or "<broken>".
    static std::string pull(Response& response) {
        auto piece = std::get<Source>(response.body)();
        if (!piece) return "<broken>";
        if (!*piece) return "<end>";
        return (*piece)->empty() ? "<wait>" : **piece;
    }

    OneRun reader;
    Zone zone = Zone::utc();
    Router router;
    std::deque<std::string> pieces;
};

TEST_F(LogRoute, IsWholeUnlessOneFollows) {
    for (const char* query : {"", "?follow=false", "?follow=0", "?other=1"})
        EXPECT_EQ(get(query).text(), "the whole log") << query;
}

TEST_F(LogRoute, FollowsARunThatLives) {
    for (const char* query :
         {"?follow", "?follow=", "?follow=true", "?follow=1", "?follow=no&follow"}) {
        auto response = get(query);
        EXPECT_EQ(response.status, 200);
        EXPECT_EQ(response.content_type, "text/plain; charset=utf-8");
        EXPECT_TRUE(response.pause.has_value()) << query;
        EXPECT_EQ(pull(response), "<wait>");
    }
    reader.run->state = RunState::Claimed;
    EXPECT_TRUE(get("?follow").pause.has_value());
}

TEST_F(LogRoute, OneThatHasEndedIsWhole) {
    for (const auto state :
         {RunState::Exited, RunState::Stopped, RunState::Lost, RunState::NotRun}) {
        reader.run->state = state;
        EXPECT_EQ(get("?follow").text(), "the whole log");
    }
}

TEST_F(LogRoute, RefusesWhatIsNoFlagOrNoRun) {
    for (const char* query : {"?follow=maybe", "?follow=2", "?follow=%00", "?follow=true%20x"})
        EXPECT_EQ(get(query).status, 422) << query;
    EXPECT_EQ(get("?follow", "2").status, 404);
    EXPECT_EQ(get("?follow", "x").status, 422);
    reader.run.reset();
    EXPECT_EQ(get("?follow").status, 404);
}

TEST_F(LogRoute, EndsAfterTheLastOutputOfARunThatEnded) {
    auto response = get("?follow");
    pieces = {"one"};
    EXPECT_EQ(pull(response), "one");
    EXPECT_EQ(pull(response), "<wait>");
    pieces = {"two", "", "three"};  // the last comes between the look at the file and at the run
    reader.run->state = RunState::Exited;
    EXPECT_EQ(pull(response), "two");
    EXPECT_EQ(pull(response), "three");
    EXPECT_EQ(pull(response), "<end>");
}

TEST_F(LogRoute, EndsWhenAnotherAttemptTookItsPlaceOrItIsForgotten) {
    auto response = get("?follow");
    reader.run->id.attempt = 2;
    EXPECT_EQ(pull(response), "<end>");
    response = get("?follow");
    reader.run.reset();
    EXPECT_EQ(pull(response), "<end>");
}

TEST_F(LogRoute, IsBrokenOffWhenNobodyCanTellWhetherItEnded) {
    auto response = get("?follow");
    reader.broken = true;
    EXPECT_EQ(pull(response), "<broken>");
}

TEST_F(LogRoute, HasABoundedNumberOfFollowers) {
    auto first = get("?follow");
    {
        const auto second = get("?follow");
        const auto third = get("?follow");
        EXPECT_EQ(third.status, 503);
        EXPECT_EQ(third.header("Retry-After"), "10");
        EXPECT_EQ(get("").status, 200);
    }
    EXPECT_EQ(get("?follow").status, 200) << "a place was given back";
}

}  // namespace
}  // namespace wls::http
