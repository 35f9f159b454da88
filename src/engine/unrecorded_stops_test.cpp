#include "engine/unrecorded_stops.h"

#include <gtest/gtest.h>

namespace wls {
namespace {

constexpr RunId kRun{Life{1}, Instant{}, 1};
constexpr RunId kOther{Life{2}, Instant{}, 1};

Moment after(int seconds) {
    return Moment{} + std::chrono::seconds{seconds};
}

TEST(UnrecordedStops, AreOrderedAgainLaterEachTime) {
    UnrecordedStops stops;
    EXPECT_TRUE(stops.is_to_order(kRun, after(0)));
    EXPECT_FALSE(stops.is_to_order(kRun, after(0)));
    EXPECT_TRUE(stops.is_to_order(kRun, after(1)));
    EXPECT_FALSE(stops.is_to_order(kRun, after(2)));
    EXPECT_TRUE(stops.is_to_order(kRun, after(3)));
    EXPECT_TRUE(stops.is_to_order(kOther, after(3)));
}

TEST(UnrecordedStops, KeepTheirEndsUntilTheseAreSettled) {
    UnrecordedStops stops;
    Report stopped{.run = kRun, .what = Report::What::Stopped};
    EXPECT_FALSE(stops.keep(stopped)) << "its order is recorded";
    EXPECT_TRUE(stops.is_to_order(kRun, after(0)));
    Report failed{.run = kRun, .what = Report::What::NotStopped};
    EXPECT_FALSE(stops.keep(failed));
    EXPECT_TRUE(stops.keep(stopped));
    stops.forget_orders();
    EXPECT_EQ(stops.ended(), std::set{kRun});
    EXPECT_TRUE(stops.take({kOther}).empty());
    EXPECT_EQ(stops.take({kRun}).size(), 1U);
    EXPECT_TRUE(stops.ends().empty());
}

}  // namespace
}  // namespace wls
