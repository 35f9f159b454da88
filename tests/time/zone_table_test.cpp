// The flat table of a zone's changes against cctz, which is asked directly: around every change of
// every zone, from the first to the end of 2400 and beyond, instants and local times mean the same.
#include <gtest/gtest.h>

#include "support/random.h"
#include "support/tzif.h"
#include "time/zone.h"
#include "time/zone/zone_by_cctz.h"
#include "time/zones.h"

namespace wls {

// For what gtest prints of two that differ.
static bool operator==(const LocalResolution& a, const LocalResolution& b) {
    return a.at == b.at && a.is_skipped == b.is_skipped && a.again == b.again &&
           a.resumes_local == b.resumes_local;
}

namespace {

using namespace std::chrono;

constexpr Instant kFirst{sys_days{year(1) / 1 / 1}}, kLast{sys_days{year(9999) / 12 / 31}};
constexpr Instant kOfTable{sys_days{year(2402) / 1 / 1}};
constexpr Instant kForGood{sys_days{year(2100) / 1 / 1}};
constexpr Duration kTick{1};

class Compared {
  public:
    explicit Compared(const std::string& name)
        : Compared(*Zone::load(name), support::zone_of_cctz(name)) {}
    Compared(Zone zone, const cctz::time_zone& rules) : zone_(std::move(zone)), rules_(rules) {}

    void at(Instant instant) {
        ++count;
        ASSERT_EQ(zone_.to_local(instant), by_cctz::to_local(rules_, instant)) << said(instant);
        const auto ours = zone_.steady_from(instant);
        const auto theirs = by_cctz::steady_from(rules_, instant);
        ASSERT_EQ(ours.until, theirs.until) << said(instant);
        ASSERT_EQ(ours.offset, theirs.offset) << said(instant);
        ASSERT_EQ(zone_.steady_until(instant).since, by_cctz::steady_until(rules_, instant).since)
            << said(instant);
    }

    void at(LocalTime time) {
        ++count;
        const auto theirs = by_cctz::resolve(rules_, time);
        ASSERT_TRUE(zone_.resolve(time) == theirs) << zone_.name() << " " << iso_text(time);
        ASSERT_EQ(zone_.to_instant(time), theirs.at) << iso_text(time);
        ASSERT_EQ(zone_.to_instant(time, Pass::Second), theirs.again.value_or(theirs.at));
    }

    // Both sides of a change, and of the local times that it skips or shows again.
    void around(Instant change) {
        const seconds after = zone_.steady_from(change).offset;
        const seconds before = zone_.steady_from(change - kTick).offset;
        for (const Duration away : {Duration(0), Duration(minutes(17)), Duration(hours(25))})
            for (const Instant instant :
                 {change - away - kTick, change - away, change + away, change + away + kTick}) {
                at(instant);
                for (const auto offset : {before, after})
                    at(LocalTime{instant.time_since_epoch() + offset});
            }
    }

    const Zone& zone() const { return zone_; }
    std::size_t count = 0;

  private:
    std::string said(Instant instant) const {
        return zone_.name() + " " + zone_.rfc3339(instant) + " " +
               std::to_string(instant.time_since_epoch().count());
    }

    Zone zone_;
    cctz::time_zone rules_;
};

TEST(ZoneTable, AgreesWithCctzAroundEveryChangeOfEveryZone) {
    std::size_t changes = 0, compared = 0;
    for (const auto& name : support::distinct_zones()) {
        Compared both(name);
        for (auto next = both.zone().steady_from(kFirst).until;
             next && *next < kOfTable && !HasFatalFailure();
             next = both.zone().steady_from(*next).until) {
            ++changes;
            // Rules for good repeat themselves.
            if (*next < kForGood || changes % 5 == 0) both.around(*next);
            both.at(*next);
        }
        if (HasFatalFailure()) return;
        compared += both.count;
    }
    EXPECT_GT(changes, 50'000U);
    std::cout << changes << " changes, " << compared << " comparisons\n";
}

TEST(ZoneTable, AgreesWithCctzInAllYearsAndAtItsOwnEdges) {
    support::Random random(1);
    for (const auto& name : support::distinct_zones()) {
        Compared both(name);
        for (int round = 0; round < 500 && !HasFatalFailure(); ++round) {
            const Instant instant = kFirst + Duration(random.below((kLast - kFirst).count()));
            both.at(instant);
            both.at(LocalTime{instant.time_since_epoch()});
        }
        for (const auto edge : {sys_days{year(1) / 1 / 3}, sys_days{year(1800) / 1 / 1},
                                sys_days{year(2401) / 1 / 1}})
            both.around(edge);
        for (const LocalTime time : {kFirstLocalTime, kLastLocalTime}) {
            both.at(time);
            for (const int away : {-50, 0, 50})
                both.at(Instant{time.time_since_epoch() + hours(away)});
        }
        if (HasFatalFailure()) return;
    }
}

// No real zone has them: changes within minutes of each other, or that keep the offset.
TEST(ZoneTable, AgreesWithCctzOnChangesThatMeet) {
    const auto folder = std::filesystem::path(testing::TempDir()) / "wls_zone_table";
    support::Random random(2);
    int zones = 0;
    for (int round = 0; round < 200 && !HasFatalFailure(); ++round) {
        std::vector<support::TzifChange> changes;
        std::int64_t at = -2'000'000'000;
        for (int i = 0; i < 12; ++i) {
            at += random.between(1, random.chance(50) ? 8 : 4'000) * 900;
            changes.push_back({.at = at,
                               .offset = static_cast<std::int32_t>(random.between(-4, 4) * 900),
                               .is_dst = i % 2 == 0});
        }
        const std::string name = "Zone" + std::to_string(round);
        const auto file = folder / name;
        support::write_tzif(file, 0, changes);
        const auto zone = Zone::load(name, folder.string());
        if (!zone) continue;  // a change overtakes one before it on the clocks' faces
        ++zones;
        Compared both(*zone, support::zone_of_cctz(file.string()));
        for (const auto& change : changes) both.around(Instant{seconds(change.at)});
    }
    EXPECT_GT(zones, 50);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace wls
