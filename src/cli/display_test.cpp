#include "cli/display.h"

#include <gtest/gtest.h>

#include "api/json_reader.h"
#include "cli/json_text.h"
#include "cli/table.h"

namespace wls::cli {
namespace {

TEST(Width, IsTheTerminals) {
    const std::vector<std::pair<const char*, std::size_t>> cases = {
        {"", 0},     {"abc", 3},
        {"é", 1},    {"e\xcc\x81", 1},  // e and a combining acute
        {"日本", 4}, {"한국", 4},
        {"ｗ", 2},   {"🚀", 2},
        {"👍🏽", 2},                           // with a skin tone
        {"→…", 2},   {"\xf0\xa0\x80\x80", 2},  // a rare ideograph
    };
    for (const auto& [text, columns] : cases)
        EXPECT_EQ(width(std::string_view(text)), columns) << text;
}

TEST(Visible, LeavesNothingForATerminalToObey) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"plain é 日", "plain é 日"},
        {"a\nb\tc\rd", "a\\nb\\tc\\rd"},
        {"\x1b[31mred", "\\e[31mred"},
        {std::string("nul\0!", 5), "nul\\x00!"},
        {"\x7f", "\\x7f"},
        {"\xc2\x9b"
         "31m",
         "\\x9b31m"},
        {"x\xe2\x80\xaegpj.exe", "x<U+202E>gpj.exe"},
        {"a\xe2\x80\x8b"
         "b",
         "a<U+200B>b"},
        {"\xef\xbb\xbf"
         "x",
         "<U+FEFF>x"},
        {"\xf3\xa0\x81\xa1", "<U+E0061>"},
        {"\xff\xc3", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"👩‍🔧", "👩‍🔧"},
    };
    for (const auto& [text, shown] : cases) EXPECT_EQ(visible(text), shown);
}

TEST(Cut, EndsWithAnEllipsisAndSplitsNothing) {
    EXPECT_EQ(cut("abcdef", 6), "abcdef");
    EXPECT_EQ(cut("abcdef", 5), "abcd…");
    EXPECT_EQ(cut("abcdef", 1), "…");
    EXPECT_EQ(cut("abcdef", 0), "");
    EXPECT_EQ(cut("日本語", 5), "日本…");
    EXPECT_EQ(cut("日本語", 4), "日…") << "half an ideograph is none";
    EXPECT_EQ(cut("e\xcc\x81"
                  "e\xcc\x81"
                  "e\xcc\x81",
                  2),
              "e\xcc\x81…");
    EXPECT_LE(width(quoted_sentence(std::string(100'000, 'x'))), 500U);
}

TEST(TerminalFilter, DropsWhatATerminalObeys) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"a\tb\n", "a\tb\n"},
        {"\x1b[1;31mred\x1b[0m", "red"},
        {"\x1b]0;title\x07rest", "rest"},
        {"\x1b]0;title\x1b\\rest", "rest"},
        {"\x1bPsecret\x1b\\rest", "rest"},
        {"\x1b(Bx", "x"},
        {"\x1b"
         "cx",
         "x"},
        {"\xc2\x9b"
         "31mx",
         "x"},
        {"10%\r20%\r\ndone", "10%\n20%\ndone"},
        {"\x1b]0;never ended\nnext", "\nnext"},
        {std::string("a\0b\x08", 4), "ab"},
        {"é日🚀", "é日🚀"},
        {"\xff", "\xef\xbf\xbd"},
    };
    for (const auto& [text, shown] : cases) {
        EXPECT_EQ(TerminalFilter()(text), shown);
        TerminalFilter piecewise;
        std::string out;
        for (const char c : text) out += piecewise(std::string_view(&c, 1));
        EXPECT_EQ(out, shown) << "byte by byte";
    }
}

TEST(JsonText, MeansTheSameAndIsSafe) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {R"( {"a" : [1, -2.5, true, null, "é"], "b":{}} )",
         R"({"a":[1,-2.5,true,null,"é"],"b":{}})"},
        {R"("\u001b[31m\u007f\u009b\u202e")", R"("\u001b[31m\u007f\u009b\u202e")"},
        {R"("\ud83d\ude80 \ud800")", R"("🚀 \ud800")"},
        {R"("\udb40\udc61")", R"("\udb40\udc61")"},
        {R"("\"\\\/")", R"("\"\\/")"},
        {"123456789012345678901234567890", "123456789012345678901234567890"},
        {"[]", "[]"},
        {"NaN", "null"},
    };
    for (const auto& [json, text] : cases) EXPECT_EQ(json_text(*api::read_json(json)), text);
}

TEST(JsonForTerminal, EscapesWhatATerminalObeys) {
    EXPECT_EQ(json_for_terminal("{\"é\":\"\u009b\x7f\u202e🚀\U000e0061\",\"n\":1.50}"),
              R"({"é":"\u009b\u007f\u202e🚀\udb40\udc61","n":1.50})");
}

TEST(Tables, FitTheTerminalByCuttingTheWidest) {
    Table table({{.title = "id", .right = true}, {.title = "name", .least = 5}, {.title = "x"}}, 20,
                false);
    const Row row = {{"7"}, {"a name far too long"}, {"yes"}};
    table.fit({row, {{"1000"}, {"日本"}, {""}}});
    EXPECT_EQ(table.head(), "  id  name       x\n");
    EXPECT_EQ(table.line(row), "   7  a name f…  yes\n");
    EXPECT_EQ(table.line({{"123456789"}, {"b"}, {"no"}}), "123456789  b          no\n")
        << "an id is never cut";
    EXPECT_EQ(table.line({{"1000"}, {"日本"}, {""}}), "1000  日本\n") << "no blanks at the end";
}

TEST(Tables, PutALastColumnBelowWhenThereIsNoRoom) {
    const Row row = {{"7"}, {"exit code 3 and a long story"}};
    Table wide({{.title = "id"}, {.title = "message", .least = 5, .tail = true}}, 40, false);
    wide.fit({row});
    EXPECT_EQ(wide.line(row), "7   exit code 3 and a long story\n");
    Table narrow({{.title = "id"}, {.title = "message", .least = 5, .tail = true}}, 24, false);
    narrow.fit({row});
    EXPECT_EQ(narrow.head(), "id\n");
    EXPECT_EQ(narrow.line(row), "7\n      exit code 3 and a…\n");
    EXPECT_EQ(narrow.line({{"8"}, {""}}), "8\n");
}

// Rows of later pages are wider than what the columns were fitted to.
TEST(Tables, CutNothingWhereNobodySaysHowWideItIs) {
    Table table({{.title = "name", .least = 5}, {.title = "message", .least = 5, .tail = true}}, {},
                false);
    const std::string story(3'000, 'x');
    table.fit({{{"a name"}, {story}}});
    EXPECT_EQ(table.head(), "name    message\n");
    EXPECT_EQ(table.line({{"a name"}, {story}}), "a name  " + story + "\n");
    EXPECT_EQ(table.line({{"a longer name"}, {story + story}}),
              "a longer name  " + story + story + "\n");
}

TEST(Tables, AreColouredOnlyWhenAsked) {
    for (const bool colour : {false, true}) {
        Table table({{.title = "status"}}, 40, colour);
        table.fit({});
        EXPECT_EQ(table.line({{"failed", Paint::Red}}),
                  colour ? "\x1b[31mfailed\x1b[0m\n" : "failed\n");
        EXPECT_EQ(table.head(), "status\n");
    }
}

}  // namespace
}  // namespace wls::cli
