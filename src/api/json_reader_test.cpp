#include "api/json_reader.h"

#include <gtest/gtest.h>

#include "api/json_writer.h"
#include "base/json_text.h"

namespace wls::api {
namespace {

using namespace std::string_literals;

std::string repeated(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

TEST(JsonReader, AcceptsWhatPythonAccepts) {
    const struct {
        const char* why;
        std::string body;
        const char* want;
    } rows[] = {
        {"white space around", " \t\r\n[ 1 , 2 ]\n", "[1,2]"},
        {"no number is rounded", "123456789012345678901234567890",
         "123456789012345678901234567890"},
        {"minus zero is an integer", "-0", "0"},
        {"minus zero with a point is not", "-0.0", "-0.0"},
        {"a float stays one", "[1.0,1e2,1E-7,1e-400]", "[1.0,100.0,1e-07,0.0]"},
        {"the last of equal keys, in the first one's place", R"({"a":1,"b":2,"a":3})",
         R"({"a":3,"b":2})"},
        {"an escaped key is the same key", R"({"\u0061":1,"a":2})", R"({"a":2})"},
        {"escapes", R"("\"\\\/\b\f\n\r\t\u00e9\ud83d\ude80")", R"("\"\\/\b\f\n\r\té🚀")"},
        {"DEL is no control character", "\"\x7f\"", "\"\x7f\""},
        {"NaN cannot be repeated", "[NaN]", "null"},
        {"nor what is beyond the range", "[-1e400]", "null"},
        {"nor a lone surrogate", R"("\ud800")", "null"},
        {"a low one first pairs with nothing", R"("\ude80\ud83d")", "null"},
        {"UTF-8 with a mark", "\xEF\xBB\xBF[1]", "[1]"},
        {"UTF-16 with a mark", "\xFF\xFE[\0]\0"s, "[]"},
        {"UTF-16, big end first", "\0[\0]"s, "[]"},
        {"UTF-16 of one character", "1\0"s, "1"},
        {"UTF-16 pair", "\"\0\x3D\xD8\x80\xDE\"\0"s, "\"🚀\""},
        {"UTF-32", "[\0\0\0]\0\0\0"s, "[]"},
        {"UTF-32, big end first", "\0\0\0[\0\0\0]"s, "[]"},
        {"UTF-32 with a mark", "\xFF\xFE\0\0001\0\0\0"s, "1"},
        {"a surrogate in UTF-8 is kept, and cannot be repeated", "\"\xED\xA0\x80\"", "null"},
    };
    for (const auto& row : rows) {
        const auto json = read_json(row.body);
        ASSERT_TRUE(json) << row.why;
        EXPECT_EQ(echo(*json), row.want) << row.why;
    }
}

TEST(JsonReader, TellsTheMistakeAndItsCharacter) {
    const struct {
        std::string body;
        const char* error;
        long long at;
    } rows[] = {
        {" ", "Expecting value", 1},
        {"x", "Expecting value", 0},
        {"nul", "Expecting value", 0},
        {"-", "Expecting value", 0},
        {"-I", "Expecting value", 0},
        {".5", "Expecting value", 0},
        {"+1", "Expecting value", 0},
        {"[1,]", "Expecting value", 3},
        {"[", "Expecting value", 1},
        {"[1", "Expecting ',' delimiter", 2},
        {"[1 2]", "Expecting ',' delimiter", 3},
        {"[1.]", "Expecting ',' delimiter", 2},
        {"[1e+]", "Expecting ',' delimiter", 2},
        {"[01]", "Expecting ',' delimiter", 2},
        {"{} {}", "Extra data", 3},
        {"1\0"s + "x", "Extra data", 1},
        {"{", "Expecting property name enclosed in double quotes", 1},
        {"{\"a\":1,}", "Expecting property name enclosed in double quotes", 7},
        {"{1:2}", "Expecting property name enclosed in double quotes", 1},
        {"{\"a\"}", "Expecting ':' delimiter", 4},
        {"{\"a\":}", "Expecting value", 5},
        {"{\"a\":1 \"b\"", "Expecting ',' delimiter", 7},
        {"\"abc", "Unterminated string starting at", 0},
        {"[\"abc\\", "Unterminated string starting at", 1},
        {"\"é\n\"", "Invalid control character at", 2},
        {"\"\\x\"", "Invalid \\escape", 1},
        {"\"\\u12g4\"", "Invalid \\uXXXX escape", 2},
        {"\"\\u1234", "Invalid \\uXXXX escape", 2},
        {"\"\\ud83d\\u12g4\"", "Invalid \\uXXXX escape", 8},
        {"\"\\ud83d\\u12\"", "Invalid \\uXXXX escape", 8},
        {"\xEF\xBB\xBF\xEF\xBB\xBF[]", "Expecting value", 0},
        {"\"🚀é\" x", "Extra data", 5},
    };
    for (const auto& row : rows) {
        const auto json = read_json(row.body);
        ASSERT_FALSE(json) << row.body;
        ASSERT_EQ(json.error().fields.size(), 1u) << row.body;
        const FieldError& field = json.error().fields[0];
        EXPECT_EQ(field.type, "json_invalid");
        EXPECT_EQ(field.loc, (FieldError::Location{"body", row.at})) << row.body;
        EXPECT_EQ(field.ctx_json, "{\"error\":" + json_quoted(row.error) + "}") << row.body;
        EXPECT_EQ(field.input_json, "{}");
    }
}

TEST(JsonReader, GivesUpOnWhatIsNoText) {
    const struct {
        const char* why;
        std::string body;
    } rows[] = {
        {"bad UTF-8", "\"\xFF\""},
        {"overlong", "\"\xC0\x80\""},
        {"cut", "\"\xE2\x82\""},
        {"beyond Unicode", "\"\xF4\x90\x80\x80\""},
        {"half a unit", "[\0]\0x"s},
        {"UTF-32 beyond Unicode", "[\0\0\0\0\0\x11\0"s},
        {"too deep", repeated("[", kDeepest + 1)},
        {"too deep in objects", repeated("{\"a\":", kDeepest + 1)},
        {"too deep before it is wrong", repeated("[", 100'000) + "x"},
        {"too many digits", repeated("1", kMostDigits + 1)},
        {"too many digits, negative", "[-" + repeated("1", kMostDigits + 1) + "]"},
    };
    for (const auto& row : rows) {
        const auto json = read_json(row.body);
        ASSERT_FALSE(json) << row.why;
        EXPECT_EQ(json.error().code, ErrorCode::Invalid) << row.why;
        EXPECT_EQ(json.error().message, kBodyUnreadable) << row.why;
        EXPECT_TRUE(json.error().fields.empty()) << row.why;
    }
}

TEST(JsonReader, ReadsUpToItsLimits) {
    EXPECT_TRUE(read_json(repeated("[", kDeepest) + repeated("]", kDeepest)));
    EXPECT_TRUE(read_json("-" + repeated("9", kMostDigits)));
    EXPECT_TRUE(read_json(repeated("1", kMostDigits + 1) + ".0"));  // no integer: no limit
}

TEST(JsonReader, ManyEqualKeysTakeNoLonger) {
    std::string body = "{\"a\":0";
    for (int i = 1; i < 100'000; ++i) body += ",\"a\":" + std::to_string(i);
    const auto json = read_json(body + "}");
    ASSERT_TRUE(json);
    EXPECT_EQ(echo(*json), "{\"a\":99999}");
}

}  // namespace
}  // namespace wls::api
