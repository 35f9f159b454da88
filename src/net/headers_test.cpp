#include "net/headers.h"

#include <gmock/gmock.h>

namespace wls::net {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Headers, AreFoundByTheirName) {
    const Headers headers{{"a", "1"}, {"b", "2"}, {"a", "3"}};
    EXPECT_EQ(first_of(headers, "a"), "1");
    EXPECT_EQ(first_of(headers, "B"), "");
    EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
    EXPECT_EQ(trimmed(" \r\n"), "");
    EXPECT_EQ(lowered("X-\xC3\x84-Z"), "x-\xC3\x84-z");
}

TEST(Headers, ThatACallMayChoose) {
    const struct {
        std::string name;
        std::string value;
        const char* want;  // empty: good
    } rows[] = {
        {"Authorization", "Bearer secret", ""},
        {"X", "", ""},
        {"Host", "example.org", ""},
        {"x_y.z~1", "a\tb \xC3\x84 \xFF", ""},
        {"", "secret", "no header's name is so"},
        {" X", "secret", "no header's name is so"},
        {"X:", "secret", "no header's name is so"},
        {"X Y", "secret", "no header's name is so"},
        {"X\r\nY", "secret", "no header's name is so"},
        {"\xC3\x84", "secret", "no header's name is so"},
        {std::string("X\0", 2), "secret", "no header's name is so"},
        {"X", "secret\r\nY: 1", "'X' holds a control"},
        {"X", "secret\n", "'X' holds a control"},
        {"X", std::string("secret\0", 7), "'X' holds a control"},
        {"X", "secret\x7f", "'X' holds a control"},
        {"CONTENT-length", "secret", "'CONTENT-length' is set by the HTTP client"},
        {"transfer-encoding", "secret", "is set by the HTTP client"},
        {"Connection", "secret", "is set by the HTTP client"},
        {"Expect", "secret", "is set by the HTTP client"},
        {"Upgrade", "secret", "is set by the HTTP client"},
        {"TE", "secret", "is set by the HTTP client"},
        {"Trailer", "secret", "is set by the HTTP client"},
    };
    for (const auto& row : rows) {
        const auto checked = check_header(row.name, row.value);
        EXPECT_EQ(checked.has_value(), *row.want == '\0') << row.name;
        if (checked) continue;
        EXPECT_THAT(checked.error().message, HasSubstr(row.want)) << row.name;
        EXPECT_THAT(checked.error().message, Not(HasSubstr("secret"))) << row.name;
    }
}

}  // namespace
}  // namespace wls::net
