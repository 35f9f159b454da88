// The laws of zones around every change of every zone from 1970 to 2100.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "time/zone.h"
#include "time/zones.h"

namespace wls {
namespace {

using namespace std::chrono;

constexpr Instant kFirst{sys_days{1970y / 1 / 1}}, kLast{sys_days{2100y / 1 / 1}};

// Where the clocks of a zone go from one offset to another.
struct Change {
    Instant at;
    seconds before, after;

    LocalTime shown() const { return LocalTime{at.time_since_epoch() + after}; }
    LocalTime expected() const { return LocalTime{at.time_since_epoch() + before}; }
};

std::vector<Change> changes_of(const Zone& zone) {
    std::vector<Change> changes;
    for (Instant at = kFirst;;) {
        const auto steady = zone.steady_from(at);
        if (!steady.until || *steady.until >= kLast) return changes;
        at = *steady.until;
        changes.push_back({at, steady.offset, zone.steady_from(at).offset});
    }
}

// What `Zone::resolve` has to say of a local time that the change skips or shows twice.
void expect_gap_or_fold(const Zone& zone, const Change& change, LocalTime time) {
    const auto found = zone.resolve(time);
    const bool skipped = change.expected() <= time && time < change.shown();
    const bool repeated = change.shown() <= time && time < change.expected();
    if (skipped) {
        ASSERT_TRUE(found.is_skipped);
        ASSERT_EQ(found.at, change.at) << "the instant of the change";
        ASSERT_EQ(found.resumes_local, change.shown());
    }
    if (repeated) {
        ASSERT_LT(found.at, change.at) << "the first pass";
        ASSERT_EQ(found.again, found.at + (change.before - change.after));
        ASSERT_EQ(found.resumes_local, change.expected());
    }
    if (!skipped) {
        ASSERT_EQ(zone.to_local(found.at).time, time);
    }
    if (found.again) {
        ASSERT_EQ(zone.to_local(*found.again), (LocalReading{time, Pass::Second}));
    }
    ASSERT_EQ(zone.to_instant(time), found.at);
    ASSERT_EQ(zone.to_instant(time, Pass::Second), found.again.value_or(found.at));
}

void expect_laws(const Zone& zone, const Change& change) {
    std::vector<Duration> distances{Duration(-1), Duration(1), seconds(-1), seconds(1)};
    for (int quarter = -8; quarter <= 8; ++quarter) distances.push_back(minutes(15) * quarter);
    for (const int far : {-25, -24, 24, 25}) distances.push_back(hours(far));
    std::ranges::sort(distances);
    std::optional<Instant> last_at;
    for (const auto distance : distances) {
        const Instant instant = change.at + distance;
        const auto [time, pass] = zone.to_local(instant);
        ASSERT_EQ(zone.to_instant(time, pass), instant) << "there and back";
        const LocalTime local = change.expected() + distance;
        const Instant at = zone.to_instant(local);
        ASSERT_TRUE(!last_at || *last_at <= at) << "monotone";
        last_at = at;
        expect_gap_or_fold(zone, change, local);
    }
    ASSERT_EQ(zone.steady_until(change.at).since, change.at);
    ASSERT_EQ(zone.steady_from(change.at - Duration(1)).until, change.at);
}

TEST(ZoneLaws, HoldAroundEveryChangeOfEveryZone) {
    std::size_t count = 0;
    for (const auto& name : support::distinct_zones()) {
        const Zone zone = *Zone::load(name);
        for (const auto& change : changes_of(zone)) {
            expect_laws(zone, change);
            ASSERT_FALSE(HasFatalFailure()) << zone.rfc3339(change.at) << " in " << name;
            ++count;
        }
    }
    EXPECT_GT(count, 20'000U);
    std::cout << count << " changes\n";
}

}  // namespace
}  // namespace wls
