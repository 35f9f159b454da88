#include "local/call_queue.h"

#include <gtest/gtest.h>

namespace wls::local {
namespace {

// All that may begin now, in order.
std::string begun(CallQueue& queue) {
    std::string all;
    for (const Edge edge : {Edge::Stop, Edge::Start})
        while (const auto ticket = queue.next(edge))
            all += (all.empty() ? "" : " ") + std::to_string(*ticket);
    return all;
}

TEST(CallQueue, KeepsTheOrderOfAskingForOneWorkload) {
    CallQueue queue;
    queue.add(1, "a", Edge::Start);
    queue.add(2, "a", Edge::Stop);
    queue.add(3, "a", Edge::Start);
    EXPECT_EQ(begun(queue), "1");
    queue.done("a");
    EXPECT_EQ(begun(queue), "2");
    queue.done("a");
    EXPECT_EQ(begun(queue), "3");
    queue.done("a");
    EXPECT_EQ(begun(queue), "");
}

TEST(CallQueue, HasALaneForStopsAndOneForStarts) {
    CallQueue queue;
    queue.add(1, "a", Edge::Start);
    queue.add(2, "b", Edge::Start);
    queue.add(3, "c", Edge::Stop);
    queue.add(4, "d", Edge::Stop);
    EXPECT_EQ(queue.next(Edge::Start), 1U);
    EXPECT_EQ(queue.next(Edge::Stop), 3U);
    EXPECT_EQ(begun(queue), "4 2");
}

TEST(CallQueue, AStopBehindItsOwnStartWaitsForIt) {
    CallQueue queue;
    queue.add(1, "a", Edge::Start);
    queue.add(2, "a", Edge::Stop);
    queue.add(3, "b", Edge::Start);
    EXPECT_EQ(queue.next(Edge::Start), 1U);
    queue.done("a");
    EXPECT_EQ(begun(queue), "2 3");
}

TEST(CallQueue, DoneWithWhatWasNeverAskedIsNoHarm) {
    CallQueue queue;
    queue.done("a");
    EXPECT_EQ(begun(queue), "");
    queue.add(1, "a", Edge::Start);
    EXPECT_EQ(begun(queue), "1");
    queue.add(2, "a", Edge::Start);
    EXPECT_EQ(begun(queue), "");
    queue.done("a");
    EXPECT_EQ(begun(queue), "2");
}

}  // namespace
}  // namespace wls::local
