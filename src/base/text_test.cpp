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

TEST(Nearest, LooksForNoNameOfAWordThatIsTooLongForOne) {
    const std::string name(255, 'a'), longer(256, 'a');
    const std::array<std::string_view, 2> known = {name, longer};
    EXPECT_EQ(nearest(std::string(254, 'a') + "b", known), name);
    EXPECT_EQ(nearest(longer, known), "");
}

TEST(Nearest, PassesOverWhatIsLongerByMoreThanMayBeMistyped) {
    const std::string longest(1'000'000, 'a');
    const std::array<std::string_view, 3> known = {longest, "bbbb123", "bbbb12"};
    EXPECT_EQ(nearest("bbb", known), "bbbb123");
    EXPECT_EQ(nearest("bbx", known), "");
    EXPECT_EQ(nearest("abbb12", known), "bbbb12");
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
