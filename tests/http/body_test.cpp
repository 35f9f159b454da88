// Bodies in both directions: chunked, announced, too long, pulled, broken off, not read.
#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "http/world.h"

namespace wls::http {
namespace {

constexpr std::size_t kPiece = 100'000;

class Bodies : public World {
  protected:
    // GET /pieces/{count}: so many pieces; counts what is pulled.
    void serve_pieces(std::optional<std::uint64_t> length = std::nullopt) {
        router.add("GET", "/pieces/{count}",
                   [this, length](const Request&, const PathParameters& path) -> Reply {
                       Response response = json_source(
                           200,
                           [this, left = std::stoul(std::string(path["count"]))]() mutable
                               -> Result<std::optional<std::string>> {
                               if (left-- == 0) return std::nullopt;
                               ++pulled_;
                               return std::string(kPiece, static_cast<char>('a' + left % 26));
                           });
                       response.length = length;
                       return response;
                   });
    }
    std::atomic<std::size_t> pulled_ = 0;
};

TEST_F(Bodies, MayComeInChunks) {
    start();
    Client client = connect();
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    client.send("2;x=y\r\nde\r\n0\r\nTrailer: t\r\n\r\n");
    EXPECT_EQ(client.read_reply().body, "abcde");
    EXPECT_EQ(client.get("/hello").body, "hello");
}

TEST_F(Bodies, WhoseNextChunkHasNoSizeAreRefusedAtOnce) {
    start();
    const std::string head = "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (const char* chunks : {"zz", "zz\r\n", "zzzzzzzzz", "3\r\nabc\r\nzz", "3\r\nabcd"}) {
        Client client = connect();
        client.send(head + chunks);
        EXPECT_EQ(client.read_reply().status, 400) << chunks;
        client.end_sending();
        EXPECT_TRUE(client.ends()) << chunks;
    }
}

TEST_F(Bodies, AreTakenUpToTheLimit) {
    start();
    const std::string body(options.body_limit, 'x');
    Client client = connect();
    std::thread sender([&] {
        client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: " +
                    std::to_string(body.size()) + "\r\n\r\n" + body);
    });
    EXPECT_EQ(client.read_reply().body, body);
    sender.join();
}

TEST_F(Bodies, TooLongOnesAreRefusedEvenWhileTheyCome) {
    start();
    const std::string announced =
        "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 8000000\r\n\r\n";
    const std::string chunked =
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n7A1200\r\n";
    for (const std::string& head : {announced, chunked}) {
        Client client = connect();
        client.send(head + std::string(8'000'000, 'x'));
        const auto reply = client.read_reply();
        EXPECT_EQ(reply.status, 413);
        EXPECT_TRUE(reply.whole) << "the answer is not lost to a reset";
        client.end_sending();
        EXPECT_TRUE(client.ends());
    }
}

TEST_F(Bodies, AreAskedForWithContinue) {
    start();
    Client client = connect();
    const std::string head = "POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n";
    client.send(head + "Content-Length: 3\r\n\r\n");
    EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("abc");
    EXPECT_EQ(client.read_reply().body, "abc");
    client.send(head + "Content-Length: 3\r\n\r\nabc");
    EXPECT_EQ(client.read_reply().status, 200) << "not asked for when it is there already";
    client.send(head + "Content-Length: 0\r\n\r\n");
    EXPECT_EQ(client.read_reply().status, 200) << "nor when there is none";
    client.send(head + "Content-Length: 2000000\r\n\r\n");
    EXPECT_EQ(client.read_reply().status, 413) << "nor when it is too long";
}

TEST_F(Bodies, ArePulledAsFastAsTheClientReads) {
    serve_pieces();
    start();
    Client client(server->port(), 16 * 1024);
    client.send("GET /pieces/600 HTTP/1.1\r\nHost: h\r\n\r\n");
    std::size_t read = client.read_until("\r\n\r\n").size();
    // What was pulled and not read lies in the kernel's buffers: some megabytes, not the whole.
    for (; read < 20'000'000; read += client.read_bytes(100'000).size())
        ASSERT_LT(pulled_ * kPiece, read + 16'000'000);
    while (pulled_ < 600) client.read_bytes(100'000);
    client.read_until("\r\n0\r\n\r\n");
    EXPECT_EQ(pulled_, 600u);
    EXPECT_EQ(client.get("/hello").body, "hello");
}

TEST_F(Bodies, OfKnownLengthComeWithIt) {
    serve_pieces(3 * kPiece);
    start();
    Client client = connect();
    const auto reply = client.get("/pieces/3");
    EXPECT_TRUE(reply.has("Content-Length: 300000\r\n"));
    EXPECT_EQ(reply.body.size(), 3 * kPiece);
    client.send("HEAD /pieces/3 HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_TRUE(client.read_reply(false).has("Content-Length: 300000\r\n"));
    EXPECT_EQ(pulled_, 3u) << "HEAD pulls nothing";
    EXPECT_EQ(client.get("/hello").body, "hello");
}

TEST_F(Bodies, OfAWrongLengthBreakOff) {
    serve_pieces(3 * kPiece);
    start();
    Client longer = connect();
    EXPECT_EQ(longer.get("/pieces/4").body.size(), 3 * kPiece);
    EXPECT_TRUE(longer.ends());
    Client shorter = connect();
    EXPECT_FALSE(shorter.get("/pieces/2").whole);
    wait_for_log("the body is not as long as its length");
}

TEST_F(Bodies, ThatFailAreNotTakenForWhole) {
    for (const bool throws : {false, true})
        router.add("GET", throws ? "/throws" : "/fails",
                   [throws](const Request&, const PathParameters&) -> Reply {
                       return json_source(
                           200,
                           [throws, first = true]() mutable -> Result<std::optional<std::string>> {
                               if (std::exchange(first, false)) return "[1,";
                               if (throws) throw std::runtime_error("thrown by a source");
                               return fail(ErrorCode::Internal, "failed by a source");
                           });
                   });
    start();
    for (const char* path : {"/fails", "/throws"}) {
        Client client = connect();
        const auto reply = client.get(path);
        EXPECT_EQ(reply.body, "[1,");
        EXPECT_FALSE(reply.whole) << path;
        EXPECT_TRUE(client.ends());
    }
    wait_for_log("failed by a source");
    wait_for_log("thrown by a source");
}

TEST_F(Bodies, OfOldClientsEndWithTheConnection) {
    serve_pieces();
    start();
    Client client = connect();
    client.send("GET /pieces/3 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const auto head = client.read_until("\r\n\r\n");
    EXPECT_NE(head.find("Connection: close"), std::string::npos);
    EXPECT_EQ(head.find("chunked"), std::string::npos);
    EXPECT_EQ(client.read_bytes(10 * kPiece).size(), 3 * kPiece);
}

TEST_F(Bodies, ThatNobodyReadsAreGivenUp) {
    options.write_limit = std::chrono::milliseconds(50);
    std::promise<void> gone;
    auto held = std::shared_ptr<void>(nullptr, [&gone](void*) { gone.set_value(); });
    router.add("GET", "/endless", [&held](const Request&, const PathParameters&) -> Reply {
        return json_source(
            200, [held = std::exchange(held, nullptr)]() -> Result<std::optional<std::string>> {
                return std::string(kPiece, 'x');
            });
    });
    start();
    Client client = connect();
    client.send("GET /endless HTTP/1.1\r\nHost: h\r\n\r\n");
    gone.get_future().get();  // the connection and its source are gone
    EXPECT_EQ(connect().get("/hello").status, 200);
}

TEST_F(Bodies, EndWhenTheClientGoes) {
    std::promise<void> gone;
    auto held = std::shared_ptr<void>(nullptr, [&gone](void*) { gone.set_value(); });
    router.add("GET", "/endless", [&held](const Request&, const PathParameters&) -> Reply {
        return json_source(
            200, [held = std::exchange(held, nullptr)]() -> Result<std::optional<std::string>> {
                return std::string(kPiece, 'x');
            });
    });
    start();
    Client client = connect();
    client.send("GET /endless HTTP/1.1\r\nHost: h\r\n\r\n");
    client.read_bytes(1'000'000);
    EXPECT_EQ(connect().get("/hello").status, 200) << "others have their turn meanwhile";
    client.reset();
    gone.get_future().get();
}

TEST_F(Bodies, BareStatusesHaveNone) {
    router.add("DELETE", "/x", [](const Request&, const PathParameters&) -> Reply {
        return text(204, "must not be sent");
    });
    router.add("GET", "/x", [](const Request&, const PathParameters&) -> Reply {
        return empty(304).with_header("ETag", "\"1\"");
    });
    start();
    Client client = connect();
    client.send("DELETE /x HTTP/1.1\r\nHost: h\r\n\r\nGET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    const auto none = client.read_reply(false);
    EXPECT_EQ(none.status, 204);
    EXPECT_FALSE(none.has("Content-Length"));
    EXPECT_EQ(client.read_reply(false).status, 304);
    EXPECT_EQ(client.get("/hello").body, "hello");
}

// A long search with nothing to show must not keep the others waiting.
TEST_F(Bodies, ThatAreStillLookedForLetOthersHaveTheirTurn) {
    std::atomic<bool> asked = false;
    router.add("GET", "/ask", [&](const Request&, const PathParameters&) -> Reply {
        asked = true;
        return json(200, "1");
    });
    router.add("GET", "/search", [&](const Request&, const PathParameters&) -> Reply {
        return json_source(200, [&, ended = false]() mutable -> Result<std::optional<std::string>> {
            ++pulled_;
            if (std::exchange(ended, asked.load())) return std::nullopt;
            return asked ? "found" : "";
        });
    });
    start();
    Client searching = connect(), other = connect();
    searching.send("GET /search HTTP/1.1\r\nHost: h\r\n\r\n");
    while (pulled_ < 10) std::this_thread::yield();
    EXPECT_EQ(other.get("/ask").body, "1");
    const auto reply = searching.read_reply();
    EXPECT_EQ(reply.body, "found");
    EXPECT_TRUE(reply.whole);
}

}  // namespace
}  // namespace wls::http
