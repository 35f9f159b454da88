#include "api/json_writer.h"
#include "base/json_text.h"

#include <gtest/gtest.h>

#include "api/json_reader.h"
#include "base/unicode.h"

namespace wls::api {
namespace {

using namespace std::string_literals;

TEST(JsonWriter, QuotesAnyBytes) {
    const struct {
        const char* why;
        std::string text;
        const char* want;
    } rows[] = {
        {"empty", "", R"("")"},
        {"plain", "Backup Database", R"("Backup Database")"},
        {"quotes", R"(a"b\c/d)", R"("a\"b\\c/d")"},
        {"short escapes", "\b\f\n\r\t", R"("\b\f\n\r\t")"},
        {"other control characters", "\0\x01\x1f\x7f"s, "\"\\u0000\\u0001\\u001f\x7f\""},
        {"beyond ASCII as it is", "é 日本 🚀 \u2028", "\"é 日本 🚀 \u2028\""},
        {"a stray byte", "a\xFFz", "\"a\uFFFDz\""},
        {"one for a cut character", "\xE2\x82", "\"\uFFFD\""},
        {"three for a surrogate", "\xED\xA0\x80", "\"\uFFFD\uFFFD\uFFFD\""},
        {"overlong", "\xC0\xAF", "\"\uFFFD\uFFFD\""},
        {"cut, then more", "\xF0\x9F\x9Ax", "\"\uFFFDx\""},
    };
    for (const auto& row : rows) EXPECT_EQ(json_quoted(row.text), row.want) << row.why;
}

TEST(JsonWriter, RepeatsWhatTheStackRepeats) {
    const struct {
        const char* why;
        const char* body;
        const char* want;
    } rows[] = {
        {"compact", R"([1, {"a": [true, null]}])", R"([1,{"a":[true,null]}])"},
        {"without SQLAlchemy's members", R"({"_sa":1,"_s":{"_sa_x":NaN},"x_sa":2})",
         R"({"_s":{},"x_sa":2})"},
        {"NaN deep inside", R"({"a":[{"b":NaN}]})", "null"},
        {"a surrogate in a key", R"({"\ud800":1})", "null"},
    };
    for (const auto& row : rows) {
        const auto json = read_json(row.body);
        ASSERT_TRUE(json) << row.why;
        EXPECT_EQ(echo(*json), row.want) << row.why;
    }
}

TEST(Unicode, TrimsWhiteSpaceOnly) {
    const struct {
        const char* text;
        const char* want;
    } rows[] = {
        {"", ""},
        {" \t\n", ""},
        {" a ", "a"},
        {"\u00a0\u2003a\u3000\u0085", "a"},
        {"\u200ba", "\u200ba"},
        {"\ufeffa", "\ufeffa"},
        {"\x1f"
         "a",
         "\x1f"
         "a"},
        {"a\x80", "a\x80"},
        {"\x80\x80\x80\x80\x80", "\x80\x80\x80\x80\x80"},
    };
    for (const auto& row : rows) EXPECT_EQ(trimmed(row.text), row.want);
}

TEST(Unicode, FindsSurrogates) {
    EXPECT_TRUE(has_surrogate("a\xED\xBF\xBF"));
    EXPECT_FALSE(has_surrogate("\xED\x9F\xBF"));
    EXPECT_FALSE(has_surrogate("\xED"));
}

}  // namespace
}  // namespace wls::api
