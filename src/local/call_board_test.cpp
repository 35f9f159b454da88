#include "local/call_board.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace wls::local {
namespace {

constexpr Instant kStartAt{std::chrono::seconds{1'000}};

struct StandingClock : Clock {
    Instant now() const override { return at; }
    Moment moment() const override { return {}; }
    Instant at = kStartAt;
};

// A board whose works are texts. All is told in order: "begins a", "1-start is 3 why".
struct World {
    static RunId run(int number) { return {Life{number}, kStartAt, 1}; }

    void ask(int number, Edge edge, const std::string& workload) {
        const std::string name = std::to_string(number) + "-" + std::string(text(edge));
        board.add(
            {run(number), edge, workload, {kStartAt, kStartAt + std::chrono::hours{1}}}, name,
            [this, name](const CallResult& result) {
                told.push_back(name +
                               (result.what == CallResult::What::Done ? " is done" : " is not: ") +
                               result.message);
            });
        settle();
    }

    void end(std::size_t which) {
        board.end(under_way.at(which), {CallResult::What::Done, ""});
        settle();
    }

    // What was posted is done; nothing waits for anything else here.
    void settle() {
        reactor.stop();
        reactor.run();
    }

    std::vector<std::string> take_told() { return std::exchange(told, {}); }

    using Told = std::vector<std::string>;

    StandingClock clock;
    Reactor reactor;
    Told told;
    std::vector<CallQueue::Ticket> under_way;  // in the order of beginning, ended ones too
    bool ends_at_once = false;
    CallBoard<std::string> board{2, reactor, clock, [this](auto ticket, const auto& call) {
                                     told.push_back("begins " + call.work);
                                     under_way.push_back(ticket);
                                     if (ends_at_once)
                                         board.end(ticket, {CallResult::What::Done, ""});
                                 }};
};

using Told = World::Told;

TEST(CallBoard, HasPlacesForStartsAndPlacesForStops) {
    World world;
    world.ask(1, Edge::Start, "a");
    world.ask(2, Edge::Start, "b");
    world.ask(3, Edge::Start, "c");
    for (int run = 4; run <= 6; ++run) world.ask(run, Edge::Stop, std::string(1, char('a' + run)));
    EXPECT_EQ(world.take_told(),
              (Told{"begins 1-start", "begins 2-start", "begins 4-stop", "begins 5-stop"}));
    world.end(2);
    EXPECT_EQ(world.take_told(), (Told{"4-stop is done", "begins 6-stop"}));
    world.end(0);
    EXPECT_EQ(world.take_told(), (Told{"1-start is done", "begins 3-start"}));
    EXPECT_EQ(world.board.find(world.under_way[0]), nullptr);
    EXPECT_EQ(world.board.find(world.under_way[5])->work, "3-start");
}

TEST(CallBoard, AStopCallsOffOnlyItsOwnStartAndOnlyWhileThatWaits) {
    World world;
    world.ask(1, Edge::Start, "a");
    world.ask(2, Edge::Start, "a");
    world.ask(3, Edge::Start, "a");
    world.take_told();
    world.ask(1, Edge::Stop, "a");
    EXPECT_EQ(world.take_told(), Told{}) << "its start is under way";
    world.ask(2, Edge::Stop, "a");
    EXPECT_EQ(world.take_told(), Told{"2-start is not: stopped before it was started"});
    world.end(0);
    EXPECT_EQ(world.take_told(), (Told{"1-start is done", "begins 3-start"}));
    world.end(1);
    world.end(2);
    world.end(3);
    EXPECT_EQ(world.take_told(), (Told{"3-start is done", "begins 1-stop", "1-stop is done",
                                       "begins 2-stop", "2-stop is done"}));
}

TEST(CallBoard, OfOneWorkloadCallsFollowEachOther) {
    const struct {
        const char* what;
        std::vector<std::pair<int, Edge>> asked;
        std::chrono::hours later;
        Told at_once;
        std::size_t ends;  // so many, one after the other
        Told then;
    } rows[] = {
        {"a start that is asked for again after it was called off is made",
         {{1, Edge::Start}, {2, Edge::Start}, {2, Edge::Stop}, {2, Edge::Start}},
         {},
         {"begins 1-start", "2-start is not: stopped before it was started"},
         3,
         {"1-start is done", "begins 2-stop", "2-stop is done", "begins 2-start",
          "2-start is done"}},
        {"a start is not begun after its window, a stop is",
         {{1, Edge::Start}, {2, Edge::Start}, {3, Edge::Stop}},
         std::chrono::hours{1},
         {"begins 1-start"},
         1,
         {"1-start is done", "2-start is not: its window ended before its turn came",
          "begins 3-stop"}},
    };
    for (const auto& row : rows) {
        World world;
        for (const auto& [number, edge] : row.asked) world.ask(number, edge, "a");
        world.clock.at += row.later;
        EXPECT_EQ(world.take_told(), row.at_once) << row.what;
        for (std::size_t i = 0; i < row.ends; ++i) world.end(i);
        EXPECT_EQ(world.take_told(), row.then) << row.what;
    }
}

TEST(CallBoard, ALongRowThatEndsAtOnceGoesNoDeeper) {
    World world;
    for (int number = 0; number < 20'000; ++number) world.ask(number, Edge::Stop, "a");
    world.ends_at_once = true;
    world.end(0);
    EXPECT_EQ(world.under_way.size(), 20'000U);
    EXPECT_EQ(world.told.back(), "19999-stop is done");
}

TEST(CallBoard, OnceClosedItBeginsNothingAndGivesUpTheRest) {
    World world;
    for (int number = 1; number <= 4; ++number)
        world.ask(number, Edge::Start, std::to_string(number));
    world.take_told();
    world.board.close();
    EXPECT_TRUE(world.board.is_closed());
    world.end(0);
    EXPECT_EQ(world.take_told(), Told{"1-start is done"});
    world.board.give_up({CallResult::What::NotDone, "the end"});
    EXPECT_EQ(world.take_told(), (Told{"2-start is not: the end", "3-start is not: the end",
                                       "4-start is not: the end"}));
}

}  // namespace
}  // namespace wls::local
