#include "http/request_parser.h"

#include <gtest/gtest.h>

namespace wls::http {
namespace {

constexpr RequestParser::Limits kLimits{.header = 1'000, .body = 100};

// Gives `bytes` in pieces of `size` and keeps what is not used, as a connection does. Returns what
// is left behind the request.
std::string feed(RequestParser& parser, Request& request, std::string_view bytes,
                 std::size_t size) {
    parser.start(request);
    std::string pending;
    while (!bytes.empty() && !parser.is_done() && !parser.refused()) {
        pending += bytes.substr(0, size);
        bytes.remove_prefix(std::min(size, bytes.size()));
        pending.erase(0, parser.put(pending));
    }
    return pending + std::string(bytes);
}

std::string with_headers(std::string_view headers, std::string_view body = "") {
    return "POST /x HTTP/1.1\r\nHost: h\r\n" + std::string(headers) + "\r\n" + std::string(body);
}

TEST(RequestParser, RefusesWhatIsWrongOrTooMuch) {
    const std::string long_value(1'100, 'v');
    const struct {
        const char* why;
        std::string bytes;
        int want;
    } rows[] = {
        {"no HTTP", "hello\r\n\r\n", 400},
        {"TLS", "\x16\x03\x01\x02\x01\x01\xfc\x03\x03 \r\n\r\n", 400},
        {"HTTP/2's preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        {"HTTP/0.9", "GET /\r\n\r\n", 400},
        {"two spaces", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        {"a space in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        {"a method that is no token", "G@T / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        {"version 1.2", "GET / HTTP/1.2\r\nHost: h\r\n\r\n", 400},
        {"bare line feeds", "GET / HTTP/1.1\nHost: h\n\n", 400},
        {"a space before the colon", with_headers("A : b\r\n"), 400},
        {"a field without name", with_headers(": b\r\n"), 400},
        {"a field without colon", with_headers("abc\r\n"), 400},
        {"a control character in a value", with_headers("A: b\x01\r\n"), 400},
        {"a NUL in a value", with_headers(std::string_view("A: b\0c\r\n", 8)), 400},
        {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
        {"two hosts", with_headers("Host: other\r\n"), 400},
        {"a length that is no number", with_headers("Content-Length: x\r\n"), 400},
        {"a negative length", with_headers("Content-Length: -1\r\n"), 400},
        {"a length with a sign", with_headers("Content-Length: +1\r\n"), 400},
        {"two lengths", with_headers("Content-Length: 1\r\nContent-Length: 2\r\n"), 400},
        {"a length beyond 64 bits", with_headers("Content-Length: 99999999999999999999\r\n"), 400},
        {"length and chunks", with_headers("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"),
         400},
        {"chunks and length", with_headers("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n"),
         400},
        {"chunked twice",
         with_headers("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400},
        {"chunked not last", with_headers("Transfer-Encoding: chunked, gzip\r\n"), 501},
        {"chunked and more", with_headers("Transfer-Encoding: gzip, chunked\r\n"), 501},
        {"chunked by another name", with_headers("Transfer-Encoding: xchunked\r\n"), 501},
        {"chunks in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         400},
        {"a chunk's size is no number", with_headers("Transfer-Encoding: chunked\r\n", "x\r\nabc"),
         400},
        {"a chunk's size that does not end", with_headers("Transfer-Encoding: chunked\r\n", "zz"),
         400},
        {"a line that is no chunk's size", with_headers("Transfer-Encoding: chunked\r\n", "zz\r\n"),
         400},
        {"a long one that does not end", with_headers("Transfer-Encoding: chunked\r\n", "zzzzzzzz"),
         400},
        {"a size that goes on as none", with_headers("Transfer-Encoding: chunked\r\n", "5z"), 400},
        {"a negative size", with_headers("Transfer-Encoding: chunked\r\n", "-1"), 400},
        {"no size", with_headers("Transfer-Encoding: chunked\r\n", "\r\n"), 400},
        {"a size behind a bare line feed", with_headers("Transfer-Encoding: chunked\r\n", "5\n"),
         400},
        {"the second chunk's size", with_headers("Transfer-Encoding: chunked\r\n", "1\r\na\r\nzz"),
         400},
        {"a second chunk at once", with_headers("Transfer-Encoding: chunked\r\n", "1\r\nab"), 400},
        {"a chunk's size beyond 64 bits",
         with_headers("Transfer-Encoding: chunked\r\n", "11111111111111111\r\n"), 400},
        {"a chunk longer than its size",
         with_headers("Transfer-Encoding: chunked\r\n", "1\r\nabc\r\n0\r\n\r\n"), 400},
        {"a body too long", with_headers("Content-Length: 101\r\n"), 413},
        {"a chunk too long", with_headers("Transfer-Encoding: chunked\r\n", "65\r\nabc"), 413},
        {"chunks too long together",
         with_headers("Transfer-Encoding: chunked\r\n",
                      "32\r\n" + std::string(50, 'x') + "\r\n33\r\n"),
         413},
        {"a long target", "GET /" + long_value + " HTTP/1.1\r\nHost: h\r\n\r\n", 431},
        {"a target without end", "GET /" + long_value, 431},
        {"a long value", with_headers("A: " + long_value + "\r\n"), 431},
        {"a value without end", with_headers("A: " + long_value), 431},
        {"many short fields", with_headers([] {
             std::string fields;
             for (int i = 0; i < 200; ++i) fields += "A: b\r\n";
             return fields;
         }()),
         431},
        {"a chunk extension without end",
         with_headers("Transfer-Encoding: chunked\r\n", "1;" + std::string(2'000, 'e')), 400},
        {"a trailer without end",
         with_headers("Transfer-Encoding: chunked\r\n", "0\r\nA: " + std::string(2'000, 'e')), 400},
    };
    for (const auto& row : rows)
        for (const std::size_t size : {1u, 7u, 100'000u}) {
            RequestParser parser(kLimits);
            Request request;
            feed(parser, request, row.bytes, size);
            EXPECT_EQ(parser.refused(), row.want) << row.why << ", pieces of " << size;
            EXPECT_FALSE(parser.is_done()) << row.why;
            EXPECT_FALSE(parser.keeps_alive()) << row.why;
            EXPECT_NE(parser.why(), "") << row.why;
        }
}

TEST(RequestParser, ReadsWhatIsRight) {
    const struct {
        const char* why;
        std::string bytes, path, body, left;
        bool keeps_alive = true;
    } rows[] = {
        {"a GET", "GET /a%20b?x HTTP/1.1\r\nHost: h\r\n\r\n", "/a b", "", ""},
        {"empty lines before", "\r\n\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n", "/a", "", ""},
        {"the next one behind", "GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b", "/a", "", "GET /b"},
        {"a body", with_headers("Content-Length: 3\r\n", "abcPOST"), "/x", "abc", "POST"},
        {"the same length twice", with_headers("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"),
         "/x", "abc", ""},
        {"a body of the limit", with_headers("Content-Length: 100\r\n", std::string(100, 'x')),
         "/x", std::string(100, 'x'), ""},
        {"chunks",
         with_headers("Transfer-Encoding: Chunked\r\n",
                      "2\r\nab\r\nA;x=y\r\n0123456789\r\n0\r\n\r\nG"),
         "/x", "ab0123456789", "G"},
        {"chunks with space behind their size",
         with_headers("Transfer-Encoding: chunked\r\n", "1 ;x\r\na\r\n000\r\n\r\n"), "/x", "a", ""},
        {"chunks with a trailer",
         with_headers("Transfer-Encoding: chunked\r\n", "1\r\na\r\n0\r\nX-T: 1\r\n\r\n"), "/x", "a",
         ""},
        {"a body with NUL", with_headers("Content-Length: 3\r\n", std::string_view("a\0b", 3)),
         "/x", std::string("a\0b", 3), ""},
        {"to be closed", with_headers("Connection: x, Close\r\n"), "/x", "", "", false},
        {"HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", "/", "", "", false},
        {"HTTP/1.0, kept", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "/", "", ""},
        {"a method of its own", "BREW / HTTP/1.1\r\nHost: h\r\n\r\n", "/", "", ""},
        {"bytes beyond ASCII", "GET /\xc3\xa9 HTTP/1.1\r\nHost: h\r\nA: \xff\r\n\r\n", "/\xc3\xa9",
         "", ""},
    };
    for (const auto& row : rows)
        for (const std::size_t size : {1u, 7u, 100'000u}) {
            RequestParser parser(kLimits);
            Request request;
            const std::string left = feed(parser, request, row.bytes, size);
            EXPECT_TRUE(parser.is_done()) << row.why << ": " << parser.why();
            EXPECT_EQ(request.path, row.path) << row.why;
            EXPECT_EQ(request.body, row.body) << row.why;
            EXPECT_EQ(parser.keeps_alive(), row.keeps_alive) << row.why;
            EXPECT_EQ(left, row.left) << row.why;
        }
}

TEST(RequestParser, StartsAgainEmpty) {
    RequestParser parser(kLimits);
    Request request;
    feed(parser, request,
         with_headers("Content-Length: 3\r\nA: b\r\nExpect: 100-continue\r\n", "abc"), 100);
    EXPECT_TRUE(parser.expects_continue());
    EXPECT_EQ(request.header("a"), "b");
    EXPECT_EQ(request.header("X-T"), std::nullopt);
    feed(parser, request, "GET /a?x=1 HTTP/1.1\r\nHost: h\r\n\r\n", 100);
    EXPECT_FALSE(parser.expects_continue());
    EXPECT_EQ(request.header("a"), std::nullopt);
    EXPECT_EQ(request.body, "");
    feed(parser, request, "nonsense\r\n\r\n", 100);
    EXPECT_EQ(parser.refused(), 400);
    feed(parser, request, "GET /a HTTP/1.1\r\nHost: h\r\n\r\n", 100);
    EXPECT_EQ(parser.refused(), 0);
    EXPECT_TRUE(request.query.empty());
}

TEST(RequestParser, TrailersAreNoHeaders) {
    RequestParser parser(kLimits);
    Request request;
    feed(parser, request,
         with_headers("Transfer-Encoding: chunked\r\n", "0\r\nIf-Match: \"1\"\r\n\r\n"), 100);
    EXPECT_TRUE(parser.is_done());
    EXPECT_EQ(request.header("If-Match"), std::nullopt);
}

}  // namespace
}  // namespace wls::http
