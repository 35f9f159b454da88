#include "api/list_query.h"

#include <gtest/gtest.h>

#include <vector>

#include "api/error_text_for_tests.h"
#include "api/schedule_json.h"

namespace wls::api {
namespace {

using namespace std::string_literals;
using Pairs = std::vector<std::pair<std::string, std::string>>;

TEST(ListQuery, ReadsAllParameters) {
    const auto filter = decode_list_query(Pairs{{"limit", "1"},
                                                {"limit", " 1_0.0"},
                                                {"after", "-5"},
                                                {"name", ""},
                                                {"status", "a\xFF"},
                                                {"q", "é"},
                                                {"active", "Yes"},
                                                {"Limit", "x"}});
    ASSERT_TRUE(filter);
    EXPECT_EQ(filter->limit, 10);
    EXPECT_EQ(filter->after, -5);
    EXPECT_EQ(filter->name, "");
    EXPECT_EQ(filter->status, "a\uFFFD");
    EXPECT_EQ(filter->q, "é");
    EXPECT_EQ(filter->active, true);

    const auto nothing = decode_list_query({});
    ASSERT_TRUE(nothing);
    EXPECT_FALSE(nothing->limit || nothing->after || nothing->name || nothing->status ||
                 nothing->q || nothing->active);
}

TEST(ListQuery, RefusesAsFastApi) {
    const std::string no_integer =
        "Input should be a valid integer, unable to parse string as an integer";
    const struct {
        const char* key;
        std::string value;
        std::string want;
    } rows[] = {
        {"limit", "0",
         error_text("greater_than_equal", R"("query","limit")",
                    "Input should be greater than or equal to 1", R"("0")", R"({"ge":1})")},
        {"limit", "1001",
         error_text("less_than_equal", R"("query","limit")",
                    "Input should be less than or equal to 1000", R"("1001")", R"({"le":1000})")},
        {"limit", "-99999999999999999999",
         error_text("greater_than_equal", R"("query","limit")",
                    "Input should be greater than or equal to 1", R"("-99999999999999999999")",
                    R"({"ge":1})")},
        {"limit", "99999999999999999999",
         error_text("less_than_equal", R"("query","limit")",
                    "Input should be less than or equal to 1000", R"("99999999999999999999")",
                    R"({"le":1000})")},
        {"limit", "", error_text("int_parsing", R"("query","limit")", no_integer, "\"\"")},
        {"after", "x", error_text("int_parsing", R"("query","after")", no_integer, "\"x\"")},
        {"after", "99999999999999999999",
         error_text("int_parsing_size", R"("query","after")",
                    "Unable to parse input string as an integer, exceeded maximum size",
                    R"("99999999999999999999")")},
        {"active", "",
         error_text("bool_parsing", R"("query","active")",
                    "Input should be a valid boolean, unable to interpret input", R"("")")},
        {"name", "a\0"s,
         error_text("string_nul", R"("query","name")",
                    "Input should be a string without NUL characters", R"("a\u0000")")},
    };
    for (const auto& row : rows) {
        const auto filter = decode_list_query(Pairs{{row.key, row.value}});
        ASSERT_FALSE(filter) << row.key << row.value;
        EXPECT_EQ(encode_validation_errors(filter.error().fields),
                  "{\"detail\":[" + row.want + "]}");
    }
}

TEST(ListQuery, TellsAllWrongParametersInOrder) {
    const auto filter = decode_list_query(Pairs{{"active", "q"}, {"after", "x"}, {"limit", "0"}});
    ASSERT_FALSE(filter);
    ASSERT_EQ(filter.error().fields.size(), 3u);
    EXPECT_EQ(filter.error().fields[0].type, "greater_than_equal");
    EXPECT_EQ(filter.error().fields[1].type, "int_parsing");
    EXPECT_EQ(filter.error().fields[2].type, "bool_parsing");
}

}  // namespace
}  // namespace wls::api
