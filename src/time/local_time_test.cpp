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

}  // namespace
}  // namespace wls
