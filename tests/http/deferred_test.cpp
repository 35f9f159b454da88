// Handlers that answer later, from other threads, twice, never, or not at all as they should.
#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "http/world.h"

namespace wls::http {
namespace {

class DeferredAnswers : public World {
  protected:
    // GET /later: its Answer is handed to the test.
    void serve_later() {
        router.add("GET", "/later", [this](const Request&, const PathParameters&) -> Reply {
            return Deferred([this](Answer answer) {
                const std::lock_guard lock(mutex_);
                answers_.push_back(std::move(answer));
            });
        });
    }
    // Waits for the next request to /later.
    Answer next() {
        std::optional<Answer> taken;
        wait_for(
            [&] {
                const std::lock_guard lock(mutex_);
                if (answers_.empty()) return false;
                taken = std::move(answers_.front());
                answers_.erase(answers_.begin());
                return true;
            },
            "a request to /later");
        return *taken;
    }
    static void ask(Client& client) { client.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n"); }

    std::mutex mutex_;
    std::vector<Answer> answers_;
};

TEST_F(DeferredAnswers, ComeFromAnyThread) {
    serve_later();
    start();
    Client client = connect();
    for (int i = 0; i < 3; ++i) {
        ask(client);
        std::thread([answer = next()] { answer(text(200, "later")); }).join();
        EXPECT_EQ(client.read_reply().body, "later");
    }
}

TEST_F(DeferredAnswers, MayComeAtOnceAndCountOnce) {
    router.add("GET", "/now", [](const Request&, const PathParameters&) -> Reply {
        return Deferred([](const Answer& answer) {
            answer(text(200, "first"));
            answer(text(200, "second"));
        });
    });
    start();
    Client client = connect();
    EXPECT_EQ(client.get("/now").body, "first");
    EXPECT_EQ(client.get("/now").body, "first");
    EXPECT_EQ(client.get("/hello").body, "hello");
}

TEST_F(DeferredAnswers, KeepTheOrderOfRequests) {
    serve_later();
    start();
    Client client = connect();
    client.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\nGET /hello HTTP/1.1\r\nHost: h\r\n\r\n");
    next()(text(200, "later"));
    EXPECT_EQ(client.read_reply().body, "later");
    EXPECT_EQ(client.read_reply().body, "hello");
}

TEST_F(DeferredAnswers, LeaveOthersServedMeanwhile) {
    serve_later();
    start();
    Client waiting = connect();
    ask(waiting);
    const Answer answer = next();
    EXPECT_EQ(connect().get("/hello").status, 200);
    answer(text(200, "later"));
    EXPECT_EQ(waiting.read_reply().body, "later");
}

TEST_F(DeferredAnswers, ThatNeverComeAre500) {
    serve_later();
    router.add("GET", "/dropped", [](const Request&, const PathParameters&) -> Reply {
        return Deferred([](const Answer&) {});
    });
    router.add("GET", "/throws", [](const Request&, const PathParameters&) -> Reply {
        throw std::runtime_error("thrown by a handler");
    });
    router.add("GET", "/throws-later", [](const Request&, const PathParameters&) -> Reply {
        return Deferred([](const Answer&) { throw std::runtime_error("thrown by a deferred"); });
    });
    router.add("GET", "/throws-a-number",
               [](const Request&, const PathParameters&) -> Reply { throw 1; });
    start();
    Client client = connect();
    for (const char* path : {"/dropped", "/throws", "/throws-later", "/throws-a-number"}) {
        const auto reply = client.get(path);
        EXPECT_EQ(reply.status, 500) << path;
        EXPECT_EQ(reply.body, R"({"detail":"Internal Server Error"})") << path;
    }
    EXPECT_EQ(client.get("/hello").body, "hello") << "the connection goes on";
    for (const char* cause : {"dropped without an answer", "thrown by a handler",
                              "thrown by a deferred", "no std::exception"})
        wait_for_log(cause);
}

TEST_F(DeferredAnswers, MayFindTheClientGone) {
    serve_later();
    start();
    Client client = connect();
    ask(client);
    const Answer answer = next();
    client.reset();
    answer(text(200, std::string(1'000'000, 'x')));
    EXPECT_EQ(connect().get("/hello").status, 200);
}

TEST_F(DeferredAnswers, MayFindTheServerGone) {
    options.stop_limit = std::chrono::milliseconds(20);
    serve_later();
    start();
    Client client = connect();
    ask(client);
    const Answer answer = next();
    stop_and_join();
    answer(text(200, "before the end"));
    server.reset();
    answer(text(200, "after the end"));
    EXPECT_TRUE(client.ends());
}

TEST_F(DeferredAnswers, OfManyClientsFindTheirWay) {
    router.add("POST", "/later", [](const Request& request, const PathParameters&) -> Reply {
        return Deferred([body = request.body](Answer answer) {
            std::thread([body, answer = std::move(answer)] { answer(text(200, body)); }).detach();
        });
    });
    start();
    std::vector<std::future<int>> clients;
    for (int c = 0; c < 16; ++c)
        clients.push_back(std::async(std::launch::async, [this, c] {
            Client client = connect();
            int right = 0;
            for (int i = 0; i < 50; ++i) {
                const std::string body = std::to_string(c * 1'000 + i);
                client.send("POST /later HTTP/1.1\r\nHost: h\r\nContent-Length: " +
                            std::to_string(body.size()) + "\r\n\r\n" + body);
                right += client.read_reply().body == body ? 1 : 0;
            }
            return right;
        }));
    for (auto& client : clients) EXPECT_EQ(client.get(), 50);
}

}  // namespace
}  // namespace wls::http
