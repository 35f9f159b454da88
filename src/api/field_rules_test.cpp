#include "api/field_rules.h"

#include <gtest/gtest.h>

#include <limits>

#include "api/json_reader.h"

namespace wls::api {
namespace {

using namespace std::string_literals;

TEST(FieldRules, Flags) {
    const struct {
        const char* json;
        const char* want;
    } rows[] = {
        {"true", "true"},
        {"false", "false"},
        {"1", "true"},
        {"0", "false"},
        {"-0", "false"},
        {"1.0", "true"},
        {"-0.0", "false"},
        {"\"oN\"", "true"},
        {"\"YES\"", "true"},
        {"\"F\"", "false"},
        {"\"0\"", "false"},
        {"2", "bool_parsing"},
        {"-1", "bool_parsing"},
        {"2.0", "bool_parsing"},
        {"9223372036854775807", "bool_parsing"},
        {"-9223372036854775808", "bool_parsing"},
        {"9223372036854775808", "bool_type"},
        {"9223372036854775808.0", "bool_type"},
        {"0.5", "bool_type"},
        {"NaN", "bool_type"},
        {"Infinity", "bool_type"},
        {"null", "bool_type"},
        {"[]", "bool_type"},
        {"{}", "bool_type"},
        {"\"\"", "bool_parsing"},
        {"\" true\"", "bool_parsing"},
        {"\"2\"", "bool_parsing"},
        {"\"1.0\"", "bool_parsing"},
        {"\"ＯＮ\"", "bool_parsing"},
        {"\"\\ud800\"", "bool_parsing"},
        {"\"yess\"", "bool_parsing"},
    };
    for (const auto& row : rows) {
        const auto flag = parse_flag(*read_json(row.json));
        EXPECT_EQ(flag ? (*flag ? "true" : "false") : flag.error().type, row.want) << row.json;
    }
}

TEST(FieldRules, Integers) {
    const struct {
        std::string text;
        long long want;
    } rows[] = {
        {"1", 1},
        {"-1", -1},
        {"+1", 1},
        {"01", 1},
        {"-01", -1},
        {"-0", 0},
        {"1.0", 1},
        {"1.000", 1},
        {"-1.0", -1},
        {"1_0", 10},
        {"1_000.00", 1000},
        {"0_1", 1},
        {"0__1", 1},
        {"00_0", 0},
        {" \t1\n", 1},
        {"\u00a01\u2003", 1},
        {"0-1", -1},
        {"0_-1", -1},
        {"0.0", 0},
        {"00.0", 0},
        {"9223372036854775807", std::numeric_limits<long long>::max()},
        {"-9223372036854775808", std::numeric_limits<long long>::min()},
        {std::string(5000, '0') + "7", 7},
        {"1." + std::string(5000, '0'), 1},
    };
    for (const auto& row : rows) {
        const auto integer = parse_integer(row.text);
        ASSERT_TRUE(integer) << row.text;
        EXPECT_TRUE(integer->in_range) << row.text;
        EXPECT_EQ(integer->value, row.want) << row.text;
    }
}

TEST(FieldRules, NoIntegers) {
    const std::string rows[] = {
        "",
        " ",
        "+",
        "-",
        "--1",
        "+-1",
        "-+1",
        "- 1",
        "1.",
        ".0",
        "0.",
        "1.5",
        "1.0_0",
        "1__0",
        "_1",
        "1_",
        "1e3",
        "0x1",
        "１",
        "١",
        "1\0"s,
        ("\x1f"
         "1"),
        "\u200b1",
        "1,0",
        "1 0",
        "-0-1",
        "+_1",
        "0_",
        "0_.0",
        "1.0.0",
        "0--0",
        "0-",
        "0-01",
        "NaN",
        "Infinity",
        "abc",
        "\xFF",
        std::string(4301, 'x'),
        " " + std::string(4301, '1'),
        "+" + std::string(4301, '1'),
    };
    for (const auto& text : rows) {
        const auto integer = parse_integer(text);
        ASSERT_FALSE(integer) << text;
        EXPECT_EQ(integer.error().type, "int_parsing") << text;
    }
}

TEST(FieldRules, IntegersOfAnySizeAreTold) {
    EXPECT_FALSE(parse_integer("9223372036854775808")->in_range);
    EXPECT_LT(parse_integer("-99999999999999999999.0")->value, 0);
    EXPECT_FALSE(parse_integer(std::string(4300, '1'))->in_range);
    EXPECT_EQ(parse_integer(std::string(4301, '1')).error().type, "int_parsing_size");
    EXPECT_EQ(parse_integer(std::string(4301, '1') + "x").error().type, "int_parsing_size");
    EXPECT_EQ(parse_integer("-" + std::string(4300, '1')).error().type, "int_parsing_size");
}

TEST(FieldRules, Texts) {
    EXPECT_EQ(parse_text(*read_json("\"\"")).value(), "");
    for (const char* json : {"null", "1", "1.5", "true", "[]", "{}"})
        EXPECT_EQ(parse_text(*read_json(json)).error().type, "string_type") << json;
    EXPECT_EQ(check_storable("a\0"s).error().type, "string_nul");
    EXPECT_EQ(check_storable("\xED\xA0\x80").error().type, "string_unicode");
    EXPECT_TRUE(check_storable("é"));
}

}  // namespace
}  // namespace wls::api
