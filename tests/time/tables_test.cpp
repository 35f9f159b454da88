// The facts of clock changes and of the calendar that rules must know, as tables. All changes are
// of years before 2026: governments change what is to come, and two releases of tzdata then differ.
#include "time/tables.h"

#include <algorithm>

namespace wls {
namespace {

using namespace std::chrono;
using namespace support;

struct ChangeRow {
    const char *zone, *at;       // UTC
    const char *before, *after;  // what clocks would have shown without the change, and show
};

constexpr ChangeRow kChanges[] = {
    {"America/New_York", "2025-03-09 07:00:00", "2025-03-09 02:00:00", "2025-03-09 03:00:00"},
    {"America/New_York", "2025-11-02 06:00:00", "2025-11-02 02:00:00", "2025-11-02 01:00:00"},
    {"Europe/Paris", "2025-03-30 01:00:00", "2025-03-30 02:00:00", "2025-03-30 03:00:00"},
    {"Europe/Paris", "2025-10-26 01:00:00", "2025-10-26 03:00:00", "2025-10-26 02:00:00"},
    {"Europe/London", "2025-03-30 01:00:00", "2025-03-30 01:00:00", "2025-03-30 02:00:00"},
    {"Europe/London", "2025-10-26 01:00:00", "2025-10-26 02:00:00", "2025-10-26 01:00:00"},
    // Winter is the "saving" there, a negative one.
    {"Europe/Dublin", "2025-03-30 01:00:00", "2025-03-30 01:00:00", "2025-03-30 02:00:00"},
    {"Europe/Dublin", "2025-10-26 01:00:00", "2025-10-26 02:00:00", "2025-10-26 01:00:00"},
    // Back for Ramadan, then forward.
    {"Africa/Casablanca", "2025-02-23 02:00:00", "2025-02-23 03:00:00", "2025-02-23 02:00:00"},
    {"Africa/Casablanca", "2025-04-06 02:00:00", "2025-04-06 02:00:00", "2025-04-06 03:00:00"},
    // Half an hour; two hours; an offset of 12:45.
    {"Australia/Lord_Howe", "2025-04-05 15:00:00", "2025-04-06 02:00:00", "2025-04-06 01:30:00"},
    {"Australia/Lord_Howe", "2025-10-04 15:30:00", "2025-10-05 02:00:00", "2025-10-05 02:30:00"},
    {"Antarctica/Troll", "2025-03-30 01:00:00", "2025-03-30 01:00:00", "2025-03-30 03:00:00"},
    {"Antarctica/Troll", "2025-10-26 01:00:00", "2025-10-26 03:00:00", "2025-10-26 01:00:00"},
    {"Pacific/Chatham", "2025-04-05 14:00:00", "2025-04-06 03:45:00", "2025-04-06 02:45:00"},
    {"Pacific/Chatham", "2025-09-27 14:00:00", "2025-09-28 02:45:00", "2025-09-28 03:45:00"},
    // At midnight: a day without it, and one that comes back for an hour.
    {"Africa/Cairo", "2025-04-24 22:00:00", "2025-04-25 00:00:00", "2025-04-25 01:00:00"},
    {"Africa/Cairo", "2025-10-30 21:00:00", "2025-10-31 00:00:00", "2025-10-30 23:00:00"},
    {"Asia/Beirut", "2025-03-29 22:00:00", "2025-03-30 00:00:00", "2025-03-30 01:00:00"},
    {"Asia/Beirut", "2025-10-25 21:00:00", "2025-10-26 00:00:00", "2025-10-25 23:00:00"},
    {"America/Havana", "2025-03-09 05:00:00", "2025-03-09 00:00:00", "2025-03-09 01:00:00"},
    {"America/Havana", "2025-11-02 05:00:00", "2025-11-02 01:00:00", "2025-11-02 00:00:00"},
    {"America/Santiago", "2025-04-06 03:00:00", "2025-04-06 00:00:00", "2025-04-05 23:00:00"},
    {"America/Santiago", "2025-09-07 04:00:00", "2025-09-07 00:00:00", "2025-09-07 01:00:00"},
    {"America/Sao_Paulo", "2018-11-04 03:00:00", "2018-11-04 00:00:00", "2018-11-04 01:00:00"},
    {"America/Sao_Paulo", "2019-02-17 02:00:00", "2019-02-17 00:00:00", "2019-02-16 23:00:00"},
    {"America/Asuncion", "2024-10-06 04:00:00", "2024-10-06 00:00:00", "2024-10-06 01:00:00"},
    {"America/St_Johns", "2011-03-13 03:31:00", "2011-03-13 00:01:00", "2011-03-13 01:01:00"},
    {"America/Nuuk", "2024-03-31 01:00:00", "2024-03-30 23:00:00", "2024-03-31 00:00:00"},
    {"America/Nuuk", "2024-10-27 01:00:00", "2024-10-27 00:00:00", "2024-10-26 23:00:00"},
    // A day that was none.
    {"Pacific/Apia", "2011-12-30 10:00:00", "2011-12-30 00:00:00", "2011-12-31 00:00:00"},
    {"Pacific/Kwajalein", "1993-08-21 12:00:00", "1993-08-21 00:00:00", "1993-08-22 00:00:00"},
    // A zone's own time, for good: of 15, 30, 60 minutes, and of 44 minutes and a half.
    {"Asia/Kathmandu", "1985-12-31 18:30:00", "1986-01-01 00:00:00", "1986-01-01 00:15:00"},
    {"America/Caracas", "2016-05-01 07:00:00", "2016-05-01 02:30:00", "2016-05-01 03:00:00"},
    {"Asia/Pyongyang", "2015-08-14 15:00:00", "2015-08-15 00:00:00", "2015-08-14 23:30:00"},
    {"Asia/Pyongyang", "2018-05-04 15:00:00", "2018-05-04 23:30:00", "2018-05-05 00:00:00"},
    {"Asia/Almaty", "2024-02-29 18:00:00", "2024-03-01 00:00:00", "2024-02-29 23:00:00"},
    {"Africa/Monrovia", "1972-01-07 00:44:30", "1972-01-07 00:00:00", "1972-01-07 00:44:30"},
    {"Asia/Tehran", "2022-03-21 20:30:00", "2022-03-22 00:00:00", "2022-03-22 01:00:00"},
    {"Asia/Tehran", "2022-09-21 19:30:00", "2022-09-22 00:00:00", "2022-09-21 23:00:00"},
};

// Section 6.3 of the research: what clocks do there.
TEST(Tables, ChangesOfClocks) {
    for (const auto& row : kChanges) {
        const Zone in = zone(row.zone);
        const Instant at = utc(row.at);
        EXPECT_EQ(in.steady_from(at - Duration(1)).until, at) << row.zone << " " << row.at;
        EXPECT_EQ(in.to_local(at - Duration(1)).time + Duration(1), local(row.before)) << row.at;
        EXPECT_EQ(in.to_local(at).time, local(row.after)) << row.zone << " " << row.at;
    }
}

// And what becomes of windows around each: one over the change, one that clocks skip, and two that
// meet at the hour of the change.
TEST(Tables, WindowsAtChangesOfClocks) {
    for (const auto& row : kChanges) {
        SCOPED_TRACE(std::string(row.zone) + " " + row.at);
        const LocalTime before = local(row.before), after = local(row.after);
        const auto one = [&](LocalTime start, LocalTime end) {
            RuleFields fields;
            fields.start = LocalReading{start, Pass::First};
            fields.end = LocalReading{end, Pass::First};
            return rule_of(fields, row.zone).windows(Instant::min(), Instant::max(), 2).at(0);
        };
        const LocalTime start = std::min(before, after) - hours(2);
        const LocalTime end = std::max(before, after) + hours(3);
        const auto over = one(start, end);
        EXPECT_EQ(over.window.end_at - over.window.start_at, end - start - (after - before));
        const LocalTime middle = before + (after - before) / 2;
        EXPECT_EQ(one(start, middle).window.end_at, one(middle, end).window.start_at);
        if (after < before) {  // first passes: all of it lies before the change
            EXPECT_EQ(one(after, middle).window,
                      (Window{utc(row.at) - (before - after), utc(row.at) - (before - middle)}));
            continue;
        }
        EXPECT_EQ(one(before, after).window, (Window{utc(row.at), utc(row.at)}));
        EXPECT_TRUE(one(middle, after).is_skipped());
        EXPECT_EQ(one(middle, end).window.start_at, utc(row.at));
    }
}

// Its worked examples, a year earlier.
TEST(Tables, WorkedWindows) {
    const struct {
        const char* what;
        RuleFields fields;
        const char *zone, *from, *to, *want;
    } rows[] = {
        {"into the second pass", weekly({"Sun 01:30-02:30"}), "America/New_York",
         "2025-11-02 00:00:00", "2025-11-03 00:00:00", "2025-11-02T05:30:00Z/2025-11-02T07:30:00Z"},
        {"in the first pass", weekly({"Sun 01:15-01:45"}), "America/New_York",
         "2025-11-02 00:00:00", "2025-11-03 00:00:00", "2025-11-02T05:15:00Z/2025-11-02T05:45:00Z"},
        {"in the gap", weekly({"Sun 02:15-02:45"}), "America/New_York", "2025-03-09 00:00:00",
         "2025-03-10 00:00:00", "2025-03-09T07:00:00Z skipped"},
        {"out of the gap", weekly({"Sun 02:30-06:00"}), "America/New_York", "2025-03-09 00:00:00",
         "2025-03-10 00:00:00", "2025-03-09T07:00:00Z/2025-03-09T10:00:00Z"},
        {"a night of seven hours", weekly({"Sat 22:00-06:00"}), "America/New_York",
         "2025-03-08 00:00:00", "2025-03-10 00:00:00", "2025-03-09T03:00:00Z/2025-03-09T10:00:00Z"},
        {"a night of nine hours", weekly({"Sat 22:00-06:00"}), "America/New_York",
         "2025-11-01 00:00:00", "2025-11-03 00:00:00", "2025-11-02T02:00:00Z/2025-11-02T11:00:00Z"},
        {"a fixed time in the gap", cron("30 2 * * *", "0 4 * * *"), "America/New_York",
         "2025-03-09 00:00:00", "2025-03-10 00:00:00", "2025-03-09T07:00:00Z/2025-03-09T08:00:00Z"},
        {"a day that was none", weekly({"Fri 09:00-17:00"}), "Pacific/Apia", "2011-12-25 00:00:00",
         "2012-01-01 00:00:00", "2011-12-30T10:00:00Z skipped"},
        {"a series in the gap",
         repeated("2025-03-01 02:15:00", "2025-03-01 02:45:00", "FREQ=DAILY;COUNT=10"),
         "America/New_York", "2025-03-08 12:00:00", "2025-03-11 00:00:00",
         "2025-03-09T07:00:00Z skipped, 2025-03-10T06:15:00Z/2025-03-10T06:45:00Z"},
    };
    for (const auto& row : rows) {
        const Rule rule = rule_of(row.fields, row.zone);
        const Instant from = rule.zone().to_instant(local(row.from));
        const Instant to = rule.zone().to_instant(local(row.to));
        EXPECT_EQ(said(rule.windows(from, to, 100)), row.want) << row.what;
    }
    const Rule hourly = rule_of(cron("0 * * * *", "30 * * * *"), "America/New_York");
    EXPECT_EQ(hourly.windows(utc("2025-11-02 04:00:00"), utc("2025-11-03 05:00:00"), 100).size(),
              25U);
}

// Section 6.4: the calendar, in windows; cron_test.cpp has the same of expressions alone.
TEST(Tables, TheCalendar) {
    const struct {
        const char* what;
        RuleFields fields;
        const char *after, *want;
    } rows[] = {
        {"29 February after a leap century", cron("0 8 29 2 *", "0 9 29 2 *"),
         "2000-02-01 00:00:00", "2000-02-29T08:00:00Z/2000-02-29T09:00:00Z"},
        {"29 February over 2100", cron("0 8 29 2 *", "0 9 29 2 *"), "2096-03-01 00:00:00",
         "2104-02-29T08:00:00Z/2104-02-29T09:00:00Z"},
        {"the same, as a series",
         repeated("2096-02-29 08:00:00", "2096-02-29 09:00:00", "FREQ=YEARLY"),
         "2096-03-01 00:00:00", "2104-02-29T08:00:00Z/2104-02-29T09:00:00Z"},
        {"short months have no 31st",
         repeated("2025-01-31 08:00:00", "2025-01-31 09:00:00", "FREQ=MONTHLY"),
         "2025-02-01 00:00:00", "2025-03-31T08:00:00Z/2025-03-31T09:00:00Z"},
        {"the last but one of February", cron("0 8 L-1 2 *", "0 9 L-1 2 *"), "2024-02-01 00:00:00",
         "2024-02-28T08:00:00Z/2024-02-28T09:00:00Z"},
        {"the 15th is a Saturday", cron("0 8 15W * *", "0 9 15W * *"), "2025-02-01 00:00:00",
         "2025-02-14T08:00:00Z/2025-02-14T09:00:00Z"},
        {"the 15th is a Sunday", cron("0 8 15W * *", "0 9 15W * *"), "2025-06-01 00:00:00",
         "2025-06-16T08:00:00Z/2025-06-16T09:00:00Z"},
        {"the 1st is a Saturday", cron("0 8 1W * *", "0 9 1W * *"), "2025-01-31 00:00:00",
         "2025-02-03T08:00:00Z/2025-02-03T09:00:00Z"},
        {"the last weekday", cron("0 8 LW * *", "0 9 LW * *"), "2025-05-01 00:00:00",
         "2025-05-30T08:00:00Z/2025-05-30T09:00:00Z"},
        {"months without a fifth Friday", cron("0 8 * * 5#5", "0 9 * * 5#5"), "2025-02-01 00:00:00",
         "2025-05-30T08:00:00Z/2025-05-30T09:00:00Z"},
        {"every second week over a year of 53",
         repeated("2020-12-21 08:00:00", "2020-12-21 09:00:00", "FREQ=WEEKLY;INTERVAL=2"),
         "2020-12-22 00:00:00", "2021-01-04T08:00:00Z/2021-01-04T09:00:00Z"},
        {"32 bits of seconds end", weekly({"Tue 03:00-03:15"}), "2038-01-18 00:00:00",
         "2038-01-19T03:00:00Z/2038-01-19T03:15:00Z"},
        {"64 bits of nanoseconds end", weekly({"Fri 23:00-24:00"}), "2262-04-11 00:00:00",
         "2262-04-11T23:00:00Z/2262-04-12T00:00:00Z"},
        {"1970 is the first year", weekly({"Thu 00:00-01:00"}), "1960-01-01 00:00:00",
         "1970-01-01T00:00:00Z/1970-01-01T01:00:00Z"},
        {"2400 the last", weekly({"Sun 23:00-24:00"}), "2400-12-31 00:00:00",
         "2400-12-31T23:00:00Z/2401-01-01T00:00:00Z"},
        {"and no later", weekly({"Sun 23:00-24:00"}), "2400-12-31 23:00:00", "never"},
        {"0 is Sunday", cron("0 8 * * 0", "0 9 * * 0"), "2025-06-02 00:00:00",
         "2025-06-08T08:00:00Z/2025-06-08T09:00:00Z"},
        {"7 is Sunday", cron("0 8 * * 7", "0 9 * * 7"), "2025-06-02 00:00:00",
         "2025-06-08T08:00:00Z/2025-06-08T09:00:00Z"},
        {"all of the week", cron("0 8 * * SUN-SAT", "0 9 * * sun-Sat"), "2025-06-08 00:00:00",
         "2025-06-08T08:00:00Z/2025-06-08T09:00:00Z"},
        {"a step begins again each month", cron("0 8 */7 * *", "0 9 * * *"), "2025-05-29 12:00:00",
         "2025-06-01T08:00:00Z/2025-06-01T09:00:00Z"},
        {"a step larger than its range", cron("10-20/30 8 * * *", "0 9 * * *"),
         "2025-06-08 00:00:00", "2025-06-08T08:10:00Z/2025-06-08T09:00:00Z"},
        {"leading zeros", cron("00 08 08 06 *", "0 9 * * *"), "2025-06-01 00:00:00",
         "2025-06-08T08:00:00Z/2025-06-08T09:00:00Z"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(said(rule_of(row.fields, "UTC").next(utc(row.after))), row.want) << row.what;
}

TEST(Tables, TheCalendarRefuses) {
    for (const auto* const text : {"0 8 * * FRI-MON", "\u0660 8 * * *", "0\u00A08 * * *", "@Daily",
                                   "@DAILY", "@reboot", "*/0 8 * * *"}) {
        EXPECT_FALSE(Rule::compile(cron(text, "0 9 * * *"), Zone::utc())) << text;
        EXPECT_FALSE(Rule::compile(cron("0 9 * * *", text), Zone::utc())) << text;
    }
}

}  // namespace
}  // namespace wls
