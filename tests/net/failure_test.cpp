// Calls that fail: what is certain afterwards, and in which words.
#include <list>

#include "net/world.h"

namespace wls::net {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::chrono::milliseconds kSoon{300};
// Enough for a slow machine to connect, and to wait for once.
constexpr std::chrono::milliseconds kHanging{2'500};

TEST(Failure, NothingArrivesWhereNobodyListens) {
    const World world;
    const ClosedPort closed;
    const auto client = world.client();
    const std::string host = "127.0.0.1:" + std::to_string(closed.port());
    EXPECT_EQ(text(call(*client, {.method = "POST", .url = "http://" + host + kPath})),
              "not sent: cannot reach " + host + ": Connection refused");
    EXPECT_EQ(text(call(*client, {.method = "POST", .url = "https://" + host + kPath})),
              "not sent: cannot reach " + host + ": Connection refused");
}

TEST(Failure, NothingArrivesWithoutAConnection) {
    const World world;
    const SilentPort silent;
    const auto client = world.client();
    const std::string host = "127.0.0.1:" + std::to_string(silent.port());
    Request request{.method = "POST", .url = "http://" + host + kPath, .connect_timeout = kSoon};
    EXPECT_EQ(text(call(*client, request)),
              "not sent: cannot reach " + host + ": no connection within 300 ms");
    // The time-out of the whole call counts here, too.
    request.connect_timeout = std::chrono::minutes{1};
    request.timeout = kSoon;
    EXPECT_EQ(text(call(*client, request)),
              "not sent: cannot reach " + host + ": no connection within 300 ms");
}

TEST(Failure, NothingArrivesAtANameThatIsNone) {
    const World world;
    const auto client = world.client();
    // Without a network the resolver may be silent instead of saying no.
    EXPECT_THAT(text(call(*client, {.url = std::string("https://nobody.invalid") + kPath,
                                    .connect_timeout = std::chrono::seconds{3}})),
                AllOf(StartsWith("not sent: cannot reach nobody.invalid: "),
                      ::testing::AnyOf(EndsWith("its name cannot be resolved"),
                                       EndsWith("no connection within 3 s"))));
}

// Two calls of a server that does the same to both: one wants the body, one does not.
struct UnderWay {
    UnderWay(Client& client, const Server::Script& script, std::chrono::milliseconds timeout)
        : server([script](Talk& talk) {
              talk.read();
              script(talk);
          }) {
        Request request = post(server);
        request.timeout = timeout;
        request.most_body_bytes = 50'000;
        kept = begin(client, request);
        request.answer_body = AnswerBody::Dropped;
        dropped = begin(client, request);
    }
    Server server;
    std::future<CallOutcome> kept, dropped;
};

TEST(Failure, AfterTheRequestNothingIsCertain) {
    const World world;
    const auto client = world.client();
    const struct {
        Server::Script script;  // after the request was read
        const char* want;       // of a call that wants the body
        const char* dropped;    // of one that does not
    } rows[] = {
        {[](Talk& talk) { talk.wait_for_close(); }, "not within 2500 ms", nullptr},
        {[](Talk&) {}, "the connection was closed instead", nullptr},
        {[](Talk& talk) { talk.reset(); }, "Connection reset by peer", nullptr},
        {[](Talk& talk) { talk.write("SSH-2.0-OpenSSH_9.2\r\nhello\r\n\r\n"); },
         "what came is not HTTP/1.1", nullptr},
        {[](Talk& talk) { talk.write(std::string("\0\1\2\3\r\n\r\n", 8)); },
         "what came is not HTTP/1.1", nullptr},
        {[](Talk& talk) { talk.write("HTTP/1.1 abc\r\n\r\n"); }, "what came is not HTTP/1.1",
         nullptr},
        {[](Talk& talk) { talk.write("HTTP/1.1 200"); }, "", nullptr},
        {[](Talk& talk) {
             talk.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n");
             talk.wait_for_close();
         },
         "not within 2500 ms", nullptr},
        {[](Talk& talk) {
             talk.write("HTTP/1.1 100 Continue\r\n\r\n");
             talk.wait_for_close();
         },
         "not within 2500 ms", nullptr},
        {[](Talk& talk) {
             while (true)
                 talk.write("HTTP/1.1 100 Continue\r\nX: " + std::string(900, 'x') + "\r\n\r\n");
         },
         "its headers are larger than 64 kB", nullptr},
        {[](Talk& talk) {
             talk.write("HTTP/1.1 200 OK\r\n");
             while (true) talk.write("X: " + std::string(900, 'x') + "\r\n");
         },
         "its headers are larger than 64 kB", nullptr},
        {[](Talk& talk) {
             talk.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
             talk.wait_for_close();
         },
         "not within 2500 ms", "200"},
        {[](Talk& talk) {
             talk.write("HTTP/1.1 201 OK\r\nContent-Length: 5\r\n\r\nab");
             talk.wait_for_close();
         },
         "not within 2500 ms", "201"},
        {[](Talk& talk) { talk.write("HTTP/1.1 500 No\r\nContent-Length: 5\r\n\r\nab"); },
         "the connection was closed before its end", "500"},
        {[](Talk& talk) {
             talk.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
         },
         "the connection was closed before its end", "200"},
        {[](Talk& talk) {
             talk.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n");
             talk.wait_for_close();
         },
         "", "200"},
        {[](Talk& talk) {
             talk.write("HTTP/1.1 200 OK\r\n\r\n");
             while (true) talk.write(std::string(10'000, 'x'));
         },
         "it is larger than 50000 bytes", "200"},
        {[](Talk& talk) {  // ten gigabytes
             talk.write("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n");
             while (true) talk.write(std::string(10'000, 'x'));
         },
         "it is larger than 50000 bytes", "200"},
        {[](Talk& talk) {
             talk.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
             while (true) talk.write("2710\r\n" + std::string(10'000, 'x') + "\r\n");
         },
         "it is larger than 50000 bytes", "200"},
        {[](Talk& talk) {
             talk.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" +
                        std::string(1'000'000, 'x'));  // no part of the body
             talk.wait_for_close();
         },
         "not within 2500 ms", "200"},
        {[](Talk& talk) {  // chunks have ended, trailers have not
             talk.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
             while (true) talk.write("X: " + std::string(900, 'x') + "\r\n");
         },
         "its headers are larger than 64 kB", "200"},
        {[](Talk& talk) {
             talk.write("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nab");
             talk.wait_for_close();
         },
         "", nullptr},
        {[](Talk& talk) {  // nothing is unpacked: a small answer stays small
             talk.answer(200, "Content-Encoding: gzip\r\n", "no gzip");
         },
         nullptr, "200"},
        {[](Talk& talk) { talk.answer(200, "", std::string(50'001, 'x')); },
         "it is larger than 50000 bytes", "200"},
        {[](Talk& talk) { talk.answer(200, "", std::string(50'000, 'x')); }, nullptr, "200"},
    };
    // All at once: those that hang are waited for together.
    std::list<UnderWay> calls;
    for (const auto& row : rows) {
        const bool hangs = row.want != nullptr && std::string_view(row.want).starts_with("not wi");
        // What does not hang must not depend on how quick this machine is.
        calls.emplace_back(*client, row.script, hangs ? kHanging : std::chrono::minutes{1});
    }
    int number = 0;
    for (const auto& row : rows) {
        UnderWay& under_way = calls.front();
        const std::string unknown =
            "unknown: no whole answer from " + under_way.server.authority() + ": ";
        const auto kept = text(under_way.kept.get());
        const bool fails = row.want != nullptr;
        EXPECT_THAT(kept,
                    AllOf(StartsWith(fails ? unknown : "200"), HasSubstr(fails ? row.want : "")))
            << number;
        const auto outcome = under_way.dropped.get();
        EXPECT_EQ(text(outcome), row.dropped != nullptr ? row.dropped : kept) << number;
        EXPECT_EQ(outcome ? outcome->body : "", "") << number;
        EXPECT_EQ(under_way.server.asked().size(), 2U) << number;
        calls.pop_front();
        ++number;
    }
}

TEST(Failure, ACallThatIsGivenUpSaysWhetherItMayHaveArrived) {
    const World world;
    const Server server([](Talk& talk) {
        talk.read();
        talk.wait_for_close();
    });
    const SilentPort silent;
    auto client = world.client();
    auto arrived = begin(*client, post(server));
    auto not_arrived =
        begin(*client, {.url = "http://127.0.0.1:" + std::to_string(silent.port()) + kPath});
    while (server.asked().empty()) std::this_thread::yield();
    client.reset();
    EXPECT_EQ(text(arrived.get()), "unknown: the call of " + server.authority() +
                                       " was given up: this server is stopping");
    EXPECT_THAT(text(not_arrived.get()), StartsWith("not sent: "));
}

}  // namespace
}  // namespace wls::net
