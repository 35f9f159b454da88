#include "time/preview.h"

#include <gmock/gmock.h>

namespace wls {
namespace {

const Zone kParis = *Zone::load("Europe/Paris");

Instant at(const char* local) {
    return kParis.to_instant(*parse_table_text(local));
}

Calendar dates(const std::vector<const char*>& texts) {
    std::vector<DateSpan> spans;
    for (const auto* const text : texts) {
        const auto day = std::chrono::floor<std::chrono::days>(*parse_table_text(text));
        spans.push_back({day, day, ""});
    }
    return *Calendar::of(spans);
}

// "code at message", one a line.
std::string warnings_of(const RuleFields& fields, const char* from, Language language) {
    const auto rule = Rule::compile(fields, kParis);
    if (!rule) return rule.error().message;
    const auto preview = preview_of(*rule, {at(from), {}, 3}, at("2026-11-29 00:00:00"), language);
    if (!preview) return preview.error().message;
    std::string text;
    for (const auto& warning : preview->warnings)
        text += std::string(name_of(warning.code)) + " " +
                (warning.at ? kParis.rfc3339(*warning.at) : "-") + " " + warning.message + "\n";
    return text;
}

TEST(Preview, WarnsOfWhatMaySurprise) {
    RuleFields nights, gap, never, past, two_days, no_longer, none, only, cut;
    nights.weekly = gap.weekly = no_longer.weekly = none.weekly =
        cut.weekly = {"every day 22:00-06:00"};
    cut.valid_from = "2027-01-02";
    cut.valid_until = "2027-01-03";
    gap.weekly = {"every day 02:00-02:45"};
    never.cron_start = "0 8 30 2 *";
    never.cron_stop = "0 9 * * *";
    past.weekly = {"Mon 08:00-09:00"};
    past.valid_until = "2026-11-01";
    two_days.cron_start = "0 8 13 * 5";
    two_days.cron_stop = "0 9 13 * 5";
    no_longer.skip = {{"holidays", dates({"2026-05-01", "2027-03-27"})}};
    none.skip = {{"nothing", Calendar()}};
    only.weekly = {"every day 08:00-09:00"};
    only.only = {{"early", dates({"2026-12-01"})}, {"work", dates({"2026-12-02"})}};
    RuleFields first_monday;
    first_monday.start = LocalReading{*parse_table_text("2026-12-01 08:00:00"), Pass::First};
    first_monday.end = LocalReading{*parse_table_text("2026-12-01 12:00:00"), Pass::First};
    first_monday.repeat = "FREQ=MONTHLY;BYDAY=1MO";
    RuleFields hashed, stored;  // THU and MARCH have no H
    hashed.cron_start = stored.cron_start = "H 8 * * THU";
    hashed.cron_stop = stored.cron_stop = "0 19 * MAR *";
    stored.key = 7;
    RuleFields ended = only, passes, still_open;  // the plan ends before the calendar
    ended.valid_until = "2026-12-01";
    ended.only.back().calendar = dates({"2026-11-30", "2026-12-02"});
    passes.start = LocalReading{*parse_table_text("2026-10-25 02:30:00"), Pass::First};
    passes.end = LocalReading{*parse_table_text("2026-10-25 02:15:00"), Pass::Second};
    still_open.weekly = {"Mon 08:00-Sun 24:00", "Tue 08:00-09:00"};  // the last to begin is over
    still_open.only = {{"week", dates({"2026-11-23", "2026-11-24"})}};
    still_open.valid_until = "2026-11-29";
    const struct {
        RuleFields fields;
        const char *from, *english, *french;
    } rows[] = {
        {nights, "2027-03-27 12:00:00",
         "clock_change 2027-03-28T03:00:00+02:00 the window 2027-03-27 22:00 to 2027-03-28 06:00 "
         "lasts 7 h: clocks change\n",
         "clock_change 2027-03-28T03:00:00+02:00 la fenêtre 2027-03-27 22:00 à 2027-03-28 06:00 "
         "dure 7 h : les horloges changent\n"},
        {gap, "2027-03-28 00:00:00",
         "clock_change 2027-03-28T03:00:00+02:00 clocks skip all of the window 2027-03-28 02:00 to "
         "2027-03-28 02:45\n",
         "clock_change 2027-03-28T03:00:00+02:00 les horloges sautent toute la fenêtre 2027-03-28 "
         "02:00 à 2027-03-28 02:45\n"},
        {never, "2026-11-29 00:00:00", "never - there is never a window\n",
         "never - il n'y a jamais de fenêtre\n"},
        {past, "2026-11-29 00:00:00",
         "past 2026-10-26T09:00:00+01:00 the last window ended at 2026-10-26T09:00:00+01:00\n",
         "past 2026-10-26T09:00:00+01:00 la dernière fenêtre a pris fin le "
         "2026-10-26T09:00:00+01:00\n"},
        {two_days, "2026-11-29 00:00:00",
         "cron_day_or - cron_start: day of the month and day of the week are both given; either is "
         "enough\n"
         "cron_day_or - cron_stop: day of the month and day of the week are both given; either is "
         "enough\n",
         "cron_day_or - cron_start : le jour du mois et celui de la semaine sont donnés tous deux "
         "; "
         "l'un ou l'autre suffit\n"
         "cron_day_or - cron_stop : le jour du mois et celui de la semaine sont donnés tous deux ; "
         "l'un ou l'autre suffit\n"},
        {hashed, "2026-11-29 00:00:00",
         "cron_hash - cron_start: H goes by the schedule's id, and this one has none; once it is "
         "stored, its times may be others\n",
         "cron_hash - cron_start : H dépend de l'id du planning, et celui-ci n'en a pas ; une fois "
         "enregistré, il peut avoir d'autres heures\n"},
        {stored, "2026-11-29 00:00:00", "", ""},
        {no_longer, "2027-03-25 12:00:00",
         "calendar_ends 2027-03-28T22:00:00+02:00 calendar holidays ends on 2027-03-27: nothing is "
         "known of what follows\n",
         "calendar_ends 2027-03-28T22:00:00+02:00 le calendrier holidays s'arrête le 2027-03-27 : "
         "rien n'est connu de la suite\n"},
        {none, "2027-01-01 00:00:00",
         "calendar_ends 2027-01-01T22:00:00+01:00 calendar nothing is empty: nothing is known of "
         "what follows\n",
         "calendar_ends 2027-01-01T22:00:00+01:00 le calendrier nothing est vide : rien n'est "
         "connu "
         "de la suite\n"},
        {only, "2026-11-29 00:00:00",
         "calendar_ends 2026-12-03T00:00:00+01:00 calendar work ends on 2026-12-02: there is no "
         "window after it\n",
         "calendar_ends 2026-12-03T00:00:00+01:00 le calendrier work s'arrête le 2026-12-02 : il "
         "n'y a pas de fenêtre ensuite\n"},
        {first_monday, "2026-11-29 00:00:00",
         "first_start 2026-12-01T08:00:00+01:00 the first start counts, though the rule does not "
         "say its day: 2026-12-01 08:00\n",
         "first_start 2026-12-01T08:00:00+01:00 le premier début compte, même si la règle ne dit "
         "pas ce jour : 2026-12-01 08:00\n"},
        {ended, "2026-11-29 00:00:00", "", ""},
        {passes, "2026-10-24 00:00:00",
         "past 2026-10-25T02:15:00+01:00 the last window ended at 2026-10-25T02:15:00+01:00\n"
         "clock_change 2026-10-25T02:00:00+01:00 the window 2026-10-25 02:30 to "
         "2026-10-25 02:15 (second pass) lasts 45 min: clocks change\n",
         "past 2026-10-25T02:15:00+01:00 la dernière fenêtre a pris fin le "
         "2026-10-25T02:15:00+01:00\n"
         "clock_change 2026-10-25T02:00:00+01:00 la fenêtre 2026-10-25 02:30 à "
         "2026-10-25 02:15 (second passage) dure 45 min : les horloges changent\n"},
        {still_open, "2026-11-29 00:00:00", "", ""},
        {nights, "2027-01-01 00:00:00", "", ""},
        {cut, "2027-01-01 00:00:00", "", ""},
        {nights, "2401-01-01 00:00:00",
         "from: 2401-01-01T00:00:00+01:00 lies outside 1970 to 2400, where windows that repeat are "
         "searched",
         "from: 2401-01-01T00:00:00+01:00 lies outside 1970 to 2400, where windows that repeat are "
         "searched"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(warnings_of(row.fields, row.from, Language::English), row.english);
        EXPECT_EQ(warnings_of(row.fields, row.from, Language::French), row.french);
    }
}

TEST(Preview, RangesThatCannotBe) {
    RuleFields nights, once;
    nights.weekly = {"every day 22:00-06:00"};
    once.start = LocalReading{*parse_table_text("1066-10-14 09:00:00"), Pass::First};
    once.end = LocalReading{*parse_table_text("1066-10-14 18:00:00"), Pass::First};
    const auto message = [](const RuleFields& fields, const char* from, const char* to) {
        const auto preview = preview_of(*Rule::compile(fields, kParis), {at(from), at(to), 20},
                                        at("2026-11-29 00:00:00"));
        return preview ? std::to_string(preview->windows.size()) : preview.error().message;
    };
    EXPECT_THAT(message(nights, "2026-11-30 00:00:00", "2026-11-29 00:00:00"),
                testing::StartsWith("to: 2026-11-29T00:00:00+01:00 lies before from, "));
    EXPECT_THAT(message(nights, "1969-12-31 23:59:59", "2026-11-29 00:00:00"),
                testing::StartsWith("from: 1969-12-31T23:59:59+01:00 lies outside 1970 to 2400"));
    EXPECT_THAT(message(nights, "2400-12-30 00:00:00", "2401-01-02 00:00:00"),
                testing::StartsWith("to: 2401-01-02T00:00:00+01:00 lies outside 1970 to 2400"));
    EXPECT_EQ(message(nights, "2400-12-30 00:00:00", "2401-01-01 00:00:00"), "2");
    EXPECT_EQ(message(nights, "2026-11-30 00:00:00", "2026-11-30 00:00:00"), "0");
    EXPECT_EQ(message(once, "1066-01-01 00:00:00", "9999-01-01 00:00:00"), "1");
}

}  // namespace
}  // namespace wls
