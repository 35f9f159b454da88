#include "local/effect_executor.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace wls::local {
namespace {

// Keeps the calls until the test answers them.
class FakeCalls : public EffectCalls {
  public:
    void ask(CallRequest request, CallDone done) override {
        requests.push_back(std::move(request));
        answers.push_back(std::move(done));
    }

    std::vector<CallRequest> requests;
    std::vector<CallDone> answers;
};

class Received : public Reports {
  public:
    void receive(Report report) override { all.push_back(std::move(report)); }
    std::vector<Report> all;
};

const RunId kRun{Life{3}, Instant{Duration{1'000'000}}, 2};
const StartOrder kStart{kRun, "Command/-/x", {kRun.occurrence_at, Instant{Duration{5'000'000}}}};

struct World {
    FakeCalls calls;
    Received received;
    std::unique_ptr<EffectExecutor> executor = std::make_unique<EffectExecutor>(calls, received);
};

TEST(EffectExecutor, SaysWhatBecameOfEachCall) {
    using Result = CallResult::What;
    using What = Report::What;
    const struct {
        Result result;
        What of_start, of_stop;
        bool already, blocked;
    } rows[] = {
        {Result::Done, What::Started, What::Stopped, false, false},
        {Result::Already, What::Started, What::Stopped, true, false},
        {Result::NotDone, What::NotStarted, What::NotStopped, false, false},
        {Result::Unsure, What::Unsure, What::NotStopped, false, false},
        {Result::Blocked, What::NotStarted, What::NotStopped, false, true},
    };
    for (const auto& row : rows) {
        World world;
        world.executor->start(kStart);
        world.executor->stop(kRun, "Command/-/x");
        ASSERT_EQ(world.calls.answers.size(), 2U);
        for (const auto& answer : world.calls.answers)
            answer({row.result, "why", std::chrono::seconds{7}});
        ASSERT_EQ(world.received.all.size(), 2U);
        EXPECT_EQ(world.received.all[0].what, row.of_start);
        EXPECT_EQ(world.received.all[1].what, row.of_stop);
        for (const auto& report : world.received.all) {
            EXPECT_EQ(report.run, kRun);
            EXPECT_EQ(report.message, "why");
            EXPECT_EQ(report.already, row.already);
            EXPECT_EQ(report.blocked, row.blocked);
            EXPECT_EQ(report.retry_after, Duration{std::chrono::seconds{7}});
        }
    }
}

TEST(EffectExecutor, AsksForTheRunsOwnEdge) {
    World world;
    world.executor->start(kStart);
    world.executor->stop(kRun, "Command/-/x");
    const auto& start = world.calls.requests.at(0);
    EXPECT_EQ(start.edge, Edge::Start);
    EXPECT_EQ(start.window, kStart.window);
    const auto& stop = world.calls.requests.at(1);
    EXPECT_EQ(stop.edge, Edge::Stop);
    EXPECT_EQ(stop.workload, "Command/-/x");
    EXPECT_EQ(stop.window.start_at, kRun.occurrence_at);
    EXPECT_TRUE(stop.window.empty()) << "its end is not known";
}

TEST(EffectExecutor, AnOrderGivenAgainWhileUnderWayIsTheSameCall) {
    World world;
    world.executor->stop(kRun, "Command/-/x");
    world.executor->stop(kRun, "Command/-/x");
    EXPECT_EQ(world.calls.requests.size(), 1U);
    world.calls.answers[0]({CallResult::What::NotDone, "no", {}});
    world.executor->stop(kRun, "Command/-/x");
    EXPECT_EQ(world.calls.requests.size(), 2U);
    EXPECT_EQ(world.received.all.size(), 1U);
}

RunId run_number(std::size_t number) {
    return {Life{static_cast<std::int64_t>(number)}, kRun.occurrence_at, 1};
}

// The order for the run of that number.
void give(World& world, Edge edge, std::size_t number) {
    if (edge == Edge::Start)
        return world.executor->start({run_number(number), kStart.workload, kStart.window});
    world.executor->stop(run_number(number), kStart.workload);
}

TEST(EffectExecutor, MoreThanItsLimitAreToComeAgain) {
    for (const Edge edge : {Edge::Start, Edge::Stop}) {
        const Edge other = edge == Edge::Start ? Edge::Stop : Edge::Start;
        World world;
        for (std::size_t i = 0; i < kMostUnanswered; ++i) give(world, edge, i);
        ASSERT_EQ(world.calls.requests.size(), kMostUnanswered);
        ASSERT_TRUE(world.received.all.empty());

        // What waits is not refused, and not asked for a second time.
        give(world, edge, 0);
        give(world, edge, kMostUnanswered - 1);
        EXPECT_TRUE(world.received.all.empty());

        for (int i = 0; i < 2; ++i) give(world, edge, kMostUnanswered);
        EXPECT_EQ(world.calls.requests.size(), kMostUnanswered);
        ASSERT_EQ(world.received.all.size(), 2U);
        for (const auto& report : world.received.all) {
            EXPECT_EQ(report.run, run_number(kMostUnanswered));
            EXPECT_EQ(report.what,
                      edge == Edge::Start ? Report::What::NotStarted : Report::What::NotStopped);
            EXPECT_FALSE(report.blocked);
            EXPECT_EQ(report.retry_after, Duration{std::chrono::seconds{10}});
            EXPECT_EQ(report.message, "not called: the limit of 10000 " + std::string(text(edge)) +
                                          "s that wait or are under way is reached; the " +
                                          std::string(text(edge)) + " is tried again");
        }

        give(world, other, kMostUnanswered);
        EXPECT_EQ(world.calls.requests.back().edge, other) << "has room of its own";

        world.calls.answers[7]({CallResult::What::Done, "", {}});
        give(world, edge, kMostUnanswered);
        EXPECT_EQ(world.calls.requests.size(), kMostUnanswered + 2);
        EXPECT_EQ(world.calls.requests.back().run, run_number(kMostUnanswered));
    }
}

TEST(EffectExecutor, OfAnEarlierLifeNothingIsKnown) {
    World world;
    world.executor->recover(kRun, "Command/-/x");
    EXPECT_TRUE(world.calls.requests.empty());
    ASSERT_EQ(world.received.all.size(), 1U);
    EXPECT_EQ(world.received.all[0].what, Report::What::Unsure);
}

TEST(EffectExecutor, DropsWhatComesAfterItsEnd) {
    World world;
    world.executor->start(kStart);
    world.executor.reset();
    world.calls.answers[0]({CallResult::What::Done, "", {}});
    EXPECT_TRUE(world.received.all.empty());
}

}  // namespace
}  // namespace wls::local
