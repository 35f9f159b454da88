#include "http/conditions.h"

#include <gtest/gtest.h>

#include "http/request_for_tests.h"

namespace wls::http {
namespace {

using std::chrono::sys_seconds;

constexpr sys_seconds kModified{std::chrono::seconds(784'111'777)};
constexpr const char* kModifiedText = "Sun, 06 Nov 1994 08:49:37 GMT";

TEST(HttpDate, ReadsOneFormOnly) {
    EXPECT_EQ(http_date(kModified), kModifiedText);
    EXPECT_EQ(parse_http_date(kModifiedText), kModified);
    EXPECT_EQ(parse_http_date("Xxx, 29 Feb 2028 00:00:00 GMT"),
              sys_seconds{std::chrono::seconds(1'835'395'200)});
    for (const char* wrong : {"", "Sun, 06 Nov 1994 08:49:37", "Sunday, 06-Nov-94 08:49:37 GMT",
                              "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 CET",
                              "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
                              "Sun, 31 Nov 1994 08:49:37 GMT", "Sun, 29 Feb 2027 08:49:37 GMT",
                              "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
                              "Sun, 06 Nov 1994 08:49:60 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
                              "Sun, -6 Nov 1994 08:49:37 GMT"})
        EXPECT_EQ(parse_http_date(wrong), std::nullopt) << wrong;
}

TEST(IsUnchanged, ComparesTagsThenDates) {
    const struct {
        const char* why;
        TestHeaders headers;
        bool want;
    } rows[] = {
        {"nothing said", {}, false},
        {"another tag", {{"If-None-Match", "\"b\""}}, false},
        {"no quotes", {{"If-None-Match", "a"}}, false},
        {"a part of the tag", {{"If-None-Match", "\"\", \"aa\""}}, false},
        {"empty", {{"If-None-Match", ""}}, false},
        {"another tag rules out the date",
         {{"If-None-Match", "\"b\""}, {"If-Modified-Since", kModifiedText}},
         false},
        {"modified since", {{"If-Modified-Since", "Sun, 06 Nov 1994 08:49:36 GMT"}}, false},
        {"a date that is none", {{"If-Modified-Since", "yesterday"}}, false},
        {"the tag", {{"If-None-Match", "\"a\""}}, true},
        {"the tag, weak", {{"If-None-Match", "W/\"a\""}}, true},
        {"in a list", {{"If-None-Match", "\"b\" ,W/\"a\""}}, true},
        {"any", {{"If-None-Match", " * "}}, true},
        {"not modified since", {{"If-Modified-Since", kModifiedText}}, true},
    };
    for (const auto& row : rows)
        EXPECT_EQ(is_unchanged(make_request("GET", "/", row.headers), {"\"a\"", kModified}),
                  row.want)
            << row.why;
}

TEST(NamesEtag, StronglyOrWeakly) {
    EXPECT_TRUE(names_etag("\"b\", \"a\"", "\"a\"", false));
    EXPECT_TRUE(names_etag("*", "\"a\"", false));
    EXPECT_FALSE(names_etag("W/\"a\"", "\"a\"", false));
    EXPECT_FALSE(names_etag("\"a", "\"a\"", true));
    EXPECT_FALSE(names_etag("", "\"a\"", true));
}

TEST(WantedPart, TakesOneRange) {
    constexpr int kWhole = -1, kNone = -2;
    const struct {
        const char* why;
        const char* range;
        int first, size;
        const char* if_range = nullptr;
    } rows[] = {
        {"no range", "", kWhole, 0},
        {"another unit", "lines=0-1", kWhole, 0},
        {"no bounds", "bytes=", kWhole, 0},
        {"neither bound", "bytes=-", kWhole, 0},
        {"letters", "bytes=a-b", kWhole, 0},
        {"letters behind", "bytes=0-b", kWhole, 0},
        {"a sign", "bytes=+1-2", kWhole, 0},
        {"backwards", "bytes=5-4", kWhole, 0},
        {"two parts", "bytes=0-1,3-4", kWhole, 0},
        {"beyond 64 bits", "bytes=99999999999999999999-", kWhole, 0},
        {"another version", "bytes=0-1", kWhole, 0, "\"b\""},
        {"a weak version", "bytes=0-1", kWhole, 0, "W/\"a\""},
        {"an older version", "bytes=0-1", kWhole, 0, "Sun, 06 Nov 1994 08:49:36 GMT"},
        {"behind the end", "bytes=10-", kNone, 0},
        {"far behind the end", "bytes=1000-2000", kNone, 0},
        {"an empty suffix", "bytes=-0", kNone, 0},
        {"from the start", "bytes=0-0", 0, 1},
        {"to the end", "bytes=4-", 4, 6},
        {"over the end", "bytes=4-99", 4, 6},
        {"the largest bound", "bytes=4-18446744073709551615", 4, 6},
        {"a suffix", "bytes=-3", 7, 3},
        {"a suffix longer than all", "bytes=-30", 0, 10},
        {"of this version", "Bytes=2-3", 2, 2, "\"a\""},
        {"of this date", "bytes=2-3", 2, 2, kModifiedText},
    };
    for (const auto& row : rows) {
        TestHeaders headers{{"Range", row.range}};
        if (row.if_range) headers.emplace_back("If-Range", row.if_range);
        const auto wanted =
            wanted_part(make_request("GET", "/", headers), 10, {"\"a\"", kModified});
        const auto* part = std::get_if<Part>(&wanted);
        EXPECT_EQ(std::holds_alternative<WholeBody>(wanted), row.first == kWhole) << row.why;
        EXPECT_EQ(std::holds_alternative<NoSuchPart>(wanted), row.first == kNone) << row.why;
        ASSERT_EQ(part != nullptr, row.first >= 0) << row.why;
        if (!part) continue;
        EXPECT_EQ(part->first, static_cast<std::uint64_t>(row.first)) << row.why;
        EXPECT_EQ(part->size, static_cast<std::uint64_t>(row.size)) << row.why;
    }
    const auto of_empty =
        wanted_part(make_request("GET", "/", {{"Range", "bytes=0-"}}), 0, {"\"a\"", kModified});
    EXPECT_TRUE(std::holds_alternative<NoSuchPart>(of_empty)) << "an empty file has no part";
}

TEST(AcceptsGzip, ReadsWeights) {
    const struct {
        const char* field;
        bool want;
    } rows[] = {
        {"", false},         {"br", false},
        {"gzip;q=0", false}, {"gzip; q=0.000", false},
        {"xgzip", false},    {"*, gzip;q=0", false},
        {"*;q=0", false},    {"gzip", true},
        {"br, GZIP", true},  {"gzip;q=0.001", true},
        {"*", true},         {"deflate, gzip;q=1.0", true},
    };
    for (const auto& row : rows)
        EXPECT_EQ(accepts_gzip(make_request("GET", "/", {{"Accept-Encoding", row.field}})),
                  row.want)
            << row.field;
}

}  // namespace
}  // namespace wls::http
