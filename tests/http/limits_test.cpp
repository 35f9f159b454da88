// What the server does not put up with for ever: silence, crowds, a lack of descriptors; and what
// it says when it cannot listen.
#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <set>

#include "http/world.h"

namespace wls::http {
namespace {

using std::chrono::milliseconds;

class Limits : public World {};

TEST_F(Limits, IdleConnectionsAreClosedSilently) {
    options.idle_limit = milliseconds(30);
    start();
    Client fresh = connect();
    EXPECT_TRUE(fresh.ends());
    Client used = connect();
    EXPECT_EQ(used.get("/hello").status, 200);
    EXPECT_TRUE(used.ends());
}

TEST_F(Limits, SlowRequestsAre408) {
    options.read_limit = milliseconds(50);
    start();
    for (const char* half :
         {"GET /hel", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na"}) {
        Client client = connect();
        client.send(half);
        const auto reply = client.read_reply();
        EXPECT_EQ(reply.status, 408);
        EXPECT_TRUE(reply.has("Connection: close\r\n"));
        client.end_sending();
        EXPECT_TRUE(client.ends());
    }
}

TEST_F(Limits, DripFeedingDoesNotHelp) {
    options.read_limit = milliseconds(50);
    start();
    Client client = connect();
    client.send("GET /hello HTTP/1.1\r\nHost: h\r\nX-A: ");
    // Every byte is progress, but the limit is for the whole request.
    while (client.send("a")) {
    }
    EXPECT_EQ(connect().get("/hello").status, 200);
}

TEST_F(Limits, BodiesHalfSentCountAsMemory) {
    options.memory_limit = 1024 * 1024;
    options.read_limit = milliseconds(1'000);
    start();
    const std::string part(400 * 1024, 'x');
    const auto head = [](std::size_t length) {
        return "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(length) +
               "\r\n\r\n";
    };
    Client first = connect(), second = connect();
    first.send(head(part.size() + 1) + part);
    second.send(head(part.size() + 1) + part);
    EXPECT_EQ(connect().get("/hello").status, 200) << "has no body";
    // Whoever comes to its end later finds no room; the other one only takes too long.
    const std::multiset<int> answers{first.read_reply().status, second.read_reply().status};
    EXPECT_EQ(answers, (std::multiset<int>{408, 503}));
    Client next = connect();
    next.send(head(part.size()) + part);
    EXPECT_EQ(next.read_reply().status, 200) << "room again";
}

TEST_F(Limits, CrowdsAreTurnedAway) {
    options.connections_limit = 2;
    start();
    auto first = std::make_unique<Client>(connect());
    Client second = connect();
    EXPECT_EQ(first->get("/hello").status, 200);
    EXPECT_EQ(second.get("/hello").status, 200);
    Client third = connect();
    const auto reply = third.read_reply();
    EXPECT_EQ(reply.status, 503);
    EXPECT_TRUE(reply.has("Retry-After: 1\r\n"));
    EXPECT_TRUE(third.ends());
    first.reset();
    wait_for([&] { return connect().get("/hello").status == 200; }, "a place for the next");
    EXPECT_EQ(second.get("/hello").status, 200);
}

TEST_F(Limits, ALackOfDescriptorsPasses) {
    start();
    Client first = connect();  // whatever the server opens or closes at its start, it has by then
    EXPECT_EQ(first.get("/hello").status, 200);
    const int next = ::dup(0);
    ::close(next);
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    const rlimit tight{static_cast<rlim_t>(next) + 1, before.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &tight);
    Client client = connect();  // takes the last descriptor, so none is left to accept it with
    wait_for_log("cannot accept connections");
    ::setrlimit(RLIMIT_NOFILE, &before);
    EXPECT_EQ(client.get("/hello").status, 200);
}

TEST_F(Limits, ListeningFailsInWords) {
    start();
    StoppedClock clock;
    Log log(LogFormat::Text, LogLevel::Error);
    const std::string port = std::to_string(server->port());
    const struct {
        const char* why;
        std::string host;
        std::uint16_t port;
        std::string want;
    } rows[] = {
        {"taken", "127.0.0.1", server->port(),
         "port " + port +
             " on 127.0.0.1 is already in use: stop the other program or choose "
             "another with --port"},
        {"another machine's address", "192.0.2.1", 8000,
         "cannot listen on 192.0.2.1:8000: 192.0.2.1 is no address of this machine, choose another "
         "with --host"},
        {"another machine's address, IPv6", "2001:db8::1", 8000,
         "cannot listen on [2001:db8::1]:8000: 2001:db8::1 is no address of this machine, choose "
         "another with --host"},
        {"no host", "no.such.host.invalid", 8000,
         "cannot listen on no.such.host.invalid:8000: the host 'no.such.host.invalid' is unknown, "
         "choose another with --host"},
    };
    for (const auto& row : rows) {
        ServerOptions wrong;
        wrong.host = row.host;
        wrong.port = row.port;
        const auto listening = Server(wrong, router, clock, log).listen();
        ASSERT_FALSE(listening) << row.why;
        EXPECT_EQ(listening.error().code, ErrorCode::Unavailable) << row.why;
        EXPECT_EQ(listening.error().message, row.want) << row.why;
    }
}

TEST_F(Limits, APortIsTakenAgainAtOnce) {
    start();
    options.port = server->port();
    Client client = connect();
    EXPECT_EQ(client.get("/hello").status, 200);
    stop_and_join();  // closes first, so its side stays in TIME_WAIT
    server.reset();
    start();
    EXPECT_EQ(connect().get("/hello").status, 200);
}

TEST_F(Limits, NamesAndIPv6AreHostsToo) {
    for (const char* host : {"localhost", "::", "::1", "[::1]", "0.0.0.0"}) {
        StoppedClock clock;
        Log log(LogFormat::Text, LogLevel::Error);
        ServerOptions wanted;
        wanted.host = host;
        wanted.port = 0;
        Server other(wanted, router, clock, log);
        const auto listening = other.listen();
        const bool without_v6 = !listening && std::string_view(host).contains(':');
        if (without_v6 && ::access("/proc/net/if_inet6", F_OK) != 0) continue;
        ASSERT_TRUE(listening) << listening.error().message;
        EXPECT_NE(other.port(), 0);
    }
}

}  // namespace
}  // namespace wls::http
