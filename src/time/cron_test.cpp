#include "time/cron.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace wls {
namespace {

Instant at(const char* local, const Zone& zone) {
    return zone.to_instant(*parse_table_text(local));
}

// The next `count` instants after a local time, in that zone's offsets, without their year.
std::string next_of(const std::string& text, const char* zone_name, const char* after,
                    int count = 1) {
    const auto cron = Cron::parse(text);
    if (!cron) return cron.error().message;
    const Zone zone = *Zone::load(zone_name);
    Instant from = at(after, zone);
    std::string shown;
    for (int i = 0; i < count; ++i) {
        const auto next = cron->next(from, zone);
        if (!shown.empty()) shown += ", ";
        if (!next) return shown + "never";
        EXPECT_GT(*next, from);
        EXPECT_EQ(cron->prev(*next + Duration(1), zone), *next) << text;
        EXPECT_LE(cron->prev(*next, zone).value_or(from), from) << text;
        shown += zone.rfc3339(*next);
        from = *next;
    }
    return shown;
}

TEST(Cron, FindsWhatItsFieldsSay) {
    const struct {
        const char *text, *after, *want;
        int count = 1;
    } rows[] = {
        {"0 8 * * 1-5", "2026-11-27 08:00:00", "2026-11-30T08:00:00+00:00"},
        {"0 8 * * 1-5", "2026-11-27 07:59:59.999999", "2026-11-27T08:00:00+00:00"},
        {"*/20 * * * *", "2026-11-27 08:00:00",
         "2026-11-27T08:20:00+00:00, 2026-11-27T08:40:00+00:00, 2026-11-27T09:00:00+00:00", 3},
        {"*/25 * * * *", "2026-11-27 08:49:00",
         "2026-11-27T08:50:00+00:00, 2026-11-27T09:00:00+00:00", 2},
        {"10 30 8-18/5 * * *", "2026-11-27 09:00:00",
         "2026-11-27T13:30:10+00:00, 2026-11-27T18:30:10+00:00, 2026-11-28T08:30:10+00:00", 3},
        {"0 0 * * 0", "2026-11-27 00:00:00", "2026-11-29T00:00:00+00:00"},
        {"0 0 * * 7", "2026-11-27 00:00:00", "2026-11-29T00:00:00+00:00"},
        {"0 0 * * sunday", "2026-11-27 00:00:00", "2026-11-29T00:00:00+00:00"},
        {"0 0 * * 5-7", "2026-11-28 00:00:00", "2026-11-29T00:00:00+00:00"},
        {"0 0 * * 0-6", "2026-11-28 00:00:00", "2026-11-29T00:00:00+00:00"},
        {"0 0 1 jan,JUL *", "2026-11-27 00:00:00",
         "2027-01-01T00:00:00+00:00, 2027-07-01T00:00:00+00:00", 2},
        {"0 0 13 * 5", "2026-11-10 00:00:00",  // either is enough
         "2026-11-13T00:00:00+00:00, 2026-11-20T00:00:00+00:00", 2},
        {"0 0 */10 * *", "2026-11-22 00:00:00",
         "2026-12-01T00:00:00+00:00, 2026-12-11T00:00:00+00:00", 2},
        {"  0\t0  * * *  ", "2026-11-27 00:00:00", "2026-11-28T00:00:00+00:00"},
        {"007 08 * * *", "2026-11-27 00:00:00", "2026-11-27T08:07:00+00:00"},
        {"59/1 0 * * *", "2026-11-27 00:00:00",
         "'59/1 0 * * *', character 3: a step goes with * or a range; write, for example, 59-59/1"},
        {"@hourly", "2026-11-27 08:30:00", "2026-11-27T09:00:00+00:00"},
        {"@daily", "2026-11-27 08:30:00", "2026-11-28T00:00:00+00:00"},
        {"@midnight", "2026-11-27 08:30:00", "2026-11-28T00:00:00+00:00"},
        {"@weekly", "2026-11-27 08:30:00", "2026-11-29T00:00:00+00:00"},
        {"@monthly", "2026-11-27 08:30:00", "2026-12-01T00:00:00+00:00"},
        {"@yearly", "2026-11-27 08:30:00", "2027-01-01T00:00:00+00:00"},
        {"@annually", "2026-11-27 08:30:00", "2027-01-01T00:00:00+00:00"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(next_of(row.text, "UTC", row.after, row.count), row.want) << row.text;
}

// Section 6.4 of the research: facts of the calendar.
TEST(Cron, KnowsTheCalendar) {
    const struct {
        const char *text, *after, *want;
        int count = 1;
    } rows[] = {
        {"0 0 31 * *", "2026-03-31 00:00:00", "2026-05-31T00:00:00+00:00"},
        {"0 0 L * *", "2027-02-01 00:00:00", "2027-02-28T00:00:00+00:00"},
        {"0 0 L * *", "2028-02-01 00:00:00", "2028-02-29T00:00:00+00:00"},
        {"0 0 L-1 2 *", "2027-01-01 00:00:00", "2027-02-27T00:00:00+00:00"},
        {"0 0 L-30 * *", "2026-02-01 00:00:00", "2026-03-01T00:00:00+00:00"},
        {"0 0 15W * *", "2026-08-01 00:00:00", "2026-08-14T00:00:00+00:00"},  // a Saturday
        {"0 0 15W * *", "2026-11-01 00:00:00", "2026-11-16T00:00:00+00:00"},  // a Sunday
        {"0 0 1W * *", "2026-07-31 00:00:00", "2026-08-03T00:00:00+00:00"},   // a Saturday
        {"0 0 31W 5 *", "2026-05-01 00:00:00", "2026-05-29T00:00:00+00:00"},  // a Sunday
        {"0 0 31W * *", "2026-05-30 00:00:00", "2026-07-31T00:00:00+00:00"},
        {"0 0 LW * *", "2026-05-01 00:00:00", "2026-05-29T00:00:00+00:00"},
        {"0 0 * * Fri#2", "2026-11-01 00:00:00", "2026-11-13T00:00:00+00:00"},
        {"0 0 * * 5#5", "2026-11-01 00:00:00", "2027-01-29T00:00:00+00:00"},
        {"0 0 * * FriL", "2026-11-01 00:00:00", "2026-11-27T00:00:00+00:00"},
        {"0 0 * * 0L", "2026-11-01 00:00:00", "2026-11-29T00:00:00+00:00"},
        {"0 0 29 2 *", "2096-02-29 00:00:00",  // A10: 2100 is no leap year
         "2104-02-29T00:00:00+00:00, 2108-02-29T00:00:00+00:00", 2},
        {"0 0 29 2 *", "1999-01-01 00:00:00", "2000-02-29T00:00:00+00:00"},
        {"0 0 29 2 *", "2399-12-31 00:00:00", "2400-02-29T00:00:00+00:00, never", 2},
        {"0 0 29 2 Mon#5", "2026-01-01 00:00:00",
         "2028-02-29T00:00:00+00:00, 2032-02-29T00:00:00+00:00", 2},
        {"7 14 3 19 1 *", "2038-01-01 00:00:00", "2038-01-19T03:14:07+00:00"},
        {"0 0 12 4 *", "2262-01-01 00:00:00", "2262-04-12T00:00:00+00:00"},
        {"59 59 23 31 12 *", "2400-12-01 00:00:00", "2400-12-31T23:59:59+00:00, never", 2},
        {"0 0 1 1 *", "1900-01-01 00:00:00", "1970-01-01T00:00:00+00:00"},
        {"* * * * *", "9000-01-01 00:00:00", "never"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(next_of(row.text, "UTC", row.after, row.count), row.want) << row.text;
}

// A7, A8: impossible dates end.
TEST(Cron, OfADateThatNeverComesIsNever) {
    for (const char* text : {"0 0 30 2 *", "0 0 31 2 *", "0 0 31 2,4,6,9,11 *", "0 0 30-31 2 *",
                             "* * * 31 4 *", "*/5 * 30 2 *"}) {
        EXPECT_EQ(next_of(text, "Europe/Paris", "2026-01-01 00:00:00"), "never") << text;
        const auto cron = *Cron::parse(text);
        const Zone zone = Zone::utc();
        EXPECT_EQ(cron.prev(at("2026-01-01 00:00:00", zone), zone), std::nullopt) << text;
    }
}

// Section 6.3: the worked hours of the clock changes.
TEST(Cron, ServesIntervalsTwiceAndTimesOfADayOnce) {
    constexpr const char* kNewYork = "America/New_York";
    EXPECT_EQ(next_of("30 2 * * *", kNewYork, "2026-03-07 03:00:00", 2),
              "2026-03-08T03:00:00-04:00, 2026-03-09T02:30:00-04:00");
    EXPECT_EQ(next_of("15,45 2 * * *", kNewYork, "2026-03-07 03:00:00", 2),
              "2026-03-08T03:00:00-04:00, 2026-03-09T02:15:00-04:00");
    EXPECT_EQ(next_of("30 1 * * *", kNewYork, "2026-10-31 12:00:00", 2),
              "2026-11-01T01:30:00-04:00, 2026-11-02T01:30:00-05:00");
    EXPECT_EQ(next_of("30 */1 * * *", kNewYork, "2026-11-01 00:30:00", 3),
              "2026-11-01T01:30:00-04:00, 2026-11-01T01:30:00-05:00, 2026-11-01T02:30:00-05:00");
    EXPECT_EQ(next_of("0 */2 * * *", kNewYork, "2026-03-08 00:00:00", 2),
              "2026-03-08T04:00:00-04:00, 2026-03-08T06:00:00-04:00");
    EXPECT_EQ(next_of("0 0 * * *", "Africa/Cairo", "2025-04-24 12:00:00", 2),  // B8: no midnight
              "2025-04-25T01:00:00+03:00, 2025-04-26T00:00:00+03:00");
    EXPECT_EQ(next_of("0 9 * * 5", "Pacific/Apia", "2011-12-29 12:00:00", 2),  // no such Friday
              "2011-12-31T00:00:00+14:00, 2012-01-06T09:00:00+14:00");

    const Zone zone = *Zone::load(kNewYork);
    const auto starts_on_that_day = [&](const char* text) {
        const auto cron = *Cron::parse(text);
        int starts = 0;
        for (auto next = cron.next(at("2026-10-31 23:59:59", zone), zone);
             *next < at("2026-11-02 00:00:00", zone); next = cron.next(*next, zone))
            ++starts;
        return starts;
    };
    EXPECT_EQ(starts_on_that_day("0 * * * *"), 25);
    EXPECT_EQ(starts_on_that_day("*/15 * * * *"), 100);
    EXPECT_EQ(starts_on_that_day("*/15 0-23 * * *"), 100);  // the minute says an interval
    EXPECT_EQ(starts_on_that_day("0,15,30,45 0-23 * * *"), 96);
    EXPECT_EQ(starts_on_that_day("*/15 * * * * *"), 4 * 60 * 25);  // B5
}

TEST(Cron, KeepsAHashedTimeForEachKey) {
    const auto first = [](const char* text, std::uint64_t key) {
        const auto cron = *Cron::parse(text, key);
        return iso_text(*cron.next_local(*parse_table_text("2026-03-01 00:00:00")));
    };
    EXPECT_EQ(first("H H * * *", 7), first("H H * * *", 7));
    std::set<std::string> seen;
    for (std::uint64_t key = 0; key < 200; ++key) {
        seen.insert(first("H H * * *", key));
        const auto local = *parse_table_text("2026-03-01 00:00:00");
        const auto ranged =
            *Cron::parse("H(10-12) H(3-4) H(2-3) * *", key)->next_local(local) - local;
        EXPECT_GE(ranged, std::chrono::hours(24 + 3) + std::chrono::minutes(10));
        EXPECT_LE(ranged, std::chrono::hours(48 + 4) + std::chrono::minutes(12));
        const auto every = *Cron::parse("H/15 * * * *", key);
        const auto one = *every.next_local(local), two = *every.next_local(one + Duration(1));
        EXPECT_EQ(two - one, std::chrono::minutes(15));
        EXPECT_LT(one - local, std::chrono::minutes(15));
        EXPECT_TRUE(
            Cron::parse("0 0 H * *", key)->next_local(*parse_table_text("2026-02-01 00:00:00")) <
            *parse_table_text("2026-03-01 00:00:00"));
    }
    EXPECT_GT(seen.size(), 150U);
    EXPECT_TRUE(Cron::parse("H/15 * * * *")->is_interval());
    EXPECT_FALSE(Cron::parse("H/15 2 * * *")->is_interval());
}

TEST(Cron, AnswersAtTheEndsOfTime) {
    const Zone paris = *Zone::load("Europe/Paris");
    for (const auto* const text : {"0 8 * * *", "* * * * *"}) {
        const auto cron = *Cron::parse(text);
        EXPECT_LT(*cron.next(Instant::min(), paris), at("1970-01-02 00:00:00", paris)) << text;
        EXPECT_EQ(cron.next(Instant::max(), paris), std::nullopt) << text;
        EXPECT_GT(*cron.prev(Instant::max(), paris), at("2400-12-31 00:00:00", paris)) << text;
        EXPECT_EQ(cron.prev(Instant::min(), paris), std::nullopt) << text;
    }
}

// From far away it is found at once, not by a look at each change of clocks on the way.
TEST(Cron, AnIntervalThatComesSeldom) {
    const Zone paris = *Zone::load("Europe/Paris");
    const auto cron = *Cron::parse("*/30 2 29 2 *");
    const auto early = at("1896-03-01 00:00:00", paris), late = at("2104-02-28 00:00:00", paris);
    EXPECT_EQ(paris.rfc3339(*cron.next(early, paris)), "1972-02-29T02:00:00+01:00");
    EXPECT_EQ(paris.rfc3339(*cron.prev(late, paris)), "2096-02-29T02:30:00+01:00");
    const auto gap = *Cron::parse("* 2 29 3 *");  // in a gap in 2020 and 2026
    const auto year = at("2019-03-30 00:00:00", paris);
    EXPECT_EQ(paris.rfc3339(*gap.next(year, paris)), "2021-03-29T02:00:00+02:00");
    EXPECT_EQ(paris.rfc3339(*gap.prev(late, paris)), "2103-03-29T02:59:00+02:00");
    const auto never = *Cron::parse("* * 31 2,4,6,9,11 *");
    EXPECT_EQ(never.next(year, paris), std::nullopt);
    EXPECT_EQ(never.prev(year, paris), std::nullopt);
}

TEST(Cron, SaysWhatIsSurprising) {
    EXPECT_TRUE(Cron::parse("0 0 13 * 5")->has_two_days());
    EXPECT_TRUE(Cron::parse("0 0 */2 * 5")->has_two_days());
    EXPECT_FALSE(Cron::parse("0 0 13 * *")->has_two_days());
    EXPECT_FALSE(Cron::parse("0 0 * * 5")->has_two_days());
}

TEST(Cron, RefusesTheRestAndPointsAtIt) {
    const struct {
        std::string text, message;
    } rows[] = {
        {"", "character 1: 0 fields; give 5"},
        {"* * * *", "character 1: 4 fields; give 5"},
        {"* * * * * * *", "character 1: 7 fields; give 5"},
        {"60 0 * * *", "character 1: 60 is no minute: it is from 0 to 59"},
        {"0 24 * * *", "character 3: 24 is no hour: it is from 0 to 23"},
        {"0 0 0 * *", "character 5: 0 is no day of the month: it is from 1 to 31"},
        {"0 0 32 * *", "character 5: 32 is no day of the month"},
        {"0 0 * 0 *", "character 7: 0 is no month"},
        {"0 0 * 13 *", "character 7: 13 is no month"},
        {"0 0 * * 8", "character 9: 8 is no day of the week: it is from 0 to 7"},
        {"61 0 0 * * *", "character 1: 61 is no second"},
        {"0 0 * Foo *", "character 7: unknown month 'Foo'; they are Jan to Dec"},
        {"0 0 * Janu *", "character 7: unknown month 'Janu'; did you mean Jan?"},
        {"0 0 * * Mon-Fry", "character 13: unknown day 'Fry'; did you mean Fri?"},
        {"0 0 * * lun", "character 9: unknown day 'lun'; did you mean Mon?"},
        {"0 0 * * Dimanche", "character 9: unknown day 'Dimanche'; did you mean Sun?"},
        {"0 0 * * L", "character 9: unknown day 'L'; they are Sun to Sat"},
        {"0 0 mon * *", "character 5: unexpected 'm' in the day of the month"},
        {"5-3 0 * * *", "character 1: the range goes backwards; write 5-59,0-3"},
        {"0 22-6/2 * * *", "character 3: the range goes backwards; write 22-23/2,0-6/2"},
        {"0 0 * * Fri-Mon", "character 9: the range goes backwards; write Fri-Sat,Sun-Mon"},
        {"0 0 * * 6-0", "character 9: the range goes backwards; write Sat,Sun"},
        {"0 0 * nov-feb *", "character 7: the range goes backwards; write Nov-Dec,Jan-Feb"},
        {"*/0 * * * *", "character 3: a step of 0 never moves"},
        {"1-5/0 * * * *", "character 5: a step of 0 never moves"},
        {"5/15 * * * *", "character 2: a step goes with * or a range; write, for example, 5-59/15"},
        {"0 0 * * 1/2", "character 10: a step goes with * or a range; write, for example, 1-6/2"},
        {"/5 * * * *", "character 1: a step goes with * or a range; write, for example, */5"},
        {"0 0 LW/2 * *", "character 7: a step goes with * or a range"},
        {"*/ * * * *", "character 3: the minute ends too early"},
        {"*/x * * * *", "character 3: unexpected 'x' in the minute"},
        {"1- * * * *", "character 3: the minute ends too early"},
        {", * * * *", "character 1: unexpected ','"},
        {"1, * * * *", "character 3: the minute ends too early"},
        {"1,,2 * * * *", "character 3: unexpected ','"},
        {"-1 * * * *", "character 1: unexpected '-'"},
        {"+1 * * * *", "character 1: unexpected '+'"},
        {"1.5 * * * *", "character 2: unexpected '.'"},
        {"99999999999 * * * *", "character 1: the number is too large"},
        {"** * * * *", "character 2: unexpected '*'"},
        {"0 0 ? * *", "character 5: '?' is of other dialects; write *"},
        {"0 0 L-31 * *", "character 7: no month has so many days"},
        {"0 0 L- * *", "character 7: the day of the month ends too early"},
        {"0 0 W * *", "character 5: unexpected 'W'"},
        {"0 0 1-5W * *", "character 8: unexpected 'W'"},
        {"0 0 32W * *", "character 5: 32 is no day of the month"},
        {"0 0 * * Fri#0", "character 13: a month has a day of the week at most five times"},
        {"0 0 * * Fri#6", "character 13: a month has a day of the week at most five times"},
        {"0 0 * * Fri#", "character 13: the day of the week ends too early"},
        {"0 0 * * Fri#2-3", "character 14: unexpected '-'"},
        {"H(5-3) * * * *", "character 3: the range goes backwards"},
        {"H(5) * * * *", "character 4: unexpected ')'"},
        {"H(1-70) * * * *", "character 5: 70 is no minute"},
        {"H(1-7 * * * *", "character 6: the minute ends too early"},
        {"H-5 * * * *", "character 2: unexpected '-'"},
        {"0\u00A00 * * * *", "character 2: unexpected '\u00A0' in the minute"},
        {"\u0661 0 * * *", "character 1: unexpected '\u0661' in the minute"},
        {"@Daily", "character 1: unknown '@Daily'; did you mean @daily?"},
        {"@reboot", "character 1: '@reboot' is no time"},
        {"@every 5m", "character 1: 2 fields"},
        {"0 0 * * *\n", "character 10: unexpected a control character"},
        {std::string("0 0 * * *\0", 10), "character 10: unexpected a control character"},
        {"0 0 * * " + std::string(300, '1'), "an expression has at most 256 bytes"},
        {std::string(65536, ','), "an expression has at most 256 bytes"},  // A13
        {"0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,"
         "0,"
         "0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0 * * * *",
         "character 129: more than 64 items"},
    };
    for (const auto& row : rows) {
        const auto cron = Cron::parse(row.text);
        ASSERT_FALSE(cron) << row.text;
        EXPECT_TRUE(cron.error().message.contains(row.message)) << row.text << "\n"
                                                                << cron.error().message;
        EXPECT_LT(cron.error().message.size(), 400U);
    }
}

}  // namespace
}  // namespace wls
