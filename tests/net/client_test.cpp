// Calls that are answered: what is sent, what is kept of the answer, turns and the end.
#include "net/world.h"

#include <atomic>
#include <set>

namespace wls::net {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::StartsWith;

TEST(Client, SendsTheRequestAsItIs) {
    const World world;
    const Server server(always(200));
    const auto client = world.client();
    Request request = post(server, "{\"a\":1}\n");
    request.headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}, {"X-Two", "a  b"}};
    request.url = server.url("/a/../b%20c?x=1&y");
    ASSERT_EQ(text(call(*client, request)), "200");

    const Asked asked = server.asked().at(0);
    EXPECT_EQ(asked.method, "POST");
    EXPECT_EQ(asked.target, "/a/../b%20c?x=1&y");
    EXPECT_EQ(asked.body, "{\"a\":1}\n");
    EXPECT_EQ(asked.headers,
              (std::map<std::string, std::string>{{"host", server.authority()},
                                                  {"accept", "*/*"},
                                                  {"content-type", "application/json"},
                                                  {"content-length", "8"},
                                                  {"x-empty", ""},
                                                  {"x-two", "a  b"}}));
}

TEST(Client, EveryMethodSendsTheBodyItHas) {
    const World world;
    const Server server(always(200));
    const auto client = world.client();
    const std::string large(200'000, 'x');
    const struct {
        const char* method;
        std::string body;
        const char* length;
    } rows[] = {
        {"GET", "", ""},     {"POST", "", "0"},    {"PUT", "", "0"},   {"PATCH", "", "0"},
        {"DELETE", "", ""},  {"OPTIONS", "", ""},  {"POST", "b", "1"}, {"PUT", "b", "1"},
        {"PATCH", "b", "1"}, {"DELETE", "b", "1"}, {"PURGE", "", ""},  {"POST", large, "200000"},
        {"GET", "b", "1"},   {"HEAD", "", ""},
    };
    for (const auto& row : rows) {
        Request request = post(server, row.body);
        request.method = row.method;
        ASSERT_EQ(text(call(*client, request)), "200") << row.method;
        const Asked asked = server.asked().back();
        EXPECT_EQ(asked.method, row.method);
        EXPECT_EQ(asked.body, row.body);
        const auto length = asked.headers.find("content-length");
        EXPECT_EQ(length == asked.headers.end() ? "" : length->second, row.length) << row.method;
    }
}

TEST(Client, KeepsHeadersAndBody) {
    const World world;
    const Server server([](Talk& talk) {
        talk.read();
        talk.write(
            "HTTP/1.1 100 Continue\r\nX-Not: this\r\n\r\n"
            "HTTP/1.1 103 Early Hints\r\nLink: not this\r\n\r\n"
            "HTTP/1.1 503 Busy: later\r\nRetry-After:  7 \r\nX-A: 1\r\nx-a: 2\r\nX-Empty:\r\n"
            "Transfer-Encoding: chunked\r\n\r\n"
            "3\r\none\r\n3\r\ntwo\r\n0\r\nX-Trailer: 1\r\n\r\n");
    });
    const auto client = world.client();
    const auto answer = call(*client, get(server));
    ASSERT_TRUE(answer) << text(answer);
    EXPECT_EQ(answer->status, 503);
    EXPECT_EQ(answer->body, "onetwo");
    EXPECT_THAT(answer->headers,
                ElementsAre(Pair("retry-after", "7"), Pair("x-a", "1"), Pair("x-a", "2"),
                            Pair("x-empty", ""), Pair("transfer-encoding", "chunked")));
    EXPECT_EQ(answer->header("x-a"), "1");
    EXPECT_EQ(answer->header("link"), "");
}

TEST(Client, FollowsNoRedirectWhereverItLeads) {
    const World world;
    const Server other(always(200));
    const auto client = world.client();
    for (const std::string& place :
         {other.url("/"), "//" + other.authority() + "/", std::string("file:///etc/passwd"),
          std::string("FILE://localhost/etc/passwd"), std::string("ftp://localhost/"),
          std::string("gopher://" + other.authority() + "/_x"), std::string("/secret"),
          std::string("javascript:secret"), std::string()}) {
        for (const int status : {301, 302, 303, 307, 308}) {
            const Server server(always(
                status, "Location: " + place + "\r\nRefresh: 0; url=" + other.url("/") + "\r\n"));
            const auto answer = call(*client, post(server));
            ASSERT_TRUE(answer) << text(answer);
            EXPECT_EQ(answer->status, status);
            EXPECT_EQ(answer->header("location"), place);
            EXPECT_EQ(answer->body, "") << place;
            EXPECT_EQ(server.asked().size(), 1U) << place;
        }
    }
    EXPECT_EQ(other.connections(), 0);
}

TEST(Client, AnswersAreAnswersWhateverTheirStatus) {
    const World world;
    std::atomic<int> status{200};
    const Server server([&](Talk& talk) {
        while (true) {
            talk.read();
            talk.answer(status);
        }
    });
    const auto client = world.client();
    for (const int each : {500, 200, 204, 304, 401, 407, 417, 426, 599, 200}) {
        status = each;
        EXPECT_EQ(text(call(*client, post(server))), std::to_string(each));
    }
    EXPECT_EQ(server.asked().size(), 10U);
}

TEST(Client, OnlyWhatMayBeRepeatedUsesAConnectionAgain) {
    const World world;
    const Server server(always(200));
    const auto client = world.client();
    Request reading = get(server);
    reading.may_repeat = true;
    for (int i = 0; i < 3; ++i) ASSERT_EQ(text(call(*client, reading)), "200");
    EXPECT_EQ(server.connections(), 1);
    for (int i = 0; i < 3; ++i) ASSERT_EQ(text(call(*client, get(server))), "200");
    EXPECT_EQ(server.connections(), 4);
}

// libcurl by itself sends again what a connection used again did not answer, whatever the method.
TEST(Client, WhatActsIsSentOnce) {
    const World world;
    std::atomic<bool> answers{true};
    const Server server([&](Talk& talk) {
        while (true) {
            talk.read();
            if (!answers) return;
            talk.answer(200);
        }
    });
    const auto client = world.client();
    Request reading = get(server);
    reading.may_repeat = true;
    ASSERT_EQ(text(call(*client, reading)), "200");
    answers = false;
    for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "GET"}) {
        Request request = post(server);
        request.method = method;
        EXPECT_THAT(text(call(*client, request)), StartsWith("unknown: ")) << method;
    }
    EXPECT_EQ(server.asked().size(), 6U);
    EXPECT_THAT(text(call(*client, reading)), StartsWith("unknown: "));
    EXPECT_EQ(server.asked().size(), 8U);  // on the connection used again, and on a new one
}

TEST(Client, WhatCannotBeRightIsNotSent) {
    const World world;
    const Server server(always(200));
    const auto client = world.client();
    const struct {
        void (*spoil)(Request&);
        const char* want;
    } rows[] = {
        {[](Request& r) { r.url = "file:///secret"; }, "must begin with https://"},
        {[](Request& r) { r.url += "\r\nX: secret"; }, "a character that no URL has"},
        {[](Request& r) { r.url = "http://secret@localhost/"; }, "before '@'"},
        {[](Request& r) { r.method = ""; }, "its method is no word"},
        {[](Request& r) { r.method = "GET /secret"; }, "its method is no word"},
        {[](Request& r) { r.method = "GET\r\n"; }, "its method is no word"},
        {[](Request& r) { r.headers = {{"X secret", "1"}}; }, "no header's name"},
        {[](Request& r) { r.headers = {{"X:", "1"}}; }, "no header's name"},
        {[](Request& r) { r.headers = {{"", "1"}}; }, "no header's name"},
        {[](Request& r) { r.headers = {{"X-A", "secret\r\nX-B: 1"}}; }, "X-A' holds a control"},
        {[](Request& r) { r.headers = {{"X-A", std::string("secret\0", 7)}}; }, "X-A' holds a con"},
        {[](Request& r) { r.headers = {{"content-LENGTH", "1"}}; }, "is set by the HTTP client"},
        {[](Request& r) { r.headers = {{"Transfer-Encoding", "x"}}; }, "is set by the HTTP client"},
        {[](Request& r) { r.timeout = std::chrono::milliseconds{0}; }, "its time-out is none"},
        {[](Request& r) { r.connect_timeout = -r.timeout; }, "its time-out is none"},
    };
    for (const auto& row : rows) {
        Request request = get(server);
        row.spoil(request);
        EXPECT_THAT(text(call(*client, request)),
                    AllOf(StartsWith("not sent: "), HasSubstr(row.want)));
    }
    EXPECT_EQ(server.connections(), 0);
}

TEST(Client, ManyCallsTakeTurns) {
    const World world;
    std::mutex mutex;
    std::size_t now = 0;
    std::size_t most = 0;
    const Server server([&](Talk& talk) {
        talk.read();
        {
            const std::lock_guard lock(mutex);
            most = std::max(most, ++now);
        }
        {
            const std::lock_guard lock(mutex);
            --now;
        }
        talk.answer(200, "Connection: close\r\n");
    });
    const auto client = world.client();
    std::vector<std::future<CallOutcome>> calls;
    for (int i = 0; i < 300; ++i) calls.push_back(begin(*client, post(server)));
    for (auto& each : calls) EXPECT_EQ(text(each.get()), "200");
    EXPECT_EQ(server.asked().size(), 300U);
    EXPECT_LE(most, kMostUnderWay);
}

TEST(Client, EndsAreOnItsOwnThreadAndMaySend) {
    const World world;
    const Server server(always(200));
    const auto client = world.client();
    std::set<std::thread::id> threads;
    std::promise<void> last;
    std::function<void(int)> chain = [&](int left) {
        const auto sent = client->send(get(server), [&, left](const CallOutcome& outcome) {
            EXPECT_EQ(text(outcome), "200");
            threads.insert(std::this_thread::get_id());
            if (left == 0) return last.set_value();
            chain(left - 1);
        });
        EXPECT_TRUE(sent);
    };
    chain(5);
    last.get_future().get();
    EXPECT_EQ(threads.size(), 1U);
    EXPECT_FALSE(threads.contains(std::this_thread::get_id()));
}

TEST(Client, ItsQueueIsBoundedAndItsEndEndsEveryCallOnce) {
    const World world;
    const Server server([](Talk& talk) {
        talk.read();
        talk.wait_for_close();
    });
    auto client = world.client();
    std::size_t sent = 0;
    std::atomic<std::size_t> unknown{0};
    std::atomic<std::size_t> not_sent{0};
    const auto count = [&](const CallOutcome& outcome) {
        EXPECT_FALSE(outcome);
        ++(outcome.error().what == CallError::What::Unknown ? unknown : not_sent);
    };
    Request request = post(server);
    request.timeout = request.connect_timeout = std::chrono::minutes{10};
    Result<> last;
    while ((last = client->send(request, count))) ++sent;
    EXPECT_EQ(last.error().code, ErrorCode::Unavailable);
    EXPECT_THAT(last.error().message, HasSubstr("too many"));
    EXPECT_GE(sent, kMostWaiting);
    EXPECT_LE(sent, kMostWaiting + kMostUnderWay);
    while (server.asked().empty()) std::this_thread::yield();
    client.reset();
    EXPECT_EQ(unknown + not_sent, sent);
    EXPECT_GE(unknown, server.asked().size());
    EXPECT_LE(unknown, kMostUnderWay);
}

}  // namespace
}  // namespace wls::net
