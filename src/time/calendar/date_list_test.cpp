#include <gtest/gtest.h>

#include "time/calendar_text.h"
#include "time/local_time.h"

namespace wls {
namespace {

// "2026-12-24..2027-01-02 Freeze; 2027-05-01", or what is wrong.
std::string shown(const Result<Calendar>& calendar) {
    if (!calendar) return calendar.error().message;
    std::string text;
    for (const auto& span : calendar->spans()) {
        if (!text.empty()) text += "; ";
        text += iso_date(span.first);
        if (span.first != span.last) text += ".." + iso_date(span.last);
        if (!span.name.empty()) text += " " + span.name;
    }
    return text;
}

TEST(DateList, ReadsWhatPeopleWrite) {
    const struct {
        const char *text, *want;
    } rows[] = {
        {"", ""},
        {"\n\r\n  \t\n", ""},
        {"# only a comment", ""},
        {"2026-12-25", "2026-12-25"},
        {"2026-12-25\n", "2026-12-25"},
        {"\xEF\xBB\xBF"
         "2026-12-25\r\n2026-12-27\r\n",
         "2026-12-25; 2026-12-27"},
        {"  2026-12-25\tNoël  ", "2026-12-25 Noël"},
        {"2026-12-25 # Noël", "2026-12-25"},
        {"2026-12-25 Day #1 of 2", "2026-12-25 Day #1 of 2"},
        {"2026-12-24..2027-01-02  Freeze", "2026-12-24..2027-01-02 Freeze"},
        {"2026-12-24 .. 2027-01-02Freeze", "2026-12-24..2027-01-02 Freeze"},
        {"2026-12-24..2026-12-24", "2026-12-24"},
        {"2027-01-01\n2026-12-25\n2027-01-01 Again\n", "2026-12-25; 2027-01-01 Again"},
        {"2028-02-29\n2000-02-29\n2400-02-29", "2000-02-29; 2028-02-29; 2400-02-29"},
        {"1970-01-01..2400-12-31", "1970-01-01..2400-12-31"},
        {"2038-01-19\n2262-04-12", "2038-01-19; 2262-04-12"},
        {"2026-12-25 moved here, was on 2026-12-24", "2026-12-25 moved here, was on 2026-12-24"},
    };
    for (const auto& row : rows) EXPECT_EQ(shown(parse_date_list(row.text)), row.want) << row.text;
}

TEST(DateList, RefusesTheRestAndPointsAtIt) {
    const struct {
        std::string text, message;
    } rows[] = {
        {"Christmas", "line 1: 'Christmas', character 1: a date is wanted here, as 2026-12-25"},
        {"<!DOCTYPE html>", "(an .ics file begins with BEGIN:VCALENDAR)"},
        {"2026-12-25\n\n# x\nfoo", "line 4: 'foo', character 1: a date is wanted"},
        {"25.12.2026", "character 1: a date is wanted here"},
        {"12/25/2026", "character 1: a date is wanted here"},
        {"20261225", "character 1: a date is wanted here"},
        {"2026-12", "character 1: a date is wanted here"},
        {"2026-1-1", "character 1: a date is wanted here"},
        {"+026-01-01", "character 1: a date is wanted here"},
        {"2026-02-30", "character 1: a day of February 2026 is 01 to 28"},
        {"2027-02-29", "character 1: a day of February 2027 is 01 to 28"},
        {"2100-02-29", "character 1: a day of February 2100 is 01 to 28"},
        {"2026-04-31", "character 1: a day of April 2026 is 01 to 30"},
        {"2026-13-01", "character 1: a month is 01 to 12"},
        {"2026-00-10", "character 1: a month is 01 to 12"},
        {"2026-01-00", "character 1: a day of January 2026 is 01 to 31"},
        {"0000-01-01", "character 1: there is no such date"},
        {"1969-12-31", "character 1: dates lie in the years 1970 to 2400"},
        {"2401-01-01", "character 1: dates lie in the years 1970 to 2400"},
        {"2026-12-25..2401-01-01", "character 13: dates lie in the years 1970 to 2400"},
        {"2026-12-25T00:00:00", "character 11: a blank is wanted between the date and its name"},
        {"2026-12-255", "character 11: a blank is wanted"},
        {"2026-12-25,Noel", "character 11: a blank is wanted"},
        {"2026-12-25#Noel", "character 11: a blank is wanted"},
        {"2026-12-25..", "character 12: a date is wanted here"},
        {"2026-12-25 .. Noel", "character 15: a date is wanted here"},
        {"2026-12-25...2026-12-26", "character 13: a date is wanted here"},
        {"2026-12-25..2026-12-24", "character 13: it ends before it starts; exchange"},
        {"2026-12-24..2026-12-25..2026-12-26", "character 23: another date; write a span as"},
        {"2026-12-24..2026-12-25 .. 2026-12-26", "character 24: another date"},
        {"2026-12-24..2026-12-25..", "character 23: another date"},
        {"2026-12-24..2026-12-25 2026-12-26", "character 24: another date"},
        {"2026-12-24..2026-12-25, 2026-12-26", "character 25: another date"},
        {"2026-12-24 2027-01-02", "character 12: another date; write a span as 2026-12-24..2027"},
        {"2026-12-24 to 2027-01-02", "character 15: another date"},
        {"2026-12-24 - 2027-01-02 Freeze", "character 14: another date"},
        {"2026-12-24 \u2013 2027-01-02", "character 16: another date"},
        {"\u0662026-12-25", "character 1: a date is wanted here"},
        {"2026-12-25\u00A0Noel", "character 11: a blank is wanted"},
        {std::string("2026-12-25\0", 11), "character 11: a blank is wanted"},
        {std::string("\0", 1), "character 1: a date is wanted here"},
        {"\xFF\xFE"
         "2",
         "the text is UTF-16; save it as UTF-8"},
        {"\n\n2026-12-25 Noel\n2026-12-2x", "line 4: '2026-12-2x', character 1"},
        {std::string().append(20'000'001, '\n'), "at most 20 MB"},
    };
    for (const auto& row : rows) {
        const auto calendar = parse_date_list(row.text);
        ASSERT_FALSE(calendar) << row.text.substr(0, 100);
        EXPECT_TRUE(calendar.error().message.contains(row.message))
            << row.text.substr(0, 100) << "\n"
            << calendar.error().message;
    }
    std::string many;
    for (int i = 0; i < 100'000; ++i) many += "2026-12-25\n";
    EXPECT_TRUE(parse_date_list(many));
    EXPECT_EQ(shown(parse_date_list(many + "2026-12-25")),
              "line 100001: more than 100,000 entries");
}

}  // namespace
}  // namespace wls
