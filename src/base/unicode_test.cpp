#include "base/unicode.h"

#include <gtest/gtest.h>

#include "base/json_text.h"

namespace wls {
namespace {

TEST(IsUtf8, RefusesWhatTheStandardRefuses) {
    const struct {
        const char* why;
        std::string_view text;
        bool want;
    } rows[] = {
        {"empty", "", true},
        {"two to four bytes", "é€🚀", true},
        {"last code point", "\xF4\x8F\xBF\xBF", true},
        {"lone continuation", "\x80", false},
        {"cut short", "\xC3", false},
        {"overlong slash", "\xC0\xAF", false},
        {"overlong of three", "\xE0\x80\xAF", false},
        {"surrogate", "\xED\xA0\x80", false},
        {"beyond U+10FFFF", "\xF4\x90\x80\x80", false},
        {"five bytes", "\xF8\x88\x80\x80\x80", false},
        {"Latin-1", "caf\xE9", false},
    };
    for (const auto& row : rows) EXPECT_EQ(is_utf8(row.text), row.want) << row.why;
}

TEST(OneLine, HasBlanksForWhatAGoodLineHasNot) {
    EXPECT_EQ(one_line("a\r\nb\t\x1B[2J\x7F"), "a  b  [2J ");
    EXPECT_EQ(one_line("a\u0080b\u009Bc\u00A0d"), "a b c\u00A0d");
    EXPECT_EQ(one_line("\u2027\u2028\u2029\u202A\u202E\u202F"), "\u2027    \u202F");
    EXPECT_EQ(one_line("\u2065\u2066\u2069\u206A\u200F"), "\u2065  \u206A\u200F");
    EXPECT_EQ(one_line("No\xEBl"), "No\uFFFDl");
    EXPECT_EQ(one_line(""), "");
}

TEST(JsonQuoted, EscapesAndReplaces) {
    const struct {
        std::string_view text, want;
    } rows[] = {
        {"a", R"("a")"},
        {"a\"b\\c", R"("a\"b\\c")"},
        {"\n\r\t\b\f", R"("\n\r\t\b\f")"},
        {std::string_view("\0\x1f", 2), R"("\u0000\u001f")"},
        {"é🚀", R"("é🚀")"},
        {"caf\xE9!", "\"caf\xEF\xBF\xBD!\""},
    };
    for (const auto& row : rows) EXPECT_EQ(json_quoted(row.text), row.want);
}

}  // namespace
}  // namespace wls
