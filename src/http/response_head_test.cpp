#include "http/response_head.h"

#include <gtest/gtest.h>

namespace wls::http {
namespace {

class SetClock : public Clock {
  public:
    Instant now() const override { return at; }
    Moment moment() const override { return Moment{}; }
    Instant at{};
};

std::string head(const Response& response, const HeadFrame& frame) {
    std::string out;
    write_head(out, response, frame);
    return out;
}

TEST(WriteHead, SaysWhatTheConnectionNeeds) {
    const Response response = json(200, "").with_header("ETag", "\"1\"");
    EXPECT_EQ(
        head(response, {.request_id = "r", .date_and_server = "Date: D\r\n", .length = 5}),
        "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: application/json\r\nContent-Length: 5\r\n"
        "ETag: \"1\"\r\nX-Request-Id: r\r\n\r\n");
    EXPECT_EQ(head(empty(204), {.request_id = "r", .keep_alive = false}),
              "HTTP/1.1 204 No Content\r\nX-Request-Id: r\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(head(empty(299), {.request_id = "r", .chunked = true}),
              "HTTP/1.1 299 \r\nTransfer-Encoding: chunked\r\nX-Request-Id: r\r\n\r\n");
    EXPECT_EQ(
        head(empty(200), {.request_id = "r", .length = 0, .http11 = false}),
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Request-Id: r\r\nConnection: keep-alive\r\n"
        "\r\n");
}

TEST(WriteHead, LetsNoValueEndItsLine) {
    const Response response = empty(200).with_header("X", std::string("a\r\nB: c\0d\x7f\t", 11));
    EXPECT_EQ(head(response, {.request_id = "r"}),
              "HTTP/1.1 200 OK\r\nX: a  B: c d \t\r\nX-Request-Id: r\r\n\r\n");
}

TEST(DateLine, FollowsTheClockBothWays) {
    SetClock clock;
    DateLine line(clock);
    EXPECT_EQ(line.text(), "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nServer: workload-scheduler\r\n");
    clock.at += std::chrono::milliseconds(1'999);
    EXPECT_TRUE(line.text().starts_with("Date: Thu, 01 Jan 1970 00:00:01 GMT\r\n"));
    clock.at -= std::chrono::hours(1);
    EXPECT_TRUE(line.text().starts_with("Date: Wed, 31 Dec 1969 23:00:01 GMT\r\n"));
}

TEST(RequestIds, KeepsOnlyPlainOnes) {
    RequestIds ids;
    const std::string longest(64, 'x');
    for (const std::string& kept : {std::string("a"), std::string("!~"), longest}) {
        std::string id;
        ids.choose(id, kept);
        EXPECT_EQ(id, kept);
    }
    std::string before;
    for (const std::string& refused :
         {std::string(), longest + "x", std::string("a b"), std::string("a\xc3\xa9"),
          std::string("a\tb"), std::string("a\0b", 3)}) {
        std::string id;
        ids.choose(id, refused);
        EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), 8u) << id;
        EXPECT_EQ(id[8], '-') << id;
        EXPECT_EQ(id.find_first_not_of("0123456789", 9), std::string::npos) << id;
        EXPECT_NE(id, before);
        before = id;
    }
}

}  // namespace
}  // namespace wls::http
