#include "time/local_time.h"

#include <gtest/gtest.h>

namespace wls {
namespace {

TEST(ParseTableText, TakesWhatTheSeedsStackStores) {
    const struct {
        std::string_view text, iso;
    } rows[] = {
        {"2025-04-20 10:00:00.000000", "2025-04-20T10:00:00"},
        {"2025-04-20 10:00:00.5", "2025-04-20T10:00:00.500000"},
        {"2025-04-20 10:00:00.000001", "2025-04-20T10:00:00.000001"},
        {"2025-04-20 10:00:00", "2025-04-20T10:00:00"},
        {"2025-04-20T10:00:00", "2025-04-20T10:00:00"},
        {"2025-04-20", "2025-04-20T00:00:00"},
        {"0001-01-01 00:00:00.000000", "0001-01-01T00:00:00"},
        {"9999-12-31 23:59:59.999999", "9999-12-31T23:59:59.999999"},
        {"1600-02-29 00:00:00.000000", "1600-02-29T00:00:00"},
    };
    for (const auto& row : rows) {
        const auto time = parse_table_text(row.text);
        ASSERT_TRUE(time) << row.text;
        EXPECT_EQ(iso_text(*time), row.iso);
        EXPECT_EQ(iso_date(std::chrono::floor<std::chrono::days>(*time)), row.iso.substr(0, 10));
        EXPECT_EQ(parse_table_text(table_text(*time)), time) << "printing then parsing";
    }
}

TEST(ParseTableText, RefusesEverythingElse) {
    for (const std::string_view text : {"",
                                        "2025",
                                        "2025-04",
                                        "2025-04-31",
                                        "2025-02-29 10:00:00",
                                        "0000-01-01",
                                        "2025-13-01",
                                        "2025-00-01",
                                        "2025-04-20 24:00:00",
                                        "2025-04-20 10:60:00",
                                        "2025-04-20 10:00:60",
                                        "2025-04-20 10:00",
                                        "2025-04-20x10:00:00",
                                        "2025-04-20 10:00:00.",
                                        "2025/04/20",
                                        "2025-04-20 10:00:00.1234567",
                                        "2025-04-20 10:00:00+01:00",
                                        " 2025-04-20",
                                        "2025-04-20 10:00:00,5",
                                        "2025-04-20 1:00:000",
                                        "+025-04-20",
                                        "2025-04-20 10:00:00.-1",
                                        "tomorrow"})
        EXPECT_FALSE(parse_table_text(text)) << text;
}

TEST(ParseIcalText, TakesWhatCalendarsHave) {
    const auto shown = [](std::string_view text) {
        const auto time = parse_ical_text(text);
        return time ? iso_text(*time) : "none";
    };
    EXPECT_EQ(shown("20250420"), "2025-04-20T00:00:00");
    EXPECT_EQ(shown("20250420T100001"), "2025-04-20T10:00:01");
    EXPECT_EQ(shown("00010101"), "0001-01-01T00:00:00");
    EXPECT_EQ(shown("20161231T235960"), "2016-12-31T23:59:59");
    for (const std::string_view text :
         {"", "2025042", "202504200", "20250431", "00000101", "20250420T", "20250420T10000",
          "20250420T1000011", "20250420T240000", "20250420T106000", "20250420T100061",
          "20250420t100001", "20250420 100001", "20250420T100001Z", "2025-4-2", "+2025042",
          "20250420T-10001"})
        EXPECT_EQ(shown(text), "none") << text;
}

}  // namespace
}  // namespace wls
