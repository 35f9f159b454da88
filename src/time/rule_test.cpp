#include "time/rule.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace wls {
namespace {

using Texts = std::vector<std::string>;

Zone zone(const char* name) {
    return *Zone::load(name);
}

LocalReading reading(const char* local) {
    return {*parse_table_text(local), Pass::First};
}

RuleFields weekly(Texts texts) {
    RuleFields fields;
    fields.weekly = std::move(texts);
    return fields;
}

RuleFields cron(const char* start, const char* stop) {
    RuleFields fields;
    fields.cron_start = start;
    fields.cron_stop = stop;
    return fields;
}

RuleFields once(const char* start, const char* end) {
    RuleFields fields;
    fields.start = reading(start);
    fields.end = reading(end);
    return fields;
}

RuleFields repeated(const char* start, const char* end, const char* repeat) {
    RuleFields fields = once(start, end);
    fields.repeat = repeat;
    return fields;
}

NamedCalendar calendar(std::string name, const std::vector<const char*>& dates) {
    std::vector<DateSpan> spans;
    for (const auto* const date : dates) {
        const auto day = std::chrono::floor<std::chrono::days>(*parse_table_text(date));
        spans.push_back({day, day, ""});
    }
    return {std::move(name), *Calendar::of(spans)};
}

// "03-29 22:00+01:00/03-30 06:00+02:00", one a line: what clocks show, without year and seconds.
std::string shown(const Zone& zone, const Window& window) {
    const auto text = [&](Instant at) {
        const auto full = zone.rfc3339(at);
        return full.substr(5, 5) + " " + full.substr(11, 5) + full.substr(full.size() - 6);
    };
    if (window.empty()) return text(window.start_at) + " skipped";
    return text(window.start_at) + "/" + text(window.end_at);
}

// The windows of [from, to), by windows(); and next() and prev() agree with them.
std::string windows_of(const RuleFields& fields, const char* zone_name, const char* from,
                       const char* to) {
    const Zone in = zone(zone_name);
    const auto rule = Rule::compile(fields, in);
    if (!rule) return rule.error().message;
    const Instant begin = in.to_instant(*parse_table_text(from));
    const Instant end = in.to_instant(*parse_table_text(to));
    std::string text;
    Instant at = begin - Duration(1);
    for (const auto& [window, local] : rule->windows(begin, end, 1'000)) {
        text += (text.empty() ? "" : ", ") + shown(in, window);
        if (window.empty()) continue;
        EXPECT_EQ(rule->next(at), window);
        EXPECT_EQ(rule->prev(window.start_at + Duration(1)), window);
        at = window.start_at;
    }
    const auto next = rule->next(at);
    EXPECT_TRUE(!next || next->start_at >= end);
    return text;
}

struct Row {
    const char* what;
    RuleFields fields;
    const char *zone, *from, *to, *want;
};

void check(const std::vector<Row>& rows) {
    for (const auto& row : rows)
        EXPECT_EQ(windows_of(row.fields, row.zone, row.from, row.to), row.want) << row.what;
}

TEST(Rule, FourFormsOfWhen) {
    check({
        {"one window", once("2026-11-30 08:00:00", "2026-11-30 19:00:00"), "Europe/Paris",
         "2026-01-01 00:00:00", "2027-01-01 00:00:00", "11-30 08:00+01:00/11-30 19:00+01:00"},
        {"weekly", weekly({"Mon-Fri 08:00-19:00", "Sat 10:00-12:00"}), "Europe/Paris",
         "2026-11-27 00:00:00", "2026-12-01 00:00:00",
         "11-27 08:00+01:00/11-27 19:00+01:00, 11-28 10:00+01:00/11-28 12:00+01:00, "
         "11-30 08:00+01:00/11-30 19:00+01:00"},
        {"cron", cron("0 8 * * 1-5", "0 19 * * 1-5"), "UTC", "2026-11-27 00:00:00",
         "2026-12-01 00:00:00",
         "11-27 08:00+00:00/11-27 19:00+00:00, 11-30 08:00+00:00/11-30 19:00+00:00"},
        {"a series",
         repeated("2026-11-30 22:00:00", "2026-12-01 06:00:00", "FREQ=WEEKLY;BYDAY=MO,WE"), "UTC",
         "2026-01-01 00:00:00", "2026-12-08 00:00:00",
         "11-30 22:00+00:00/12-01 06:00+00:00, 12-02 22:00+00:00/12-03 06:00+00:00, "
         "12-07 22:00+00:00/12-08 06:00+00:00"},
    });
}

TEST(Rule, AWindowBelongsToTheDateItStartsOn) {
    auto skipping = weekly({"Fri 21:00-Mon 06:00"});
    skipping.skip = {calendar("freeze", {"2026-11-28", "2026-11-29"})};  // within, not its start
    auto leaving_out = weekly({"Mon-Sun 22:00-06:00"});
    leaving_out.except = {"2026-11-28"};
    auto only = cron("0 22 * * *", "0 6 * * *");
    only.only = {calendar("a", {"2026-11-27"}), calendar("b", {"2026-11-30", "2026-12-02"})};
    only.skip = {calendar("c", {"2026-11-30"})};
    check({
        {"a skipped date within a window", skipping, "UTC", "2026-11-27 00:00:00",
         "2026-12-01 00:00:00", "11-27 21:00+00:00/11-30 06:00+00:00"},
        {"except", leaving_out, "UTC", "2026-11-27 00:00:00", "2026-11-30 00:00:00",
         "11-27 22:00+00:00/11-28 06:00+00:00, 11-29 22:00+00:00/11-30 06:00+00:00"},
        {"only, less skip", only, "UTC", "2026-11-01 00:00:00", "2026-12-31 00:00:00",
         "11-27 22:00+00:00/11-28 06:00+00:00, 12-02 22:00+00:00/12-03 06:00+00:00"},
    });
}

TEST(Rule, ClockChanges) {
    check({
        {"a night of spring", weekly({"every day 22:00-06:00"}), "Europe/Paris",
         "2026-03-28 12:00:00", "2026-03-29 12:00:00", "03-28 22:00+01:00/03-29 06:00+02:00"},
        {"a start that clocks skip", weekly({"every day 02:30-04:00"}), "Europe/Paris",
         "2026-03-29 00:00:00", "2026-03-30 00:00:00", "03-29 03:00+02:00/03-29 04:00+02:00"},
        {"an end that clocks skip", weekly({"every day 01:00-02:30"}), "Europe/Paris",
         "2026-03-29 00:00:00", "2026-03-30 00:00:00", "03-29 01:00+01:00/03-29 03:00+02:00"},
        {"a window that clocks skip", weekly({"every day 02:00-02:45"}), "Europe/Paris",
         "2026-03-28 00:00:00", "2026-03-31 00:00:00",
         "03-28 02:00+01:00/03-28 02:45+01:00, 03-29 03:00+02:00 skipped, "
         "03-30 02:00+02:00/03-30 02:45+02:00"},
        {"two starts that clocks skip: the longest", weekly({"Sun 02:00-04:00", "Sun 02:30-05:00"}),
         "Europe/Paris", "2026-03-29 00:00:00", "2026-03-30 00:00:00",
         "03-29 03:00+02:00/03-29 05:00+02:00"},
        {"skipped beside one that is not", weekly({"Sun 02:00-02:30", "Sun 03:00-05:00"}),
         "Europe/Paris", "2026-03-29 00:00:00", "2026-03-30 00:00:00",
         "03-29 03:00+02:00 skipped, 03-29 03:00+02:00/03-29 05:00+02:00"},
        {"an hour that comes twice: first passes", weekly({"every day 02:15-02:45"}),
         "Europe/Paris", "2026-10-25 00:00:00", "2026-10-26 00:00:00",
         "10-25 02:15+02:00/10-25 02:45+02:00"},
        {"into the hour after it", weekly({"every day 02:15-03:15"}), "Europe/Paris",
         "2026-10-25 00:00:00", "2026-10-26 00:00:00", "10-25 02:15+02:00/10-25 03:15+01:00"},
        {"a cron pair in a gap", cron("0,30 2 * * *", "15,45 2 * * *"), "Europe/Paris",
         "2026-03-29 00:00:00", "2026-03-30 00:00:00",
         "03-29 03:00+02:00 skipped, 03-29 03:00+02:00 skipped"},
        {"an interval in both passes", cron("*/30 * 25 10 *", "15,45 * 25 10 *"), "Europe/Paris",
         "2026-10-25 02:00:00", "2026-10-25 03:00:00",
         "10-25 02:00+02:00/10-25 02:15+02:00, 10-25 02:30+02:00/10-25 02:45+02:00, "
         "10-25 02:00+01:00/10-25 02:15+01:00, 10-25 02:30+01:00/10-25 02:45+01:00"},
        {"a day that clocks skip", weekly({"every day 09:00-17:00"}), "Pacific/Apia",
         "2011-12-29 00:00:00", "2012-01-01 00:00:00",
         "12-29 09:00-10:00/12-29 17:00-10:00, 12-31 00:00+14:00 skipped, "
         "12-31 09:00+14:00/12-31 17:00+14:00"},
    });
}

TEST(Rule, ACronPairIsUpFromEachStartToTheFirstStopAfterIt) {
    auto filtered = cron("0 8,12 * * *", "0 19 * * *");
    filtered.skip = {calendar("c", {"2026-11-28"})};
    check({
        {"starts before the stop are no windows", cron("0 8,12 * * *", "0 19 * * *"), "UTC",
         "2026-11-27 00:00:00", "2026-11-29 00:00:00",
         "11-27 08:00+00:00/11-27 19:00+00:00, 11-28 08:00+00:00/11-28 19:00+00:00"},
        {"asked from within", cron("0 8,12 * * *", "0 19 * * *"), "UTC", "2026-11-27 09:00:00",
         "2026-11-28 09:00:00", "11-28 08:00+00:00/11-28 19:00+00:00"},
        {"days that are out", filtered, "UTC", "2026-11-27 09:00:00", "2026-11-30 00:00:00",
         "11-29 08:00+00:00/11-29 19:00+00:00"},
        {"a stop and a start at one instant", cron("0 8 * * *", "0 8 * * *"), "UTC",
         "2026-11-27 00:00:00", "2026-11-29 00:00:00",
         "11-27 08:00+00:00/11-28 08:00+00:00, 11-28 08:00+00:00/11-29 08:00+00:00"},
        {"stops on weekdays only", cron("0 22 * * *", "0 6 * * 1-5"), "UTC", "2026-11-27 00:00:00",
         "2026-12-01 00:00:00",
         "11-27 22:00+00:00/11-30 06:00+00:00, 11-30 22:00+00:00/12-01 06:00+00:00"},
        {"a stop that never comes", cron("0 8 * * *", "0 8 30 2 *"), "UTC", "2026-11-27 00:00:00",
         "2026-12-01 00:00:00", ""},
    });
}

// At 00:01 clocks go back to 23:01 of the day before: its date comes back.
TEST(Rule, ADateThatComesBackIsInOrOutAsBefore) {
    auto without_6 = cron("0,30 * * * *", "0,33 3,22 * * *");
    without_6.except = {"2010-11-06"};
    auto without_7 = cron("0,30 * * * *", "0,10,40 * * * *");
    without_7.skip = {calendar("c", {"2010-11-07", "2010-11-08"})};
    auto only_6 = without_7;
    only_6.skip = {};
    only_6.only = {calendar("c", {"2010-11-06"})};
    constexpr const char* kStJohns = "America/St_Johns";
    const char* const want =
        "11-06 23:30-02:30/11-06 23:40-02:30, 11-06 23:30-03:30/11-06 23:40-03:30";
    check({
        {"up since its first midnight", without_6, kStJohns, "2010-11-06 12:00:00",
         "2010-11-07 03:00:00", "11-07 00:00-02:30/11-07 03:00-03:30"},
        {"back to the day before", without_7, kStJohns, "2010-11-06 23:20:00",
         "2010-11-09 00:00:00", want},
        {"and to the last of all", only_6, kStJohns, "2010-11-06 23:20:00", "2010-11-09 00:00:00",
         want},
    });
}

TEST(Rule, ExceptAndExtra) {
    auto fields = repeated("2026-11-23 08:00:00", "2026-11-23 19:00:00", "FREQ=DAILY;COUNT=5");
    fields.except = {"2026-11-24", "2026-11-25 08:00", "2026-11-26T09:00:00"};
    fields.extra = {"2026-11-24T09:00", "2026-12-24"};
    check({{"dates and starts", fields, "UTC", "2026-11-01 00:00:00", "2027-01-01 00:00:00",
            "11-23 08:00+00:00/11-23 19:00+00:00, 11-24 09:00+00:00/11-24 20:00+00:00, "
            "11-26 08:00+00:00/11-26 19:00+00:00, 11-27 08:00+00:00/11-27 19:00+00:00, "
            "12-24 08:00+00:00/12-24 19:00+00:00"}});
}

TEST(Rule, ValidityCutsWindows) {
    const auto valid = [](RuleFields fields, const char* from, const char* until) {
        if (*from) fields.valid_from = from;
        if (*until) fields.valid_until = until;
        return fields;
    };
    const auto nights = weekly({"every day 22:00-06:00"});
    check({
        {"days, the last included",
         valid(weekly({"every day 08:00-09:00"}), "2026-11-28", "2026-11-29"), "UTC",
         "2026-11-01 00:00:00", "2027-01-01 00:00:00",
         "11-28 08:00+00:00/11-28 09:00+00:00, 11-29 08:00+00:00/11-29 09:00+00:00"},
        {"open at the beginning and at the end", valid(nights, "2026-11-28", "2026-11-28"), "UTC",
         "2026-11-01 00:00:00", "2027-01-01 00:00:00",
         "11-28 00:00+00:00/11-28 06:00+00:00, 11-28 22:00+00:00/11-29 00:00+00:00"},
        {"times", valid(nights, "2026-11-28T23:00", "2026-11-29T05:00"), "UTC",
         "2026-11-01 00:00:00", "2027-01-01 00:00:00", "11-28 23:00+00:00/11-29 05:00+00:00"},
        {"the longest of those that are open",
         valid(weekly({"Sat 08:00-12:00", "Fri 08:00-Sun 08:00"}), "2026-11-28T10:00", ""), "UTC",
         "2026-11-01 00:00:00", "2026-11-30 00:00:00", "11-28 10:00+00:00/11-29 08:00+00:00"},
        {"a cron pair", valid(cron("0 8 * * 1", "0 19 * * 5"), "2026-11-26", "2026-11-30"), "UTC",
         "2026-11-01 00:00:00", "2027-01-01 00:00:00",
         "11-26 00:00+00:00/11-27 19:00+00:00, 11-30 08:00+00:00/12-01 00:00+00:00"},
        {"one window", valid(once("2026-11-27 08:00:00", "2026-11-29 08:00:00"), "2026-11-28", ""),
         "UTC", "2026-11-01 00:00:00", "2027-01-01 00:00:00",
         "11-28 00:00+00:00/11-29 08:00+00:00"},
        {"nothing is left", valid(nights, "2026-11-28T07:00", "2026-11-28T21:00"), "UTC",
         "2026-11-01 00:00:00", "2027-01-01 00:00:00", ""},
    });
}

TEST(Rule, TilesWhateverTheRangeIsCutInto) {
    const auto rules = {weekly({"Mon-Fri 08:00-19:00", "every day 22:00-02:30"}),
                        cron("*/20 * * * *", "10,30,50 * * * *"), cron("0 2 * * *", "30 2 * * *"),
                        repeated("2026-03-01 02:30:00", "2026-03-02 02:30:00", "FREQ=DAILY")};
    const Zone paris = zone("Europe/Paris");
    for (const auto* const around : {"2026-03-29 00:00:00", "2026-10-25 00:00:00"}) {
        const Instant from = paris.to_instant(*parse_table_text(around)) - std::chrono::days(1);
        const Instant to = from + std::chrono::days(3);
        for (const auto& fields : rules) {
            const auto rule = Rule::compile(fields, paris);
            ASSERT_TRUE(rule);
            const auto whole = rule->windows(from, to, 1'000);
            for (Instant cut = from; cut <= to; cut += std::chrono::minutes(10)) {
                auto parts = rule->windows(from, cut, 1'000);
                const auto rest = rule->windows(cut, to, 1'000);
                parts.insert(parts.end(), rest.begin(), rest.end());
                ASSERT_EQ(parts, whole) << paris.rfc3339(cut);
            }
        }
    }
}

// As rule.h shows it.
TEST(Rule, IsMadeOfTheFieldsThatSayWhen) {
    const auto rule = Rule::compile({.weekly = {{"Mon-Fri 08:00-19:00"}}}, zone("Europe/Paris"));
    ASSERT_TRUE(rule);
    EXPECT_TRUE(rule->next(Instant{}));
}

TEST(Rule, WhatIsOpenAtAnInstant) {
    auto series = repeated("2026-11-01 08:00:00", "2026-11-08 08:00:00", "FREQ=DAILY;COUNT=3");
    series.extra = {"2026-11-09T12:00"};
    const auto overlapping =
        weekly({"Mon 08:00-Fri 08:00", "Tue 08:00-12:00", "Thu 08:00-Sat 08:00"});
    auto valid = overlapping;
    valid.valid_from = "2026-11-24";
    valid.valid_until = "2026-11-26T09:00";
    const struct {
        RuleFields fields;
        const char *at, *want;
    } rows[] = {
        {once("2026-11-30 08:00:00", "2026-11-30 19:00:00"), "2026-11-30 08:00:00",
         "11-30 08:00+01:00/11-30 19:00+01:00"},
        {once("2026-11-30 08:00:00", "2026-11-30 19:00:00"), "2026-11-30 19:00:00", "none"},
        {once("2026-11-30 08:00:00", "2026-11-30 19:00:00"), "2026-11-30 07:59:59.999999", "none"},
        {overlapping, "2026-11-23 07:59:59", "none"},
        {overlapping, "2026-11-24 08:00:00", "11-23 08:00+01:00/11-27 08:00+01:00"},
        {overlapping, "2026-11-26 09:00:00", "11-26 08:00+01:00/11-28 08:00+01:00"},
        {overlapping, "2026-11-28 08:00:00", "none"},
        {valid, "2026-11-23 23:59:59.999999", "none"},
        {valid, "2026-11-24 00:00:00", "11-24 00:00+01:00/11-26 09:00+01:00"},
        {valid, "2026-11-26 08:30:00", "11-26 08:00+01:00/11-26 09:00+01:00"},
        {valid, "2026-11-26 09:00:00", "none"},
        {series, "2026-11-09 13:00:00", "11-09 12:00+01:00/11-16 12:00+01:00"},
        {series, "2026-11-09 11:00:00", "11-03 08:00+01:00/11-10 08:00+01:00"},
        {cron("0 8 1 1 *", "0 8 29 2 *"), "2027-02-28 08:00:00",
         "01-01 08:00+01:00/02-29 08:00+01:00"},  // 2025 to 2028
        {cron("* * * * *", "30 * * * *"), "2026-10-25 02:10:00",
         "10-25 01:30+02:00/10-25 02:30+02:00"},
    };
    const Zone paris = zone("Europe/Paris");
    for (const auto& row : rows) {
        const auto rule = Rule::compile(row.fields, paris);
        ASSERT_TRUE(rule) << rule.error().message;
        const auto open = rule->open_at(paris.to_instant(*parse_table_text(row.at)));
        EXPECT_EQ(open ? shown(paris, *open) : "none", row.want) << row.at;
        EXPECT_EQ(rule->open_at(Instant::max()), std::nullopt);
        EXPECT_EQ(rule->open_at(Instant::min()), std::nullopt);
    }
}

TEST(Rule, SaysWhatItMeans) {
    auto holidays = weekly({"Mon-Fri 08:00-19:00"});
    holidays.skip = {calendar("fr-holidays", {"2026-12-25"})};
    auto again = once("2026-10-25 02:30:00", "2026-10-25 02:15:00");
    again.end->pass = Pass::Second;
    auto all = repeated("2026-11-30 22:00:00", "2026-12-01 06:00:00", "FREQ=WEEKLY;BYDAY=MO");
    all.except = {"2026-12-07"};
    all.extra = {"2026-12-24T09:00"};
    all.only = {calendar("work", {"2026-11-30"})};
    all.valid_from = "2026-12-01";
    all.valid_until = "2027-06-30";
    const struct {
        RuleFields fields;
        const char *english, *french;
    } rows[] = {
        {holidays, "Monday to Friday 08:00 to 19:00 (Europe/Paris), except fr-holidays",
         "Du lundi au vendredi de 08:00 à 19:00 (Europe/Paris), sauf fr-holidays"},
        {once("2026-11-30 08:00:00", "2026-11-30 19:00:30"),
         "Once, 2026-11-30 08:00 to 19:00:30 (Europe/Paris)",
         "Une fois, le 2026-11-30 de 08:00 à 19:00:30 (Europe/Paris)"},
        {once("2026-11-30 22:00:00", "2026-12-01 06:00:00"),
         "Once, 2026-11-30 22:00 to 2026-12-01 06:00 (Europe/Paris)",
         "Une fois, du 2026-11-30 22:00 au 2026-12-01 06:00 (Europe/Paris)"},
        {again, "Once, 2026-10-25 02:30 to 02:15 (second pass) (Europe/Paris)",
         "Une fois, le 2026-10-25 de 02:30 à 02:15 (second passage) (Europe/Paris)"},
        {all,
         "Every week on Monday, 22:00 to 06:00 the next day, from 2026-11-30 (Europe/Paris), "
         "except "
         "2026-12-07, only on work, and also 2026-12-24 09:00, from 2026-12-01, until 2027-06-30",
         "Chaque semaine le lundi, de 22:00 à 06:00 le lendemain, à partir du 2026-11-30 "
         "(Europe/Paris), sauf 2026-12-07, seulement les jours de work, et aussi 2026-12-24 09:00, "
         "à "
         "partir du 2026-12-01, jusqu'au 2027-06-30"},
        {cron("0 8 * * 1-5", "0 19 * * 1-5"), "Monday to Friday 08:00 to 19:00 (Europe/Paris)",
         "Du lundi au vendredi de 08:00 à 19:00 (Europe/Paris)"},
        {cron("0 22 * * *", "0 6 * * *"), "Every day 22:00 to 06:00 (Europe/Paris)",
         "Tous les jours de 22:00 à 06:00 (Europe/Paris)"},
        {cron("0 22 * * 1-5", "0 6 * * 1-5"),
         "Starts Monday to Friday at 22:00, stops Monday to Friday at 06:00 (Europe/Paris)",
         "Démarre du lundi au vendredi à 22:00, s'arrête du lundi au vendredi à 06:00 "
         "(Europe/Paris)"},
        {cron("0 16 * * Fri", "0 16 * * *"),
         "Starts Friday at 16:00, stops every day at 16:00 (Europe/Paris)",
         "Démarre le vendredi à 16:00, s'arrête tous les jours à 16:00 (Europe/Paris)"},
        {cron("0 * * * *", "0 0-23 * * *"),
         "Starts every hour, stops when '0 0-23 * * *' matches (Europe/Paris)",
         "Démarre chaque heure, s'arrête quand « 0 0-23 * * * » convient (Europe/Paris)"},
        {cron("*/15 8-18 * * 1", "7 3-9/2 1 * *"),
         "Starts when '*/15 8-18 * * 1' matches, stops the 1st at 03:07, 05:07, 07:07 and 09:07 "
         "(Europe/Paris)",
         "Démarre quand « */15 8-18 * * 1 » convient, s'arrête le 1er à 03:07, 05:07, 07:07 et "
         "09:07 "
         "(Europe/Paris)"},
    };
    for (const auto& row : rows) {
        const auto rule = Rule::compile(row.fields, zone("Europe/Paris"));
        ASSERT_TRUE(rule) << rule.error().message;
        EXPECT_EQ(rule->text(Language::English), row.english);
        EXPECT_EQ(rule->text(Language::French), row.french);
    }
}

TEST(Rule, EveryFieldWrong) {
    const auto with = [](RuleFields fields, auto change) {
        change(fields);
        return fields;
    };
    const auto day = once("2026-11-30 08:00:00", "2026-11-30 19:00:00");
    const auto daily = repeated("2026-11-30 08:00:00", "2026-11-30 19:00:00", "FREQ=DAILY");
    const struct {
        RuleFields fields;
        const char* message;
    } rows[] = {
        {{},
         "nothing says when: give start_time and end_time, weekly, or cron_start and cron_stop"},
        {with(day, [](auto& f) { f.end = {}; }),
         "end_time: missing; say when the first window ends"},
        {with(day, [](auto& f) { f.start = {}; }),
         "start_time: missing; say when the first window begins"},
        {with(daily, [](auto& f) { f.start = f.end = {}; }),
         "start_time: missing; say when the first window begins"},
        {with(daily, [](auto& f) { f.weekly = Texts{"Mon 8:00-9:00"}; }),
         "repeat and weekly say two things about when; give one of them"},
        {with(daily, [](auto& f) { f.cron_stop = "* * * * *"; }),
         "repeat and cron_stop say two things about when; give one of them"},
        {with(RuleFields{}, [](auto& f) { f.cron_start = "0 8 * * *"; }),
         "cron_stop: missing; cron_start says when windows begin, cron_stop when they end"},
        {with(RuleFields{}, [](auto& f) { f.cron_stop = "0 8 * * *"; }),
         "cron_start: missing; cron_stop says when windows end, cron_start when they begin"},
        {once("2026-11-30 08:00:00", "2026-11-30 08:00:00"),
         "end_time: 2026-11-30 08:00 does not lie after start_time, 2026-11-30 08:00"},
        {once("2026-11-30 08:00:00", "2026-11-29 19:00:00"),
         "end_time: 2026-11-29 19:00 does not lie after start_time, 2026-11-30 08:00"},
        {repeated("2026-11-30 08:00:00", "2026-11-30 07:00:00", "FREQ=DAILY"),
         "end_time: 2026-11-30 07:00 does not lie after start_time, 2026-11-30 08:00"},
        {repeated("2026-11-30 08:00:00", "2028-11-30 08:00:00", "FREQ=YEARLY"),
         "end_time: a window that repeats lasts at most 366 days"},
        {repeated("2026-11-30 08:00:00.5", "2026-11-30 09:00:00", "FREQ=DAILY"),
         "repeat: windows that repeat begin and end at whole seconds; leave out the fraction of "
         "start_time and end_time"},
        {repeated("2401-01-01 08:00:00", "2401-01-01 09:00:00", "FREQ=DAILY"),
         "start_time: windows that repeat are searched from 1970 to 2400, and 2401-01-01 08:00 "
         "lies "
         "outside"},
        {with(day, [](auto& f) { f.extra = {"2026-12-24"}; }),
         "extra: goes with repeat, whose windows are all as long as the first"},
        {with(day, [](auto& f) { f.except = {"2026-12-24"}; }),
         "except: goes with repeat, weekly or cron_start, and this is one window"},
        {with(weekly({"Mon 8:00-9:00"}), [](auto& f) { f.except = {"2026-12-24T08:00"}; }),
         "except: '2026-12-24T08:00' is a time; give the date that the window starts on"},
        {with(daily, [](auto& f) { f.except = {"2026-02-30"}; }),
         "except: '2026-02-30', character 1: a day of February 2026 is 01 to 28"},
        {with(daily, [](auto& f) { f.extra = {"2026-13-01T09:00"}; }),
         "extra: '2026-13-01T09:00', character 1: a month is 01 to 12"},
        {with(daily, [](auto& f) { f.except = {"25.12.2026"}; }),
         "except: '25.12.2026', character 1: neither a date nor a time; write for example "
         "2026-12-25 or 2026-12-24T09:00"},
        {with(daily, [](auto& f) { f.except = {"2026--12-24"}; }),
         "except: '2026--12-24', character 1: neither a date nor a time"},
        {with(daily, [](auto& f) { f.extra = {"2026-12-24T09:00+01:00"}; }),
         "extra: '2026-12-24T09:00+01:00', character 17: an offset; leave it out, times of a rule "
         "are in its own zone"},
        {with(daily, [](auto& f) { f.extra = Texts(1'001, "2026-12-24"); }),
         "extra: 1001 dates, over 1000; a second schedule takes more"},
        {with(daily, [](auto& f) { f.except = Texts(1'001, "2026-12-24"); }),
         "except: 1001 dates, over 1000; a calendar takes more"},
        {with(weekly({"Mon 8:00-9:00"}), [](auto& f) { f.except = Texts(1'001, "2026-12-24"); }),
         "except: 1001 dates, over 1000; a calendar takes more"},
        {with(daily, [](auto& f) { f.extra = {"2401-01-01T08:00"}; }),
         "extra: 2401-01-01T08:00 lies outside 1970 to 2400, where windows that repeat are "
         "searched"},
        {with(daily, [](auto& f) { f.except = {"1969-12-31"}; }),
         "except: 1969-12-31 lies outside 1970 to 2400"},
        {with(weekly({"Mon 8:00-9:00"}), [](auto& f) { f.except = {"1969-12-31"}; }),
         "except: 1969-12-31 lies outside 1970 to 2400"},
        {with(daily, [](auto& f) { f.start->pass = Pass::Second; }),
         "start_time: 2026-11-30 08:00 in its second pass; windows that repeat begin and end in "
         "the first"},
        {with(daily, [](auto& f) { f.end->pass = Pass::Second; }),
         "end_time: 2026-11-30 19:00 in its second pass; windows that repeat"},
        {with(daily, [](auto& f) { f.skip = {{"a", {}}, {"b", {}}, {"a", {}}}; }),
         "calendar: 'a' is named twice; once is enough"},
        {with(daily,
              [](auto& f) {
                  f.skip = {{"a", {}}};
                  f.only = {{"a", {}}};
              }),
         "calendar: 'a' is named twice; once is enough"},
        {with(daily, [](auto& f) { f.valid_from = "tomorrow"; }),
         "valid_from: 'tomorrow', character 1: neither a date nor a time; write for example "
         "2026-12-25 or 2026-12-24T09:00"},
        {with(daily, [](auto& f) { f.valid_until = ""; }),
         "valid_until: the text is empty; write for example 2026-12-25 or 2026-12-24T09:00"},
        {with(daily,
              [](auto& f) {
                  f.valid_from = "2026-12-02";
                  f.valid_until = "2026-12-01";
              }),
         "valid_until: 2026-12-01 does not lie after valid_from, 2026-12-02"},
        {weekly({}), "weekly: no window; write for example Mon-Fri 08:00-19:00"},
        {weekly({"Mon-Fry 08:00-19:00"}),
         "weekly: 'Mon-Fry 08:00-19:00', character 5: unknown day 'Fry', did you mean Fri?"},
        {cron("0 8 * * mun", "0 19 * * *"),
         "cron_start: '0 8 * * mun', character 9: unknown day 'mun'; did you mean Sun?"},
        {cron("0 8 * * *", "61 19 * * *"), "cron_stop: '61 19 * * *', character 1: "},
        {repeated("2026-11-30 08:00:00", "2026-11-30 19:00:00", "FREQ=DALY"),
         "repeat: 'FREQ=DALY', character 6: "},
    };
    for (const auto& row : rows) {
        const auto rule = Rule::compile(row.fields, zone("UTC"));
        ASSERT_FALSE(rule) << row.message;
        EXPECT_EQ(rule.error().code, ErrorCode::Invalid);
        EXPECT_THAT(rule.error().message, testing::StartsWith(row.message));
    }
}

TEST(Rule, AnswersAtTheEndsOfTime) {
    const auto rule = *Rule::compile(weekly({"Mon 08:00-09:00"}), zone("Europe/Paris"));
    EXPECT_EQ(zone("UTC").rfc3339(rule.next(Instant::min())->start_at),
              "1970-01-05T07:00:00+00:00");
    EXPECT_EQ(zone("UTC").rfc3339(rule.prev(Instant::max())->start_at),
              "2400-12-25T07:00:00+00:00");
    EXPECT_EQ(rule.next(Instant::max()), std::nullopt);
    EXPECT_EQ(rule.prev(Instant::min()), std::nullopt);
    EXPECT_EQ(rule.next(rule.prev(Instant::max())->start_at), std::nullopt);
    const auto far = *Rule::compile(once("9999-12-31 22:00:00", "9999-12-31 23:59:59.999999"),
                                    zone("America/New_York"));
    EXPECT_TRUE(far.next(Instant::min()));
    EXPECT_EQ(far.next(Instant::min()), far.prev(Instant::max()));
}

}  // namespace
}  // namespace wls
