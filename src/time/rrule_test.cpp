#include "time/rrule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace wls {
namespace {

using namespace std::chrono;

constexpr const char* kWorking = "BYDAY=MO,TU,WE,TH,FR";

LocalTime at(const std::string& text) {
    return *parse_table_text(text.size() == 10 ? text + " 09:00:00" : text);
}

// The first `most` starts, walked forwards and back: "1997-09-02 09-04", a year only where it is
// new; "never" after the last.
std::string starts_of(const std::string& text, const std::string& first, std::size_t most) {
    const auto rule = RRule::parse(text, at(first));
    if (!rule) return rule.error().message;
    std::vector<LocalTime> found;
    auto next = rule->next_local(LocalTime{});
    for (; next && found.size() < most; next = rule->next_local(found.back() + Duration(1))) {
        if (!found.empty()) {
            EXPECT_GT(*next, found.back()) << text;
        }
        EXPECT_EQ(rule->next_local(*next), next) << text;
        found.push_back(*next);
    }
    for (std::size_t i = found.size(); i-- > 0;) {
        EXPECT_EQ(rule->prev_local(found[i]), found[i]) << text;
        const auto prev = rule->prev_local(found[i] - Duration(1));
        EXPECT_EQ(prev, i > 0 ? std::optional(found[i - 1]) : std::nullopt) << text;
    }
    std::string shown, year;
    for (const auto time : found) {
        EXPECT_EQ(time - floor<days>(time), at(first) - floor<days>(at(first))) << text;
        const std::string date = iso_date(floor<days>(time));
        if (!shown.empty()) shown += ' ';
        shown += date.substr(0, 4) == year ? date.substr(5) : date;
        year = date.substr(0, 4);
    }
    return next ? shown : shown + " never";
}

struct Row {
    const char *text, *first, *want;
    std::size_t most = 99;
};

void expect_rows(const std::vector<Row>& rows) {
    for (const auto& row : rows)
        EXPECT_EQ(starts_of(row.text, row.first, row.most), row.want) << row.text;
}

// RFC 5545, 3.8.5.3, in its order, where the parts are ours. UNTIL is local here.
TEST(RRule, MeansWhatTheExamplesOfTheRfcMean) {
    const std::vector<Row> rows = {
        {"FREQ=DAILY;COUNT=10", "1997-09-02",
         "1997-09-02 09-03 09-04 09-05 09-06 09-07 09-08 09-09 09-10 09-11 never"},
        {"FREQ=DAILY;INTERVAL=2", "1997-09-02", "1997-09-02 09-04 09-06 09-08", 4},
        {"FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02",
         "1997-09-02 09-12 09-22 10-02 10-12 never"},
        {"FREQ=WEEKLY;COUNT=10", "1997-09-02",
         "1997-09-02 09-09 09-16 09-23 09-30 10-07 10-14 10-21 10-28 11-04 never"},
        {"FREQ=WEEKLY;UNTIL=19971224T000000", "1997-09-02",
         "1997-09-02 09-09 09-16 09-23 09-30 10-07 10-14 10-21 10-28 11-04 11-11 11-18 11-25 "
         "12-02 12-09 12-16 12-23 never"},
        {"FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997-09-02",
         "1997-09-02 09-16 09-30 10-14 10-28 11-11 11-25 12-09 12-23 1998-01-06 01-20 02-03", 12},
        {"FREQ=WEEKLY;UNTIL=19971007T000000;WKST=SU;BYDAY=TU,TH", "1997-09-02",
         "1997-09-02 09-04 09-09 09-11 09-16 09-18 09-23 09-25 09-30 10-02 never"},
        {"FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997-09-02",
         "1997-09-02 09-04 09-09 09-11 09-16 09-18 09-23 09-25 09-30 10-02 never"},
        {"FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000;WKST=SU;BYDAY=MO,WE,FR", "1997-09-01",
         "1997-09-01 09-03 09-05 09-15 09-17 09-19 09-29 10-01 10-03 10-13 10-15 10-17 10-27 10-29 "
         "10-31 11-10 11-12 11-14 11-24 11-26 11-28 12-08 12-10 12-12 12-22 never"},
        {"FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997-09-02",
         "1997-09-02 09-04 09-16 09-18 09-30 10-02 10-14 10-16 never"},
        {"FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997-09-05",
         "1997-09-05 10-03 11-07 12-05 1998-01-02 02-06 03-06 04-03 05-01 06-05 never"},
        {"FREQ=MONTHLY;UNTIL=19971224T000000;BYDAY=1FR", "1997-09-05",
         "1997-09-05 10-03 11-07 12-05 never"},
        {"FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1997-09-07",
         "1997-09-07 09-28 11-02 11-30 1998-01-04 01-25 03-01 03-29 05-03 05-31 never"},
        {"FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997-09-22",
         "1997-09-22 10-20 11-17 12-22 1998-01-19 02-16 never"},
        {"FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28",
         "1997-09-28 10-29 11-28 12-29 1998-01-29 02-26", 6},
        {"FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997-09-02",
         "1997-09-02 09-15 10-02 10-15 11-02 11-15 12-02 12-15 1998-01-02 01-15 never"},
        {"FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997-09-30",
         "1997-09-30 10-01 10-31 11-01 11-30 12-01 12-31 1998-01-01 01-31 02-01 never"},
        {"FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997-09-10",
         "1997-09-10 09-11 09-12 09-13 09-14 09-15 1999-03-10 03-11 03-12 03-13 never"},
        {"FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "1997-09-02",
         "1997-09-02 09-09 09-16 09-23 09-30 11-04 11-11 11-18 11-25 1998-01-06 01-13", 11},
        {"FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "1997-06-10",
         "1997-06-10 07-10 1998-06-10 07-10 1999-06-10 07-10 2000-06-10 07-10 2001-06-10 07-10 "
         "never"},
        {"FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "1997-03-10",
         "1997-03-10 1999-01-10 02-10 03-10 2001-01-10 02-10 03-10 2003-01-10 02-10 03-10 never"},
        {"FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "1997-05-19 1998-05-18 1999-05-17", 3},
        {"FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13",
         "1997-03-13 03-20 03-27 1998-03-05 03-12 03-19 03-26 1999-03-04", 8},
        {"FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "1997-06-05",
         "1997-06-05 06-12 06-19 06-26 07-03 07-10 07-17 07-24 07-31 08-07 08-14 08-21 08-28 "
         "1998-06-04",
         14},
        {"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1997-09-02",  // there the first is an EXDATE
         "1997-09-02 1998-02-13 03-13 11-13 1999-08-13 2000-10-13", 6},
        {"FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "1997-09-13",
         "1997-09-13 10-11 11-08 12-13 1998-01-10 02-07 03-07 04-11 05-09 06-13", 10},
        {"FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05",
         "1996-11-05 2000-11-07 2004-11-02", 3},
        {"FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04",
         "1997-09-04 10-07 11-06 never"},
        {"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29",
         "1997-09-29 10-30 11-27 12-30 1998-01-29 02-26 03-30", 7},
        {"FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05",
         "1997-08-05 08-10 08-19 08-24 never"},
        {"FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05",
         "1997-08-05 08-17 08-19 08-31 never"},
        {"FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15",
         "2007-01-15 01-30 02-15 03-15 03-30 never"},
    };
    expect_rows(rows);
    // Daily until Christmas Eve; every day of three Januaries, said in two ways.
    EXPECT_TRUE(starts_of("FREQ=DAILY;UNTIL=19971224T000000", "1997-09-02", 200)
                    .ends_with("12-22 12-23 never"));
    const auto by_year =
        starts_of("FREQ=YEARLY;UNTIL=20000131T140000;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
                  "1998-01-01", 200);
    EXPECT_EQ(by_year, starts_of("FREQ=DAILY;UNTIL=20000131T140000;BYMONTH=1", "1998-01-01", 200));
    EXPECT_EQ(std::ranges::count(by_year, ' '), 93);
}

TEST(RRule, ReadsItsPartsInAnyOrderAndCase) {
    const auto rule = *RRule::parse(
        "rrule:wkst=su;byday=+1mo,-1Fr,WE;interval=002;bysetpos=1,-2;"
        "bymonth=12,1;until=20301231t180000;freq=yearly;",
        at("2026-01-05"));
    const auto& parts = rule.parts();
    EXPECT_EQ(parts.frequency, RRuleParts::Frequency::Yearly);
    EXPECT_EQ(parts.interval, 2);
    EXPECT_EQ(parts.until, at("2030-12-31 18:00:00"));
    EXPECT_FALSE(parts.until_is_date || parts.count);
    EXPECT_EQ(parts.days, (std::vector<RRuleParts::DayOfWeek>{{0, 1}, {4, -1}, {2, 0}}));
    EXPECT_EQ(parts.months, (1U << 12) | (1U << 1));
    EXPECT_EQ(parts.positions, (std::vector<int>{1, -2}));
    EXPECT_EQ(parts.week_start, 6);
    const auto monthly = *RRule::parse("FREQ=MONTHLY;COUNT=7;BYMONTHDAY=1,-31", at("2026-01-05"));
    EXPECT_EQ(monthly.parts().month_days, (std::vector<int>{1, -31}));
    EXPECT_EQ(monthly.parts().count, 7);
}

TEST(RRule, RefusesTheRestAndPointsAtIt) {
    const std::string long_list = "FREQ=MONTHLY;BYMONTHDAY=1" + std::string(64 * 2, '1');
    std::string many = "FREQ=MONTHLY;BYMONTHDAY=1";
    for (int i = 0; i < 64; ++i) many += ",1";
    const struct {
        std::string text, message;
    } rows[] = {
        {"", "character 1: a part is wanted here, as FREQ=WEEKLY"},
        {";", "character 1: a part is wanted here"},
        {"RRULE:", "character 7: a part is wanted here"},
        {"=", "character 1: a part is wanted here"},
        {"FREQ", "character 1: a part is written NAME=VALUE, as FREQ=WEEKLY"},
        {"FREQ=", "character 6: a value is missing here"},
        {"FREQ=DAILY;;COUNT=2", "character 12: a part is wanted here"},
        {"FREQ=DAILY;;", "character 12: a part is wanted here"},
        {"INTERVAL=2", "character 1: FREQ is missing: DAILY, WEEKLY, MONTHLY or YEARLY"},
        {"WEEKLY", "character 1: unknown part 'WEEKLY'; a rule is written FREQ=WEEKLY"},
        {"FREQ=Weekley", "character 6: unknown frequency 'Weekley'; did you mean WEEKLY?"},
        {"FREQ=DAYLY", "character 6: unknown frequency 'DAYLY'; did you mean DAILY?"},
        {"FREQ=FORTNIGHTLY", "character 6: unknown frequency 'FORTNIGHTLY'; it is DAILY, WEEKLY"},
        {"FREQ=HOURLY", "character 6: HOURLY is not supported: use cron_start and cron_stop"},
        {"FREQ=MINUTELY", "character 6: MINUTELY is not supported"},
        {"FREQ=secondly", "character 6: SECONDLY is not supported"},
        {"FREQ=DAILY=DAILY", "character 6: unknown frequency 'DAILY=DAILY'; it is DAILY"},
        {"FREQ=DAILY,WEEKLY", "character 6: unknown frequency 'DAILY,WEEKLY'"},
        {"FREQ=DAILY;FREQ=WEEKLY", "character 12: FREQ comes twice"},
        {"FREQ=WEEKLY;byday=MO;BYDAY=TU", "character 22: BYDAY comes twice"},
        {"FREQ=DAILY;BYHOUR=8", "character 12: BYHOUR is not supported: every start has the time"},
        {"FREQ=DAILY;BYMINUTE=0", "character 12: BYMINUTE is not supported: every start has the"},
        {"FREQ=DAILY;BYSECOND=0", "character 12: BYSECOND is not supported: every start has the"},
        {"FREQ=YEARLY;BYYEARDAY=100", "BYYEARDAY is not supported: name the days with BYMONTH and"},
        {"FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO is not supported: name the days with BYMONTH and"},
        {"FREQ=YEARLY;BYEASTER=0", "BYEASTER is not supported: list the dates as extra"},
        {"RSCALE=GREGORIAN;FREQ=DAILY", "character 1: RSCALE is not supported: leave it out"},
        {"FREQ=MONTHLY;SKIP=FORWARD", "character 14: SKIP is not supported: leave it out"},
        {"DTSTART:19970902T090000\nRRULE:FREQ=DAILY", "DTSTART is not supported: it stands beside"},
        {"DTSTART;TZID=America/New_York:19970902T090000", "DTSTART is not supported: it stands"},
        {"FREQ=DAILY;EXDATE=20261225", "EXDATE is not supported: it stands beside the rule; give "},
        {"FREQ=DAILY;BYDAYS=MO", "character 12: unknown part 'BYDAYS'; did you mean BYDAY?"},
        {"FREQ=DAILY; COUNT=3", "character 12: unknown part ' COUNT'; did you mean COUNT?"},
        {"FREQ=DAILY;END=20261231", "character 12: unknown part 'END'; a rule is written"},
        {"FREQ=DAILY\nCOUNT=3", "character 6: unknown frequency"},
        {"FREQ=DAILY;INTERVAL=0", "character 21: INTERVAL is a number from 1 to 1000000"},
        {"FREQ=DAILY;INTERVAL=-1", "character 21: INTERVAL is a number from 1 to 1000000"},
        {"FREQ=DAILY;INTERVAL=+1", "character 21: INTERVAL is a number from 1 to 1000000"},
        {"FREQ=DAILY;INTERVAL=1.5", "character 21: INTERVAL is a number from 1 to 1000000"},
        {"FREQ=DAILY;INTERVAL=1000001", "character 21: INTERVAL is a number from 1 to 1000000"},
        {"FREQ=DAILY;INTERVAL=two", "character 21: INTERVAL is a number from 1 to 1000000"},
        {"FREQ=DAILY;COUNT=0", "character 18: COUNT is a number from 1 to 1000000"},
        {"FREQ=DAILY;COUNT=99999999999999999999", "character 18: COUNT is a number from 1 to"},
        {"FREQ=DAILY;COUNT=3;UNTIL=20301231", "character 20: COUNT and UNTIL both; give one"},
        {"FREQ=DAILY;UNTIL=20301231;COUNT=3", "character 27: COUNT and UNTIL both; give one"},
        {"FREQ=DAILY;UNTIL=20301231T180000Z",
         "character 18: UNTIL is local time, as the plan is; "},
        {"FREQ=DAILY;UNTIL=2030-12-31", "character 18: '2030-12-31' is no date; write 20271231 or"},
        {"FREQ=DAILY;UNTIL=20301232", "character 18: '20301232' is no date"},
        {"FREQ=DAILY;UNTIL=20270229", "character 18: '20270229' is no date"},
        {"FREQ=DAILY;UNTIL=20301231T240000", "character 18: '20301231T240000' is no date"},
        {"FREQ=DAILY;UNTIL=20301231T1800", "character 18: '20301231T1800' is no date"},
        {"FREQ=DAILY;UNTIL=20301231 180000", "character 18: '20301231 180000' is no date"},
        {"FREQ=DAILY;UNTIL=2030123a", "character 18: '2030123a' is no date"},
        {"FREQ=DAILY;UNTIL=00000101", "character 18: '00000101' is no date"},
        {"FREQ=DAILY;UNTIL=20261126", "character 12: UNTIL lies before the first start, 2026-11-2"},
        {"FREQ=DAILY;UNTIL=20261127T085959", "character 12: UNTIL lies before the first start"},
        {"FREQ=WEEKLY;BYDAY=", "character 19: a value is missing here"},
        {"FREQ=WEEKLY;BYDAY=MO,", "character 22: a value is missing here"},
        {"FREQ=WEEKLY;BYDAY=,MO", "character 19: a value is missing here"},
        {"FREQ=WEEKLY;BYDAY=MO,Wed", "character 22: unknown day 'Wed'; did you mean WE?"},
        {"FREQ=WEEKLY;BYDAY=Sunday", "character 19: unknown day 'Sunday'; did you mean SU?"},
        {"FREQ=WEEKLY;BYDAY=M", "character 19: unknown day 'M'; they are MO TU WE"},
        {"FREQ=WEEKLY;BYDAY=MO-FR", "character 19: unknown day 'MO-FR'"},
        {"FREQ=WEEKLY;BYDAY=MO TU", "character 19: unknown day 'MO TU'"},
        {"FREQ=WEEKLY;BYDAY=1", "character 19: unknown day ''; they are MO TU WE TH FR SA SU"},
        {"FREQ=WEEKLY;BYDAY=XX", "character 19: unknown day 'XX'; they are MO TU WE TH FR SA SU"},
        {"FREQ=WEEKLY;BYDAY=M\xC3\xB6", "character 19: unknown day 'M\xC3\xB6'"},
        {"FREQ=WEEKLY;BYDAY=2FR", "character 13: numbers of days, as in 2FR, go with FREQ=MONTHLY"},
        {"FREQ=DAILY;BYDAY=-1FR", "character 12: numbers of days, as in 2FR, go with FREQ=MONTHLY"},
        {"FREQ=MONTHLY;BYDAY=0FR", "character 20: the number of a day is a number from 1 to 53"},
        {"FREQ=MONTHLY;BYDAY=-FR", "character 20: the number of a day is a number from 1 to 53"},
        {"FREQ=MONTHLY;BYDAY=+-1FR", "character 20: the number of a day is a number from 1 to 53"},
        {"FREQ=YEARLY;BYDAY=54MO", "character 19: the number of a day is a number from 1 to 53"},
        {"FREQ=MONTHLY;BYDAY=MO,6MO", "character 14: a month has a day of the week at most five"},
        {"FREQ=YEARLY;BYMONTH=5;BYDAY=-6MO", "character 23: a month has a day of the week at most"},
        {"FREQ=WEEKLY;BYMONTHDAY=13", "character 13: BYMONTHDAY does not go with FREQ=WEEKLY"},
        {"FREQ=MONTHLY;BYMONTHDAY=0", "character 25: BYMONTHDAY is a number from 1 to 31, or from"},
        {"FREQ=MONTHLY;BYMONTHDAY=1,32", "character 27: BYMONTHDAY is a number from 1 to 31"},
        {"FREQ=MONTHLY;BYMONTHDAY=-32", "character 25: BYMONTHDAY is a number from 1 to 31"},
        {"FREQ=MONTHLY;BYMONTHDAY=--1", "character 25: BYMONTHDAY is a number from 1 to 31"},
        {"FREQ=MONTHLY;BYMONTHDAY=L", "character 25: BYMONTHDAY is a number from 1 to 31, or from"},
        {"FREQ=MONTHLY;BYMONTHDAY=1-5", "character 25: BYMONTHDAY is a number from 1 to 31"},
        {long_list, "character 25: BYMONTHDAY is a number from 1 to 31"},
        {many, "character 153: more than 64 items in a list"},
        {"FREQ=YEARLY;BYMONTH=0", "character 21: BYMONTH is a number from 1 to 12"},
        {"FREQ=YEARLY;BYMONTH=1,13", "character 23: BYMONTH is a number from 1 to 12"},
        {"FREQ=YEARLY;BYMONTH=-1", "character 21: BYMONTH is a number from 1 to 12"},
        {"FREQ=YEARLY;BYMONTH=5L", "character 21: BYMONTH is a number from 1 to 12"},
        {"FREQ=YEARLY;BYMONTH=Mar", "character 21: a month is a number; did you mean 3?"},
        {"FREQ=MONTHLY;BYSETPOS=1", "character 14: BYSETPOS chooses among the days of BYDAY, BYM"},
        {"FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "character 32: BYSETPOS is a number from 1 to 366"},
        {"FREQ=YEARLY;BYDAY=MO;BYSETPOS=367", "character 31: BYSETPOS is a number from 1 to 366"},
        {"FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-32", "BYSETPOS=-32: a month has 31 days; write 1 to 31"},
        {"FREQ=WEEKLY;BYDAY=MO;BYSETPOS=8", "BYSETPOS=8: a week has 7 days; write 1 to 7 or -1 "},
        {"FREQ=DAILY;BYDAY=MO;BYSETPOS=2", "BYSETPOS=2: a day has one start; leave it out"},
        {"FREQ=WEEKLY;WKST=1MO", "character 18: unknown day '1MO'"},
        {"FREQ=WEEKLY;WKST=Monday", "character 18: unknown day 'Monday'; did you mean MO?"},
        {"FREQ=WEEKLY;WKST=MO,SU", "character 18: unknown day 'MO,SU'"},
        {std::string(257, 'F'), "character 257: a rule has at most 256 bytes"},
    };
    for (const auto& row : rows) {
        const auto rule = RRule::parse(row.text, at("2026-11-27"));
        ASSERT_FALSE(rule) << row.text;
        EXPECT_EQ(rule.error().code, ErrorCode::Invalid);
        EXPECT_TRUE(rule.error().message.contains(row.message)) << row.text << "\n"
                                                                << rule.error().message;
    }
    for (const char* first : {"1969-12-31", "2401-01-01"})
        EXPECT_EQ(RRule::parse("FREQ=DAILY", at(first)).error().message,
                  "the first start of a rule lies in the years 1970 to 2400");
}

TEST(RRule, TheFirstStartAlwaysCounts) {
    const std::vector<Row> rows = {
        {"FREQ=WEEKLY;BYDAY=MO;COUNT=3", "2026-11-25", "2026-11-25 11-30 12-07 never"},
        {"FREQ=WEEKLY;BYDAY=MO;COUNT=1", "2026-11-25", "2026-11-25 never"},
        {"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-11-25", "2026-11-25 12-07 12-21", 3},
        {"FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1", "2026-11-25", "2026-11-25 2027-01-01 03-01", 3},
        {"FREQ=YEARLY;INTERVAL=2;BYMONTH=1", "2026-11-25", "2026-11-25 2028-01-25 2030-01-25", 3},
        {"FREQ=DAILY;INTERVAL=3;BYDAY=MO", "2026-11-25", "2026-11-25 12-07 12-28", 3},
        {"FREQ=MONTHLY;BYDAY=FR;BYSETPOS=1", "2026-11-25", "2026-11-25 12-04 2027-01-01", 3},
        {"FREQ=WEEKLY;BYDAY=MO;UNTIL=20261129", "2026-11-25", "2026-11-25 never"},
    };
    expect_rows(rows);
}

TEST(RRule, UntilIsIncluded) {
    const std::vector<Row> rows = {
        {"FREQ=DAILY;UNTIL=20261129T090000", "2026-11-27", "2026-11-27 11-28 11-29 never"},
        {"FREQ=DAILY;UNTIL=20261129T085959", "2026-11-27", "2026-11-27 11-28 never"},
        {"FREQ=DAILY;UNTIL=20261129", "2026-11-27", "2026-11-27 11-28 11-29 never"},
        {"FREQ=DAILY;UNTIL=20261127", "2026-11-27", "2026-11-27 never"},
        {"FREQ=DAILY;UNTIL=20261128", "2026-11-27 23:59:59.999999", "2026-11-27 11-28 never"},
        {"FREQ=DAILY;UNTIL=99991231", "2400-12-30", "2400-12-30 12-31 never"},
    };
    expect_rows(rows);
}

// Section 6.4 of the research: facts of the calendar.
TEST(RRule, KnowsTheCalendar) {
    const std::vector<Row> rows = {
        {"FREQ=MONTHLY", "2026-01-31", "2026-01-31 03-31 05-31 07-31 08-31 10-31 12-31", 7},
        {"FREQ=MONTHLY;BYMONTHDAY=-1", "2027-12-31", "2027-12-31 2028-01-31 02-29 03-31", 4},
        {"FREQ=MONTHLY;BYMONTHDAY=-30", "2027-01-02", "2027-01-02 03-02 04-01", 3},
        {"FREQ=YEARLY", "2024-02-29", "2024-02-29 2028-02-29", 2},
        {"FREQ=YEARLY;INTERVAL=100", "2000-02-29", "2000-02-29 2400-02-29 never"},
        {"FREQ=MONTHLY;BYDAY=5FR", "2026-10-30", "2026-10-30 2027-01-29 04-30", 3},
        {"FREQ=YEARLY;BYDAY=53TH", "2026-12-31", "2026-12-31 2032-12-30 2037-12-31", 3},
        {"FREQ=YEARLY;BYDAY=-53TH", "2026-01-01", "2026-01-01 2032-01-01 2037-01-01", 3},
        {"FREQ=YEARLY;BYMONTHDAY=31;BYDAY=53TH", "2026-12-31", "2026-12-31 2037-12-31", 2},
        {"FREQ=MONTHLY;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=2FR", "2026-11-13",
         "2026-11-13 12-11 2027-01-08", 3},
        {"FREQ=YEARLY;BYDAY=MO;BYSETPOS=1,-1", "2026-01-05",
         "2026-01-05 12-28 2027-01-04 12-27 2028-01-03 12-25", 6},
        {"FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=366,64,65,128,129,64,-302", "2028-03-04",
         "2028-03-04 03-05 05-07 05-08 12-31 2029-03-05 03-06", 7},
        {"FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR;BYSETPOS=-1", "2026-11-13",
         "2026-11-13 2027-08-13 2028-10-13", 3},
        {"FREQ=WEEKLY;BYMONTH=1;BYDAY=MO,SU;BYSETPOS=1", "2026-01-04",  // weeks lose their days
         "2026-01-04 01-05 01-12 01-19 01-26 2027-01-03", 6},
        {"FREQ=DAILY;BYDAY=MO;BYSETPOS=-1", "2026-11-23", "2026-11-23 11-30 12-07", 3},
        {"FREQ=DAILY;INTERVAL=7;BYMONTH=2", "2026-02-25", "2026-02-25 2027-02-03 02-10", 3},
        {"FREQ=DAILY", "2400-12-30", "2400-12-30 12-31 never"},
        {"FREQ=WEEKLY;BYDAY=MO,SU", "2400-12-25", "2400-12-25 12-31 never"},
        {"FREQ=WEEKLY;BYDAY=MO,SU;WKST=FR", "2400-12-25", "2400-12-25 12-31 never"},
        {"FREQ=WEEKLY;BYDAY=MO,SU;WKST=FR;COUNT=9", "2400-12-25", "2400-12-25 12-31 never"},
        {"FREQ=WEEKLY;BYDAY=SU;INTERVAL=2;WKST=SU", "1970-01-01", "1970-01-01 01-11 01-25", 3},
    };
    expect_rows(rows);
}

TEST(RRule, AnswersFromAnyTime) {
    const auto rule = *RRule::parse(std::string("FREQ=WEEKLY;UNTIL=20261231;") + kWorking,
                                    at("2026-11-27 08:30:00.500000"));
    const struct {
        const char *from, *next, *prev;
    } rows[] = {
        {"0001-01-01 00:00:00", "2026-11-27T08:30:00.500000", ""},
        {"2026-11-27 08:30:00.499999", "2026-11-27T08:30:00.500000", ""},
        {"2026-11-27 08:30:00.500000", "2026-11-27T08:30:00.500000", "2026-11-27T08:30:00.500000"},
        {"2026-11-27 08:30:00.500001", "2026-11-30T08:30:00.500000", "2026-11-27T08:30:00.500000"},
        {"2026-12-31 09:00:00", "", "2026-12-31T08:30:00.500000"},
        {"9999-12-31 23:59:59.999999", "", "2026-12-31T08:30:00.500000"},
    };
    const auto shown = [](const auto& time) { return time ? iso_text(*time) : ""; };
    for (const auto& row : rows) {
        EXPECT_EQ(shown(rule.next_local(at(row.from))), row.next) << row.from;
        EXPECT_EQ(shown(rule.prev_local(at(row.from))), row.prev) << row.from;
    }
}

// The bug museum, section 3.5 of the research, by its IDs. A1, A3 and A4 ask that next moves on:
// each listing above does, and the oracle's.

// A7, A8: each day with each pair of months; those that never come end.
TEST(RRuleBugs, A7AndA8ImpossibleDatesEnd) {
    constexpr int kLongest[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int month = 1; month <= 12; ++month)
        for (int other = month; other <= 12; ++other)
            for (int day = 28; day <= 31; ++day)
                for (const char* sign : {"", "-"}) {
                    const auto rule = *RRule::parse("FREQ=YEARLY;BYMONTH=" + std::to_string(month) +
                                                        "," + std::to_string(other) +
                                                        ";BYMONTHDAY=" + sign + std::to_string(day),
                                                    at("2095-12-31 12:00:00"));
                    const auto next = rule.next_local(at("2096-03-01 00:00:00"));
                    const int longest = std::max(kLongest[month - 1], kLongest[other - 1]);
                    ASSERT_EQ(next.has_value(), day <= longest) << month << " " << day;
                    if (next)
                        ASSERT_LT(*next, at("2104-03-01"));
                    else
                        ASSERT_EQ(rule.prev_local(kLastLocalTime), at("2095-12-31 12:00:00"));
                }
}

// A9: prev of 29 February, in years that have none.
TEST(RRuleBugs, A9PrevOfALeapDay) {
    const auto rule = *RRule::parse("FREQ=YEARLY", at("2096-02-29"));
    EXPECT_EQ(rule.prev_local(at("2104-02-29 08:59:59")), at("2096-02-29"));
    EXPECT_EQ(rule.prev_local(at("2103-12-31")), at("2096-02-29"));
    EXPECT_EQ(rule.prev_local(at("2096-02-29 08:59:59")), std::nullopt);
}

// A10: eight years without a leap day.
TEST(RRuleBugs, A10LeapDaysAroundACentury) {
    expect_rows({{"FREQ=YEARLY", "2092-02-29", "2092-02-29 2096-02-29 2104-02-29", 3},
                 {"FREQ=MONTHLY;BYMONTH=2;BYDAY=5MO", "2072-02-29", "2072-02-29 2112-02-29", 2}});
}

// A2, A11: rules that match nothing, or once in a long time, answer; so do their COUNTs.
TEST(RRuleBugs, A11RulesThatNeverMatchEnd) {
    for (const char* text :
         {"FREQ=YEARLY;INTERVAL=1000000;BYMONTH=2;BYMONTHDAY=30",
          "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30,31",
          "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1000000", "FREQ=DAILY;INTERVAL=1000000",
          "FREQ=WEEKLY;INTERVAL=1000000", "FREQ=MONTHLY;INTERVAL=1000000",
          "FREQ=YEARLY;INTERVAL=1000000", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
          "FREQ=DAILY;INTERVAL=7;BYDAY=TU,WE", "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=3",
          "FREQ=WEEKLY;INTERVAL=1000000;BYDAY=MO;COUNT=1000000",
          "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=5MO", "FREQ=YEARLY;BYDAY=53MO;BYSETPOS=2",
          "FREQ=YEARLY;BYMONTH=1;BYDAY=MO;BYSETPOS=366", "FREQ=YEARLY;BYMONTHDAY=30;BYDAY=1MO"})
        EXPECT_EQ(starts_of(text, "2027-02-01", 2), "2027-02-01 never") << text;
    const auto daily = *RRule::parse("FREQ=DAILY;COUNT=1000000", at("1970-01-01"));
    EXPECT_EQ(daily.prev_local(kLastLocalTime), at("2400-12-31"));
}

// A13: a long text costs nothing.
TEST(RRuleBugs, A13LongTextsAreRefused) {
    EXPECT_FALSE(RRule::parse("FREQ=WEEKLY;BYDAY=" + std::string(65'536, ','), at("2026-11-27")));
    EXPECT_TRUE(RRule::parse("FREQ=DAILY;COUNT=" + std::string(238, '0') + "2", at("2026-11-27")));
}

}  // namespace
}  // namespace wls
