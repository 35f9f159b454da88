#include "http/request.h"

#include <gtest/gtest.h>

#include "http/request_for_tests.h"

namespace wls::http {
namespace {

TEST(PercentDecoded, LeavesWhatIsNoHexAsItIs) {
    const struct {
        const char *why, *text, *want;
        bool plus = false;
    } rows[] = {
        {"no hex at all", "/a%zz", "/a%zz"},
        {"one digit only", "/a%1", "/a%1"},
        {"nothing behind", "/a%", "/a%"},
        {"second is no digit", "/a%1g", "/a%1g"},
        {"twice encoded is decoded once", "/%2525", "/%25"},
        {"a plus in a path is a plus", "/a+b", "/a+b"},
        {"a plus in a query is a space", "a+b%2B", "a b+", true},
        {"either case", "/%c3%A9", "/\xc3\xa9"},
        {"a slash too", "/a%2Fb", "/a/b"},
        {"empty", "", ""},
    };
    for (const auto& row : rows)
        EXPECT_EQ(percent_decoded(row.text, row.plus), row.want) << row.why;
    EXPECT_EQ(percent_decoded("/%00x"), std::string("/\0x", 3));
}

TEST(PercentEncoded, KeepsOnlyWhatIsSafe) {
    EXPECT_EQ(percent_encoded("/a b\xc3\xa9?\r\n%"), "/a%20b%C3%A9%3F%0D%0A%25");
    EXPECT_EQ(percent_encoded("a/b?c", "?"), "a%2Fb?c");
}

TEST(SplitTarget, TakesEveryForm) {
    const struct {
        const char *target, *path, *query;
    } rows[] = {
        {"", "/", ""},
        {"?x", "/", "x"},
        {"*", "*", ""},
        {"/a?", "/a", ""},
        {"/a#f?x", "/a", ""},
        {"/a?x#f", "/a", "x"},
        {"/a?x?y", "/a", "x?y"},
        {"http://host", "/", ""},
        {"http://host?x=1", "/", "x=1"},
        {"HTTPS://host:1/a?x=1", "/a", "x=1"},
        {"//host/a", "//host/a", ""},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(split_target(row.target).first, row.path) << row.target;
        EXPECT_EQ(split_target(row.target).second, row.query) << row.target;
    }
}

TEST(Request, ReadsItsQuery) {
    const Request request = make_request("GET", "/a%20b?x=1&&y&=z&x=2%263&q=a=b");
    EXPECT_EQ(request.path, "/a b");
    EXPECT_EQ(request.query.size(), 5u);
    EXPECT_EQ(request.parameter("x"), "2&3") << "the last one wins";
    EXPECT_EQ(request.parameter("y"), "");
    EXPECT_EQ(request.parameter("q"), "a=b");
    EXPECT_EQ(request.parameter("z"), std::nullopt);
}

TEST(HeaderFields, AreFoundInAnyCase) {
    HeaderFields headers;
    headers.add("If-Match", "\"1\"");
    headers.add("IF-MATCH", "\"2\"");
    headers.add("Empty", "");
    EXPECT_EQ(headers.find("if-match"), "\"1\"");
    EXPECT_EQ(headers.count("If-match"), 2u);
    EXPECT_EQ(headers.find("empty"), "");
    EXPECT_EQ(headers.find("If-Matc"), std::nullopt);
    headers.clear();
    EXPECT_EQ(headers.find("if-match"), std::nullopt);
}

TEST(HasToken, LooksAtWholeTokens) {
    const struct {
        const char *list, *token;
        bool want;
    } rows[] = {
        {"", "close", false},
        {"closed", "close", false},
        {"not close", "close", false},
        {"a;close", "close", false},
        {"keep-alive, Close", "close", true},
        {" close ,", "close", true},
    };
    for (const auto& row : rows) EXPECT_EQ(has_token(row.list, row.token), row.want) << row.list;
}

}  // namespace
}  // namespace wls::http
