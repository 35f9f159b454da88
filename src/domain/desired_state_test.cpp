#include "domain/desired_state.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace wls {
namespace {

Instant at(int minute) {
    return Instant{std::chrono::minutes{minute}};
}

Demand demand(int life, int start, int end, int planned = -1000, bool active = true) {
    return {Life{life}, active, {at(start), at(end)}, at(planned)};
}

TEST(DesiredState, IsALevel) {
    const struct {
        const char* why;
        std::vector<Demand> demands;
        int now;
        Desired want;
    } rows[] = {
        {"nobody says anything", {}, 5, {State::Leave, {}, {}, {}}},
        {"before the first window", {demand(1, 10, 20)}, 9, {State::Leave, {}, {}, at(10)}},
        {"at the start", {demand(1, 10, 20)}, 10, {State::Up, {1}, at(10), at(20)}},
        {"at the end: half-open", {demand(1, 10, 20)}, 20, {State::Down, {1}, at(20), {}}},
        {"inactive", {demand(1, 10, 20, -1000, false)}, 15, {State::Leave, {}, {}, {}}},
        {"over when planned", {demand(1, 10, 20, 20)}, 25, {State::Leave, {}, {}, {}}},
        {"planned inside", {demand(1, 10, 20, 15)}, 25, {State::Down, {1}, at(20), {}}},
        {"an empty window", {demand(1, 10, 10)}, 10, {State::Leave, {}, {}, {}}},
        {"adjacent windows tile",
         {demand(1, 10, 20), demand(2, 20, 30)},
         20,
         {State::Up, {2}, at(20), at(30)}},
        {"between two",
         {demand(1, 10, 20), demand(2, 30, 40)},
         25,
         {State::Down, {1}, at(20), at(30)}},
        {"the later end decides",
         {demand(1, 10, 20), demand(2, 12, 30)},
         15,
         {State::Up, {2}, at(12), at(30)}},
    };
    for (const auto& row : rows)
        EXPECT_EQ(desired_state(row.demands, at(row.now)), row.want) << row.why;
}

TEST(DesiredState, IsConstantBetweenSinceAndUntil) {
    std::mt19937 random(20261124);
    const auto number = [&](int low, int high) {
        return std::uniform_int_distribution<int>(low, high)(random);
    };
    for (int round = 0; round < 2'000; ++round) {
        std::vector<Demand> demands;
        for (int i = number(0, 4); i > 0; --i) {
            const int start = number(0, 40);
            demands.push_back(
                demand(i, start, start + number(0, 20), number(-5, 40), number(0, 4) > 0));
        }
        const int now = number(-5, 65);
        const Desired desired = desired_state(demands, at(now));
        ASSERT_TRUE(!desired.since || *desired.since <= at(now));
        ASSERT_TRUE(!desired.until || *desired.until > at(now));
        for (int later = now; later < 70 && (!desired.until || at(later) < *desired.until); ++later)
            ASSERT_EQ(desired_state(demands, at(later)).state, desired.state) << "round " << round;
    }
}

}  // namespace
}  // namespace wls
