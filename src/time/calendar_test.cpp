#include "time/calendar.h"

#include <gtest/gtest.h>

#include <map>

#include "time/local_time.h"

namespace wls {
namespace {

using namespace std::chrono;

local_days day(const char* text) {
    return floor<days>(*parse_table_text(text));
}

std::string shown(const std::optional<local_days>& date) {
    return date ? iso_date(*date) : "never";
}

TEST(Calendar, FindsTheNearestDatesInItAndOutsideIt) {
    const auto calendar = *Calendar::of({{day("2026-12-24"), day("2027-01-02"), "Freeze"},
                                         {day("2026-12-25"), day("2026-12-25"), "Noël"},
                                         {day("2027-01-03"), day("2027-01-03"), ""},
                                         {day("2028-02-29"), day("2028-02-29"), "Leap day"}});
    const struct {
        const char *date, *name, *from, *until, *missing_from, *missing_until;
        bool in;
    } rows[] = {
        {"2026-12-23", "", "2026-12-24", "never", "2026-12-23", "2026-12-23", false},
        {"2026-12-24", "Freeze", "2026-12-24", "2026-12-24", "2027-01-04", "2026-12-23", true},
        {"2026-12-25", "Noël", "2026-12-25", "2026-12-25", "2027-01-04", "2026-12-23", true},
        {"2026-12-26", "Freeze", "2026-12-26", "2026-12-26", "2027-01-04", "2026-12-23", true},
        {"2027-01-02", "Freeze", "2027-01-02", "2027-01-02", "2027-01-04", "2026-12-23", true},
        {"2027-01-03", "", "2027-01-03", "2027-01-03", "2027-01-04", "2026-12-23", true},
        {"2027-01-04", "", "2028-02-29", "2027-01-03", "2027-01-04", "2027-01-04", false},
        {"2028-02-28", "", "2028-02-29", "2027-01-03", "2028-02-28", "2028-02-28", false},
        {"2028-02-29", "Leap day", "2028-02-29", "2028-02-29", "2028-03-01", "2028-02-28", true},
        {"2028-03-01", "", "never", "2028-02-29", "2028-03-01", "2028-03-01", false},
        {"0001-01-01", "", "2026-12-24", "never", "0001-01-01", "0001-01-01", false},
        {"9999-12-31", "", "never", "2028-02-29", "9999-12-31", "9999-12-31", false},
    };
    for (const auto& row : rows) {
        const auto date = day(row.date);
        EXPECT_EQ(calendar.contains(date), row.in) << row.date;
        EXPECT_EQ(calendar.name_of(date), row.name) << row.date;
        EXPECT_EQ(shown(calendar.first_from(date)), row.from) << row.date;
        EXPECT_EQ(shown(calendar.last_until(date)), row.until) << row.date;
        EXPECT_EQ(shown(calendar.first_missing_from(date)), row.missing_from) << row.date;
        EXPECT_EQ(shown(calendar.last_missing_until(date)), row.missing_until) << row.date;
    }
    EXPECT_EQ(calendar.size(), 12U);
    EXPECT_EQ(shown(calendar.last_date()), "2028-02-29");
}

TEST(Calendar, ThatIsEmptyContainsNothing) {
    for (const auto& calendar : {Calendar(), *Calendar::of(std::vector<DateSpan>())}) {
        const auto date = day("2026-12-25");
        EXPECT_TRUE(calendar.empty());
        EXPECT_EQ(calendar.size(), 0U);
        EXPECT_FALSE(calendar.contains(date));
        EXPECT_EQ(calendar.name_of(date), "");
        EXPECT_EQ(calendar.first_from(date), std::nullopt);
        EXPECT_EQ(calendar.last_until(date), std::nullopt);
        EXPECT_EQ(calendar.first_missing_from(date), date);
        EXPECT_EQ(calendar.last_missing_until(date), date);
        EXPECT_EQ(calendar.last_date(), std::nullopt);
        EXPECT_TRUE(calendar.spans().empty());
        EXPECT_EQ(calendar, Calendar());
    }
}

TEST(Calendar, HoldsAllItsYears) {
    const auto all = *Calendar::of({{kFirstSearchedDay, kLastSearchedDay, "always"}});
    EXPECT_EQ(all.size(), 431U * 365 + 105);  // a whole cycle has 97 leap days; 1972 to 2000 have 8
    EXPECT_EQ(shown(all.first_missing_from(day("2026-11-29"))), "2401-01-01");
    EXPECT_EQ(shown(all.last_missing_until(day("2026-11-29"))), "1969-12-31");
}

TEST(Calendar, RefusesSpansThatCannotBe) {
    const struct {
        const char *first, *last, *message;
    } rows[] = {
        {"2026-12-26", "2026-12-25", "from 2026-12-26 to 2026-12-25 end before they start"},
        {"9999-12-31", "0001-01-01", "end before they start"},
        {"1969-12-31", "1970-01-01", "1969-12-31 is outside the years 1970 to 2400"},
        {"2400-12-31", "2401-01-01", "2401-01-01 is outside the years 1970 to 2400"},
        {"0001-01-01", "9999-12-31", "0001-01-01 is outside the years 1970 to 2400"},
    };
    for (const auto& row : rows) {
        const auto calendar = Calendar::of(
            {{day("2026-01-01"), day("2026-01-01"), ""}, {day(row.first), day(row.last), ""}});
        ASSERT_FALSE(calendar) << row.first;
        EXPECT_TRUE(calendar.error().message.contains(row.message)) << calendar.error().message;
    }
}

TEST(Calendar, GivesADateTheNameOfTheShortestSpan) {
    const auto first = day("2026-12-20"), last = day("2026-12-31"), noel = day("2026-12-25");
    const auto name = [&](const std::vector<DateSpan>& spans) {
        return std::string(Calendar::of(spans)->name_of(noel));
    };
    EXPECT_EQ(name({{first, last, "Freeze"}, {noel, noel, "Noël"}}), "Noël");
    EXPECT_EQ(name({{noel, noel, "Noël"}, {first, last, "Freeze"}}), "Noël");
    EXPECT_EQ(name({{noel, noel, "Noël"}, {noel, noel, "Christmas"}}), "Noël");
    EXPECT_EQ(name({{noel, noel, ""}, {first, last, "Freeze"}}), "Freeze");
    EXPECT_EQ(name({{noel, noel, " two\r\nlines\t"}}), "two  lines");
    EXPECT_EQ(name({{noel, noel, "No\xEBl"}}), "No\uFFFDl");
    EXPECT_EQ(name({{noel, noel, "a\u009B2Jb\u0085c\u2028d\u202Ee\u2066f\x7Fg\u2069"}}),
              "a 2Jb c d e f g");
    EXPECT_EQ(name({{noel, noel, "\u05D7\u05D2\u200F!"}}), "\u05D7\u05D2\u200F!");
    EXPECT_EQ(name({{noel, noel, std::string(199, 'x') + "ë"}}), std::string(199, 'x'));
    EXPECT_EQ(name({{noel, noel, std::string(300, '\xFF')}}).size(), 198U);
}

TEST(Calendar, PutsNeighboursWithOneNameInOneSpan) {
    const auto calendar = *Calendar::of({{day("2026-12-26"), day("2026-12-27"), "A"},
                                         {day("2026-12-24"), day("2026-12-25"), "A"},
                                         {day("2026-12-28"), day("2026-12-28"), "B"},
                                         {day("2026-12-28"), day("2026-12-29"), "A"}});
    const std::vector<DateSpan> want = {{day("2026-12-24"), day("2026-12-27"), "A"},
                                        {day("2026-12-28"), day("2026-12-28"), "B"},
                                        {day("2026-12-29"), day("2026-12-29"), "A"}};
    EXPECT_TRUE(std::ranges::equal(calendar.spans(), want));
}

}  // namespace
}  // namespace wls
