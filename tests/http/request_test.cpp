// Requests as they come over a wire: in pieces, several at once, wrong, cut off.
#include <gtest/gtest.h>

#include "http/world.h"

namespace wls::http {
namespace {

class Requests : public World {};

TEST_F(Requests, AreAnsweredOnOneConnection) {
    start();
    Client client = connect();
    for (int i = 0; i < 3; ++i) {
        const auto reply = client.get("/hello");
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(reply.body, "hello");
        EXPECT_TRUE(reply.has("Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"));
        EXPECT_TRUE(reply.has("Server: workload-scheduler\r\n"));
        EXPECT_TRUE(reply.has("X-Request-Id: "));
        EXPECT_FALSE(reply.has("Connection:"));
    }
}

TEST_F(Requests, MayComeByteByByte) {
    start();
    Client client = connect();
    for (const char byte :
         std::string("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"))
        client.send({&byte, 1});
    EXPECT_EQ(client.read_reply().body, "abc");
}

TEST_F(Requests, MayComeAllAtOnce) {
    start();
    Client client = connect();
    std::string requests;
    for (int i = 0; i < 500; ++i) {
        const std::string body = "body " + std::to_string(i);
        requests +=
            "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) +
            "\r\n\r\n" + body;
    }
    std::thread sender([&] { client.send(requests); });
    for (int i = 0; i < 500; ++i) EXPECT_EQ(client.read_reply().body, "body " + std::to_string(i));
    sender.join();
}

TEST_F(Requests, AreRefusedWhenWrong) {
    const struct {
        const char* why;
        std::string bytes;
        int want;
    } rows[] = {
        {"no HTTP", "hello\r\n\r\n", 400},
        {"bare line feeds", "GET /hello HTTP/1.1\nHost: h\n\n", 400},
        {"no host", "GET /hello HTTP/1.1\r\n\r\n", 400},
        {"another coding", "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n",
         501},
        {"a long header",
         "GET /hello HTTP/1.1\r\nHost: h\r\nA: " + std::string(1'000'000, 'a') + "\r\n\r\n", 431},
        {"a long target", "GET /" + std::string(1'000'000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n",
         431},
    };
    start();
    for (const auto& row : rows) {
        Client client = connect();
        client.send(row.bytes + "GET /hello HTTP/1.1\r\nHost: h\r\n\r\n");
        const auto reply = client.read_reply();
        EXPECT_EQ(reply.status, row.want) << row.why;
        EXPECT_TRUE(reply.body.starts_with("{\"detail\":\"")) << row.why;
        EXPECT_TRUE(reply.has("Content-Type: application/json\r\n")) << row.why;
        EXPECT_TRUE(reply.has("Connection: close\r\n")) << row.why;
        EXPECT_TRUE(reply.has("X-Request-Id: ")) << row.why;
        client.end_sending();
        EXPECT_TRUE(client.ends()) << row.why;
    }
    EXPECT_EQ(connect().get("/hello").status, 200);
}

TEST_F(Requests, AHeaderJustBelowTheLimitIsTaken) {
    start();
    Client client = connect();
    client.send("GET /hello HTTP/1.1\r\nHost: h\r\nA: " + std::string(16'000, 'a') + "\r\n\r\n");
    EXPECT_EQ(client.read_reply().status, 200);
}

TEST_F(Requests, MayBreakOffAnywhere) {
    start();
    const std::string request =
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    for (std::size_t size = 0; size <= request.size(); ++size) {
        Client half = connect();
        half.send(request.substr(0, size));
        half.end_sending();
        EXPECT_EQ(half.ends(), size < request.size()) << size;
        Client gone = connect();
        gone.send(request.substr(0, size));
        gone.reset();
    }
    EXPECT_EQ(connect().get("/hello").status, 200);
}

TEST_F(Requests, KeepTheirIds) {
    start();
    Client client = connect();
    client.send("GET /hello HTTP/1.1\r\nHost: h\r\nX-Request-Id: mine-7\r\n\r\n");
    EXPECT_TRUE(client.read_reply().has("X-Request-Id: mine-7\r\n"));
    EXPECT_FALSE(client.get("/hello").has("mine-7"));
    client.send("GET /hello HTTP/1.1\r\nHost: h\r\nX-Request-Id: not mine\r\n\r\n");
    EXPECT_FALSE(client.read_reply().has("not mine"));
}

TEST_F(Requests, SayWhetherTheConnectionGoesOn) {
    start();
    Client closing = connect();
    closing.send("GET /hello HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(closing.read_reply().has("Connection: close\r\n"));
    EXPECT_TRUE(closing.ends());
    Client old = connect();
    old.send("GET /hello HTTP/1.0\r\n\r\n");
    EXPECT_EQ(old.read_reply().body, "hello");
    EXPECT_TRUE(old.ends());
    Client kept = connect();
    kept.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_TRUE(kept.read_reply().has("Connection: keep-alive\r\n"));
    EXPECT_EQ(kept.get("/hello").status, 200);
}

TEST_F(Requests, HeadHasNoBody) {
    start();
    Client client = connect();
    client.send("HEAD /hello HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_TRUE(client.read_reply(false).has("Content-Length: 5\r\n"));
    client.send("HEAD /nope HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(client.read_reply(false).status, 404);
    EXPECT_EQ(client.get("/hello").body, "hello");
}

}  // namespace
}  // namespace wls::http
