#include "base/text.h"

#include <gtest/gtest.h>

#include <array>

namespace wls {
namespace {

TEST(Nearest, NamesTheClosestOrNothing) {
    constexpr std::array<std::string_view, 3> known = {"database", "data", "timezone"};
    const struct {
        std::string_view word, want;
    } rows[] = {
        {"databse", "database"},
        {"date", "data"},
        {"time", "timezone"},
        {"ti", ""},
        {"time-zone", "timezone"},
        {"xyzzy", ""},
        {"", ""},
        {"q", ""},
    };
    for (const auto& row : rows) EXPECT_EQ(nearest(row.word, known), row.want) << row.word;
}

TEST(LowerCase, ChangesAsciiOnly) {
    EXPECT_EQ(lower_case("Europe/PARIS É@[`{"), "europe/paris É@[`{");
    EXPECT_EQ(lower_case(""), "");
    EXPECT_TRUE(is_same_in_any_case("Begin@[`{É", "bEGIN@[`{É"));
    EXPECT_FALSE(is_same_in_any_case("É", "é"));
    EXPECT_FALSE(is_same_in_any_case("@", "`"));
    EXPECT_FALSE(is_same_in_any_case("END", "ENDS"));
}

TEST(Shortened, CutsBetweenCharacters) {
    EXPECT_EQ(shortened("abc", 3), "abc");
    EXPECT_EQ(shortened("abcd", 3), "abc…");
    EXPECT_EQ(shortened("aéé", 4), "aé…");
    EXPECT_EQ(shortened("🚀", 3), "…");
}

}  // namespace
}  // namespace wls
