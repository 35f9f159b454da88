#include "house/cpp_text.h"

#include <gtest/gtest.h>

namespace wls::house {
namespace {

TEST(CppText, KnowsWhatIsCode) {
    const struct {
        const char* why;
        const char* text;
        const char* code;
    } rows[] = {
        {"line comment", "a; // b\nc", "a;     \nc"},
        {"block comment", "a /* b\n */ c", "a     \n    c"},
        {"string", R"(f("b\"c"); d)", R"(f("    "); d)"},
        {"comment in a string", R"(f("//"); d)", R"(f("  "); d)"},
        {"unclosed string ends with its line", "\"ab\nc", "\"  \nc"},
        {"quote in a character", R"('"'; "x")", R"(' '; " ")"},
        {"digits apart", "1'000'000; 'x'", "1'000'000; ' '"},
        {"raw string", "R\"(a\"b)\" c", "R\"(   )\" c"},
        {"raw string with a name", "R\"x(a)\"b)x\" c", "R\"x(    )x\" c"},
        {"name that ends with R", "FOR\"(a\" b", "FOR\"  \" b"},
        {"directive", "#define X {\\\n {\ny", "            \n  \ny"},
        {"comment after a directive", "#if X // {\ny", "          \ny"},
        {"hash inside a line", "a # b", "a # b"},
        {"nothing", "", ""},
    };
    for (const auto& row : rows) EXPECT_EQ(view(row.text, {Part::Code}), row.code) << row.why;
}

TEST(CppText, ShowsLiteralsAlone) {
    EXPECT_EQ(view("f(\"ab\", R\"(c)\", 'd');", {Part::Literal, Part::RawLiteral}),
              "   ab      c     d   ");
}

TEST(CppText, CountsLines) {
    EXPECT_EQ(line_at("a\nb\nc", 0), 1);
    EXPECT_EQ(line_at("a\nb\nc", 4), 3);
}

TEST(CppText, FindsWords) {
    const auto words = words_of("a_1::b(c2)");
    ASSERT_EQ(words.size(), 3U);
    EXPECT_EQ(words[0].text, "a_1");
    EXPECT_EQ(words[2].text, "c2");
    EXPECT_EQ(words[2].begin, 7U);
}

}  // namespace
}  // namespace wls::house
