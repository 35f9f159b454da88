#include "engine/clock_watch.h"

#include <gtest/gtest.h>

namespace wls {
namespace {

using namespace std::chrono_literals;

class ClockWatchTest : public testing::Test {
  protected:
    // Both clocks go on by `steady`; the wall clock is moved by `by` beside.
    ClockWatch::Verdict after(Duration steady, Duration by = Duration{0}) {
        now_ += steady + by;
        moment_ += steady;
        return watch_.look(now_, moment_);
    }

    Instant now_{Duration{1'795'505'586'000'000}};
    Moment moment_{Duration{5'000'000}};
    ClockWatch watch_;
};

TEST_F(ClockWatchTest, TellsStepsFromTimeThatPasses) {
    EXPECT_FALSE(after(0s).went_back) << "the first look compares with nothing";
    const struct {
        const char* why;
        Duration steady, by;
        bool went_back, jumped;
    } rows[] = {
        {"a second passes", 1s, 0s, false, false},
        {"a year passes", 24h * 365, 0s, false, false},
        {"set forward an hour", 1s, 1h, false, false},
        {"set back an hour", 1s, -1h, true, false},
        {"slewed", 1s, -10ms, false, false},
        {"a day forward is no jump yet", 1s, 24h, false, false},
        {"more than a day forward", 1s, 24h + 1us, false, true},
        {"more than a day back", 1s, -24h - 1us, true, true},
    };
    for (const auto& row : rows) {
        const auto verdict = after(row.steady, row.by);
        EXPECT_EQ(verdict.went_back, row.went_back) << row.why;
        EXPECT_EQ(verdict.jumped, row.jumped) << row.why;
        EXPECT_EQ(verdict.by, row.by) << row.why;
    }
}

TEST_F(ClockWatchTest, HoldsForAMinuteAfterAJump) {
    after(0s);
    EXPECT_FALSE(after(1s).holding);
    EXPECT_TRUE(after(1s, 48h).holding);
    EXPECT_TRUE(after(59s).holding);
    EXPECT_FALSE(after(1s).holding);
    EXPECT_TRUE(after(1s, -48h).holding) << "and again after the way back";
    EXPECT_TRUE(after(30s, 48h).holding);
    EXPECT_TRUE(after(59s).holding) << "counted from the last jump";
    EXPECT_FALSE(after(1s).holding);
}

}  // namespace
}  // namespace wls
