// The museum of other schedulers' bugs (research/schedulers.md, 3.5), as far as they are of time:
// each test is named after its entry and shows that ours does right. Entries that are properties of
// all rules stand in laws_test.cpp and the oracles; those of engines in the simulation.
#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "support/random.h"
#include "time/cron.h"
#include "time/tables.h"
#include "time/zones.h"

namespace wls {
namespace {

using namespace std::chrono;
using namespace support;
using testing::HasSubstr;

// Changes before 2026, which no later release of tzdata moves.
std::vector<Instant> changes_of(const Zone& in, const char* from = "1970-01-02 00:00:00",
                                const char* to = "2026-01-01 00:00:00") {
    std::vector<Instant> all;
    for (auto at = in.steady_from(utc(from)).until; at && *at < utc(to);
         at = in.steady_from(*at).until)
        all.push_back(*at);
    return all;
}

// The instants that an expression means, in [from, to).
std::vector<Instant> instants(const std::string& text, const Zone& in, Instant from, Instant to) {
    const auto cron = *Cron::parse(text);
    std::vector<Instant> all;
    for (auto at = cron.next(from - Duration(1), in); at && *at < to; at = cron.next(*at, in))
        all.push_back(*at);
    return all;
}

Duration widest(const std::vector<Instant>& all) {
    Duration found(0);
    for (std::size_t i = 1; i < all.size(); ++i) found = std::max(found, all[i] - all[i - 1]);
    return found;
}

// A4 (also A1, A2, A3, B4, B10): every change of every zone's, with its negative savings: rules
// asked again and again move on, and come to as many windows as there are days and half hours.
TEST(Museum, A4EveryChangeOfEveryZoneIsPassed) {
    const auto daily = weekly({"every day 00:30-02:30"});
    std::size_t changes = 0;
    for (const auto& name : distinct_zones()) {
        const Rule days_rule = rule_of(daily, name);
        const Rule halves = rule_of(cron("*/30 * * * *", "15,45 * * * *"), name);
        const Cron fixed = *Cron::parse("30 2 * * *");
        const Zone in = zone(name);
        for (const Instant change : changes_of(in, "1970-01-10 00:00:00", "2100-01-01 00:00:00")) {
            Instant at = change - hours(30);
            int count = 0;
            for (; at < change + hours(30) && count < 100; ++count) {
                const auto next = days_rule.next(at);
                ASSERT_TRUE(next && next->start_at > at) << name << " " << said(at);
                at = next->start_at;
            }
            ASSERT_LE(count, 5) << name << " " << said(change);
            const auto next = fixed.next(change - Duration(1), in);
            ASSERT_TRUE(next && *next >= change && *next <= change + hours(50)) << name;
            const auto half = halves.next(change - Duration(1));
            ASSERT_TRUE(half && half->start_at >= change && half->start_at - change < minutes(30))
                << name << " " << said(change);
            ASSERT_EQ(halves.prev(half->start_at + Duration(1)), half) << name;
            ++changes;
        }
    }
    EXPECT_GT(changes, 10'000U);
}

TEST(Museum, A6AWindowOfNoLengthIsSkipped) {
    const Rule rule = rule_of(weekly({"Sun 02:00-02:45"}), "Europe/Paris");
    const auto found = rule.windows(utc("2025-03-29 00:00:00"), utc("2025-04-07 00:00:00"), 10);
    EXPECT_EQ(said(found),
              "2025-03-30T01:00:00Z skipped, 2025-04-06T00:00:00Z/2025-04-06T00:45:00Z");
    EXPECT_EQ(rule.next(utc("2025-03-29 00:00:00")), found[1].window);
    EXPECT_NE(rule.prev(utc("2025-04-05 00:00:00"))->start_at, found[0].window.start_at);
}

// A7, A8: each day with each month either comes or never does.
TEST(Museum, A7A8EveryDayOfEveryMonthComesOrNever) {
    for (int month = 1; month <= 12; ++month)
        for (int day = 1; day <= 31; ++day) {
            const auto date = std::to_string(day) + " " + std::to_string(month);
            const Rule rule =
                rule_of(cron("0 8 " + date + " *", "0 9 " + date + " *"), "Europe/Paris");
            const bool comes = (year(2024) / month / day).ok();  // a leap year
            const auto next = rule.next(utc("2025-01-01 00:00:00"));
            EXPECT_EQ(next.has_value(), comes) << date;
            EXPECT_EQ(rule.prev(utc("2025-01-01 00:00:00")).has_value(), comes) << date;
            if (next) {
                EXPECT_LT(next->start_at, utc("2028-03-01 00:00:00"));
            }
        }
    const auto never = rule_of(cron("0 8 30,31 2 *", "0 9 * * *"), "UTC");
    EXPECT_EQ(never.next(Instant::min()), std::nullopt);
    EXPECT_EQ(never.prev(Instant::max()), std::nullopt);
    EXPECT_TRUE(never.windows(Instant::min(), Instant::max(), 10).empty());
}

TEST(Museum, A9TheLast29FebruaryIsFound) {
    const Rule rule = rule_of(cron("0 8 29 2 *", "0 9 29 2 *"), "UTC");
    const struct {
        const char *before, *want;
    } rows[] = {{"2025-06-01 00:00:00", "2024-02-29T08:00:00Z/2024-02-29T09:00:00Z"},
                {"2024-02-29 08:00:00", "2020-02-29T08:00:00Z/2020-02-29T09:00:00Z"},
                {"2104-02-29 08:00:00", "2096-02-29T08:00:00Z/2096-02-29T09:00:00Z"},
                {"1972-02-29 08:00:00", "never"}};
    for (const auto& row : rows) EXPECT_EQ(said(rule.prev(utc(row.before))), row.want);
}

TEST(Museum, A10EightYearsWithout29February) {
    for (const auto& fields :
         {cron("0 8 29 2 *", "0 9 29 2 *"), repeated("2024-02-29 08:00:00", "2024-02-29 09:00:00",
                                                     "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=29")})
        EXPECT_EQ(said(rule_of(fields, "UTC").next(utc("2096-02-29 08:00:00"))),
                  "2104-02-29T08:00:00Z/2104-02-29T09:00:00Z");
}

TEST(Museum, A11ARecurrenceThatNeverComesEnds) {
    for (const auto* const repeat :
         {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31",
          "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
          "FREQ=YEARLY;INTERVAL=1000000", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6"}) {
        const Rule rule =
            rule_of(repeated("2025-04-30 08:00:00", "2025-04-30 09:00:00", repeat), "UTC");
        EXPECT_EQ(rule.windows(Instant::min(), Instant::max(), 10).size(), 1U) << repeat;
        EXPECT_EQ(rule.next(utc("2025-04-30 08:00:00")), std::nullopt) << repeat;
    }
}

// A12: no time comes out that clocks do not show.
TEST(Museum, A12NoTimeThatClocksSkip) {
    const Rule rule = rule_of(weekly({"every day 02:30-04:00"}), "Europe/Paris");
    const auto next = *rule.next(utc("2025-03-29 12:00:00"));
    EXPECT_EQ(iso_text(rule.zone().to_local(next.start_at).time), "2025-03-30T03:00:00");
    const auto repeated_hour = *rule.next(utc("2025-10-25 12:00:00"));
    EXPECT_EQ(said(repeated_hour.start_at), "2025-10-26T00:30:00Z");
    EXPECT_EQ(said(rule.next(repeated_hour.start_at)->start_at), "2025-10-27T01:30:00Z");
}

TEST(Museum, A13LongTextsAreRefused) {
    const auto refused = [](const RuleFields& fields) {
        const auto rule = Rule::compile(fields, Zone::utc());
        return rule ? "taken" : rule.error().message;
    };
    std::string list = "1", windows = "Mon 8:00-9:00";
    while (list.size() < 65'536) list += ",1";
    while (windows.size() < 65'536) windows += ";Mon 8:00-9:00";
    EXPECT_THAT(refused(cron(list + " 8 * * *", "0 9 * * *")), HasSubstr("at most 256 bytes"));
    EXPECT_THAT(refused(weekly({windows})), HasSubstr("at most 1,024 bytes"));
    EXPECT_THAT(refused(repeated("2025-04-30 08:00:00", "2025-04-30 09:00:00",
                                 "FREQ=DAILY;BYMONTHDAY=" + list)),
                HasSubstr("at most 256 bytes"));
}

// B1, B13: a time in the gap is not left out that day.
TEST(Museum, B1ATimeInTheGapIsServedThatDay) {
    int gaps = 0;
    for (const auto* const name : {"America/New_York", "Europe/Paris", "Australia/Lord_Howe",
                                   "Antarctica/Troll", "Africa/Cairo", "America/Santiago"}) {
        const Zone in = zone(name);
        for (const Instant change : changes_of(in, "2006-01-01 00:00:00")) {
            const LocalTime gap = in.to_local(change - Duration(1)).time + Duration(1);
            if (in.to_local(change).time <= gap) continue;
            const hh_mm_ss start(gap + minutes(10) - floor<days>(gap));
            const auto text = [&](hours later) {
                return std::to_string(start.minutes().count()) + " " +
                       std::to_string((start.hours() + later).count() % 24) + " * * *";
            };
            const Rule rule = rule_of(cron(text(hours(0)), text(hours(4))), name);
            const auto next = rule.next(change - Duration(1));
            EXPECT_EQ(next->start_at, change) << name << " " << said(change);
            EXPECT_EQ(rule.prev(change + hours(5)), next) << name << " " << said(change);
            ++gaps;
        }
    }
    EXPECT_GT(gaps, 80);
}

// B5, B6: what comes every 15 s or every minute goes on through a repeated hour.
TEST(Museum, B5B6IntervalsGoOnThroughARepeatedHour) {
    for (const auto* const name : {"America/New_York", "Europe/Dublin", "Australia/Lord_Howe",
                                   "Antarctica/Troll", "America/Havana", "America/St_Johns"}) {
        const Zone in = zone(name);
        for (const Instant change : changes_of(in, "2010-01-01 00:00:00")) {
            const Instant from = change - hours(3), to = change + hours(3);
            EXPECT_EQ(widest(instants("*/15 * * * * *", in, from, to)), seconds(15)) << name;
            EXPECT_EQ(widest(instants("* * * * *", in, from, to)), minutes(1)) << name;
        }
    }
}

// B7: no day is left out around a change, B9: and none is served twice.
TEST(Museum, B7B9ADailyTimeComesOnceADay) {
    for (const auto* const name : {"Europe/Paris", "America/New_York", "Africa/Cairo",
                                   "America/Havana", "America/Santiago", "Australia/Lord_Howe"}) {
        const Zone in = zone(name);
        for (const auto* const text : {"0 0 * * *", "30 1 * * *", "0 2 * * *", "30 2 * * *"}) {
            const auto all =
                instants(text, in, utc("2010-01-01 00:00:00"), utc("2026-01-01 00:00:00"));
            EXPECT_LE(widest(all), hours(25)) << name << " " << text;
            std::map<LocalTime, int> on;
            for (const Instant at : all) ++on[floor<days>(in.to_local(at).time)];
            for (const auto& [day, times] : on)
                EXPECT_EQ(times, 1) << name << " " << text << " " << iso_text(day);
            EXPECT_GE(on.size(), 16U * 365) << name << " " << text;
        }
    }
}

TEST(Museum, B8ADayWithoutMidnightHasItsWindow) {
    const struct {
        const char *zone, *date, *want;
    } rows[] = {
        {"Africa/Cairo", "2025-04-25", "2025-04-24T22:00:00Z/2025-04-25T05:00:00Z"},
        {"Asia/Beirut", "2025-03-30", "2025-03-29T22:00:00Z/2025-03-30T05:00:00Z"},
        {"America/Havana", "2025-03-09", "2025-03-09T05:00:00Z/2025-03-09T12:00:00Z"},
        {"America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z/2018-11-04T10:00:00Z"},
    };
    for (const auto& row : rows)
        for (const auto& fields :
             {weekly({"every day 00:00-08:00"}), cron("0 0 * * *", "0 8 * * *")}) {
            const Rule rule = rule_of(fields, row.zone);
            const LocalTime day = local(std::string(row.date) + " 00:00:00");
            EXPECT_EQ(said(rule.windows(rule.zone().to_instant(day),
                                        rule.zone().to_instant(day + days(1)), 10)),
                      row.want)
                << row.zone;
        }
}

// B12: both passes of a half hour are windows of their own: instants tell them apart.
TEST(Museum, B12WindowsAreKnownByInstants) {
    const Rule rule = rule_of(cron("*/10 * * * *", "5-55/10 * * * *"), "Australia/Lord_Howe");
    const auto found = rule.windows(utc("2025-04-05 14:30:00"), utc("2025-04-05 15:30:00"), 100);
    std::set<LocalTime> labels;
    std::set<Instant> starts;
    for (const auto& planned : found) {
        labels.insert(planned.local.start);
        starts.insert(planned.window.start_at);
    }
    EXPECT_EQ(starts.size(), 6U);
    EXPECT_EQ(labels.size(), 3U);
}

// B15: Monday to Friday, down each night and for the weekend, through a year.
TEST(Museum, B15AWeekEndsOnFridayEvening) {
    for (const auto& fields : {weekly({"Mon-Fri 08:00-20:00"}), cron("0 8 * * 1-5", "0 20 * * *"),
                               cron("0 8 * * 1-5", "0 20 * * 1-5"),
                               repeated("2025-01-01 08:00:00", "2025-01-01 20:00:00",
                                        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")}) {
        const Rule rule = rule_of(fields, "Europe/Paris");
        const auto found =
            rule.windows(utc("2025-01-01 00:00:00"), utc("2026-01-01 00:00:00"), 1'000);
        EXPECT_EQ(found.size(), 261U);
        for (const auto& [window, by_clocks] : found) {
            EXPECT_EQ(window.end_at - window.start_at, hours(12));
            EXPECT_LE(weekday(floor<days>(by_clocks.end)).iso_encoding(), 5U);
        }
    }
    const Rule nights = rule_of(weekly({"Mon-Fri 22:00-06:00"}), "Europe/Paris");
    EXPECT_EQ(said(nights.next(utc("2025-01-03 12:00:00"))),
              "2025-01-03T21:00:00Z/2025-01-04T05:00:00Z");
    EXPECT_EQ(said(nights.next(utc("2025-01-04 05:00:00"))),
              "2025-01-06T21:00:00Z/2025-01-07T05:00:00Z");
}

TEST(Museum, B17OffsetsOfQuartersAndHalves) {
    const struct {
        const char *zone, *want;
    } rows[] = {{"Asia/Kathmandu", "2025-06-02T02:15:00Z/2025-06-02T12:15:00Z"},
                {"Asia/Kolkata", "2025-06-02T02:30:00Z/2025-06-02T12:30:00Z"},
                {"Australia/Eucla", "2025-06-01T23:15:00Z/2025-06-02T09:15:00Z"},
                {"Pacific/Marquesas", "2025-06-02T17:30:00Z/2025-06-03T03:30:00Z"}};
    for (const auto& row : rows) {
        const Rule rule = rule_of(weekly({"Mon 08:00-18:00"}), row.zone);
        const auto next = rule.next(utc("2025-06-01 12:00:00"));
        EXPECT_EQ(said(next), row.want) << row.zone;
        EXPECT_EQ(rule.next(next->start_at)->start_at, next->start_at + days(7));
    }
}

// C1: what was missed in twenty years is one question, not a hundred thousand.
TEST(Museum, C1TheLastOfManyMissedIsFoundAtOnce) {
    const Rule rule = rule_of(cron("0 * * * *", "30 * * * *"), "UTC");
    EXPECT_EQ(said(rule.prev(utc("2025-06-01 12:00:00"))),
              "2025-06-01T11:00:00Z/2025-06-01T11:30:00Z");
    EXPECT_EQ(rule.windows(utc("2005-06-01 12:00:00"), utc("2025-06-01 12:00:00"), 3).size(), 3U);
}

// C13, X8: windows come from the rule only: whenever it is asked they are the same, to the second.
TEST(Museum, C13X8NominalTimesDoNotDrift) {
    const Rule rule = rule_of(cron("0 */6 * * *", "30 */6 * * *"), "Europe/Paris");
    const auto all = rule.windows(utc("2025-01-01 00:00:00"), utc("2026-01-01 00:00:00"), 10'000);
    Random random(1);
    Instant at = all.front().window.start_at;
    for (std::size_t i = 1; i < all.size(); ++i) {
        const auto late = rule.next(at + Duration(random.below(Duration(hours(4)).count())));
        ASSERT_EQ(late, all[i].window);
        EXPECT_EQ(late->start_at, floor<seconds>(late->start_at));
        at = late->start_at;
    }
}

// C14: what is far ahead is far ahead, beyond 2^31 ms, and beyond what nanoseconds count.
TEST(Museum, C14FarAheadIsFarAhead) {
    for (const int years : {0, 1, 50, 200, 250, 374}) {
        const Instant start = sys_days{year(2025 + years) / 6 / 1} + hours(8);
        const Rule rule = rule_of(cron("0 8 1 6 *", "0 9 1 6 *"), "UTC");
        const Rule single = rule_of(
            once(said(start).substr(0, 10) + " 08:00:00", said(start).substr(0, 10) + " 09:00:00"),
            "UTC");
        EXPECT_EQ(rule.next(start - Duration(1)), (Window{start, start + hours(1)}));
        EXPECT_EQ(single.next(utc("2025-01-01 00:00:00")), (Window{start, start + hours(1)}));
    }
}

TEST(Museum, C17NoLengthAndAWholeDayAreDifferentThings) {
    EXPECT_FALSE(Rule::compile(weekly({"Mon 08:00-08:00"}), Zone::utc()));
    EXPECT_FALSE(Rule::compile(once("2025-06-02 08:00:00", "2025-06-02 08:00:00"), Zone::utc()));
    EXPECT_EQ(said(rule_of(weekly({"Mon 00:00-24:00"}), "UTC").next(utc("2025-06-01 00:00:00"))),
              "2025-06-02T00:00:00Z/2025-06-03T00:00:00Z");
    // From each 08:00 to the next: up always, in windows that tile.
    EXPECT_EQ(said(rule_of(cron("0 8 * * *", "0 8 * * *"), "UTC").next(utc("2025-06-01 12:00:00"))),
              "2025-06-02T08:00:00Z/2025-06-03T08:00:00Z");
}

}  // namespace
}  // namespace wls
