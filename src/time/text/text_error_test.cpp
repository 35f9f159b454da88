#include "time/text/text_error.h"

#include <gtest/gtest.h>

namespace wls {
namespace {

TEST(TextError, ShowsNothingThatATerminalObeys) {
    EXPECT_EQ(fail_at("a\u009B2Jb\n\u202E", 1, "unknown 'c\u009B\u2028'").error().message,
              "'a 2Jb  ', character 2: unknown 'c  '");
    EXPECT_EQ(fail_at("\xEB", 0, "no").error().message, "'\uFFFD', character 1: no");
}

TEST(CharacterAt, IsAWholeOneThatCanBeShown) {
    EXPECT_EQ(character_at("aé", 1), "'é'");
    EXPECT_EQ(character_at("a b", 1), "' '");
    EXPECT_EQ(character_at("a\xEB", 1), "'\uFFFD'");
    for (const std::string_view text : {"\n", "\x7F", "\u009B", "\u2028", "\u202E"})
        EXPECT_EQ(character_at(text, 0), "a control character");
}

}  // namespace
}  // namespace wls
