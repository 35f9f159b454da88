// Cron against its oracle: around every change of every zone's clocks, random expressions mean the
// same instants to both. WLS_ORACLE_ROUNDS=6000 is the long run, ten million times a rule is
// asked.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "support/random.h"
#include "time/cron.h"
#include "time/cron_oracle.h"
#include "time/tzdata.h"
#include "time/zone/zone_names.h"

namespace wls {
namespace {

using namespace std::chrono;

struct Change {
    std::string zone;
    Instant at;
};

std::vector<Change> all_changes() {
    std::vector<Change> changes;
    const Instant first{sys_days{1970y / 1 / 1}}, last{sys_days{2100y / 1 / 1}};
    for (const auto& name : zone_names(kZoneInfo)) {
        const auto zone = Zone::load(name);
        EXPECT_TRUE(zone) << name;
        if (!zone) continue;
        for (Instant at = first;;) {
            const auto until = zone->steady_from(at).until;
            if (!until || *until >= last) break;
            changes.push_back({name, *until});
            at = *until;
        }
    }
    return changes;
}

bool has_whole_minutes(const Zone& zone, Instant from, Instant to) {
    return zone.steady_from(from).offset.count() % 60 == 0 &&
           zone.steady_from(to).offset.count() % 60 == 0;
}

std::string texts(const Zone& zone, const std::vector<Instant>& instants) {
    std::string all;
    for (const auto at : instants) all += zone.rfc3339(at) + "\n";
    return all;
}

// From `from` to `to`, forwards and backwards, and from instants between.
void expect_agreement(const oracle::CronSets& sets, const Zone& zone, const oracle::Walk& walk,
                      Instant from, Instant to, support::Random& random) {
    const auto cron = Cron::parse(sets.text);
    ASSERT_TRUE(cron) << cron.error().message;
    const auto wanted = oracle::matches(sets, walk);
    std::vector<Instant> forwards, backwards;
    for (auto at = cron->next(from - Duration(1), zone); at && *at < to; at = cron->next(*at, zone))
        forwards.push_back(*at);
    for (auto at = cron->prev(to, zone); at && *at >= from; at = cron->prev(*at, zone))
        backwards.push_back(*at);
    std::ranges::reverse(backwards);
    ASSERT_EQ(texts(zone, forwards), texts(zone, wanted)) << sets.text << " in " << zone.name();
    ASSERT_EQ(texts(zone, backwards), texts(zone, wanted)) << sets.text << " in " << zone.name();
    for (int i = 0; i < 100; ++i) {
        const Instant at = from + Duration(random.below((to - from).count()));
        const auto after = std::ranges::upper_bound(wanted, at);
        const auto next = cron->next(at, zone), prev = cron->prev(at, zone);
        const auto before = std::ranges::lower_bound(wanted, at);
        if (after != wanted.end())
            ASSERT_EQ(next, *after) << sets.text << " after " << zone.rfc3339(at);
        else
            ASSERT_TRUE(!next || *next >= to) << sets.text << " after " << zone.rfc3339(at);
        if (before != wanted.begin())
            ASSERT_EQ(prev, *std::prev(before)) << sets.text << " before " << zone.rfc3339(at);
        else
            ASSERT_TRUE(!prev || *prev < from) << sets.text << " before " << zone.rfc3339(at);
    }
}

// The days alone, whatever the clocks do: each of eight years, from a random one on.
TEST(CronOracle, AgreesOnTheDaysOfEightYears) {
    support::Random random(2);
    for (int round = 0; round < 150 && !HasFatalFailure(); ++round) {
        auto sets = oracle::random_cron(random);
        const auto time_of_day = sets.text.find(' ') + 1;
        if (std::ranges::count(sets.text, ' ') != 4) continue;  // it names seconds
        sets.text = "0 0" + sets.text.substr(sets.text.find(' ', time_of_day));
        const auto cron = Cron::parse(sets.text);
        ASSERT_TRUE(cron) << sets.text << ": " << cron.error().message;
        const local_days first{year(static_cast<int>(random.between(1970, 2370))) / 1 / 1};
        auto next = cron->next_local(first);
        for (local_days day = first; day < first + days(8 * 365) && !HasFatalFailure();
             day += days(1)) {
            const year_month_day date(day);
            const bool wanted = sets.months.contains(static_cast<int>(unsigned{date.month()})) &&
                                sets.has_day(year_month_day(date));
            ASSERT_EQ(next == LocalTime{day}, wanted)
                << sets.text << " on " << iso_text(LocalTime{day});
            if (!wanted) continue;
            ASSERT_EQ(cron->prev_local(LocalTime{day} + hours(23)), LocalTime{day});
            next = cron->next_local(*next + Duration(1));
        }
    }
}

TEST(CronOracle, AgreesAroundEveryChangeOfEveryZone) {
    const auto changes = all_changes();
    ASSERT_GT(changes.size(), 10'000U);
    support::Random random(1);
    const char* wanted = std::getenv("WLS_ORACLE_ROUNDS");
    const auto rounds = wanted == nullptr ? 40 : std::strtol(wanted, nullptr, 10);
    std::size_t instants = 0;
    for (long round = 0; round < rounds && !HasFatalFailure(); ++round) {
        const auto& change = random.one_of(changes);
        const Zone zone = *Zone::load(change.zone);
        const Instant from = floor<minutes>(change.at) - hours(random.between(1, 30));
        const Instant to = from + hours(60);
        if (!has_whole_minutes(zone, from - hours(25), to)) continue;
        const auto last_before = zone.steady_until(from).since;
        if (last_before && *last_before > from - hours(26)) continue;
        const oracle::Walk walk(zone, from, to, minutes(1));
        for (int i = 0; i < 10 && !HasFatalFailure(); ++i) {
            auto sets = oracle::random_cron(random);
            if (sets.seconds != std::set<int>{0}) continue;
            expect_agreement(sets, zone, walk, from, to, random);
            instants += oracle::matches(sets, walk).size();
        }
    }
    EXPECT_GT(instants, 50'000U);
    std::cout << instants << " instants\n";
}

}  // namespace
}  // namespace wls
