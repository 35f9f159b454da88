// The stop: requests in flight are finished, idle connections closed, and it always ends.
#include <gtest/gtest.h>

#include <future>

#include "http/world.h"

namespace wls::http {
namespace {

class Stop : public World {
  protected:
    void serve_later() {
        router.add("GET", "/later", [this](const Request&, const PathParameters&) -> Reply {
            return Deferred([this](Answer answer) { asked_.set_value(std::move(answer)); });
        });
    }
    std::promise<Answer> asked_;
};

TEST_F(Stop, EndsAnIdleServer) {
    start();
    stop_and_join();
}

TEST_F(Stop, MayComeBeforeTheRun) {
    StoppedClock clock;
    Log log(LogFormat::Text, LogLevel::Error);
    Server early(options, router, clock, log);
    ASSERT_TRUE(early.listen());
    early.stop();
    early.stop();
    early.run();
}

TEST_F(Stop, ClosesIdleConnections) {
    start();
    Client fresh = connect();
    Client used = connect();
    EXPECT_EQ(used.get("/hello").status, 200);
    stop_and_join();
    EXPECT_TRUE(used.ends());
    EXPECT_TRUE(fresh.ends());
    EXPECT_FALSE(connect().send("x")) << "nobody listens";
}

TEST_F(Stop, FinishesDeferredRequests) {
    serve_later();
    start();
    Client client = connect();
    client.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
    const Answer answer = asked_.get_future().get();
    server->stop();
    // The stop has begun when no one is taken any more.
    wait_for([&] { return !connect().send("x"); }, "the end of accepting");
    answer(text(200, "at last"));
    const auto reply = client.read_reply();
    EXPECT_EQ(reply.body, "at last");
    EXPECT_TRUE(reply.has("Connection: close\r\n"));
    EXPECT_TRUE(client.ends());
    io.join();
}

TEST_F(Stop, FinishesBodies) {
    std::promise<void> begun, go_on;
    router.add("GET", "/slow", [&](const Request&, const PathParameters&) -> Reply {
        return json_source(200, [&, piece = 0]() mutable -> Result<std::optional<std::string>> {
            if (piece++ == 1) {
                begun.set_value();
                go_on.get_future().get();
            }
            if (piece == 4) return std::nullopt;
            return "piece";
        });
    });
    start();
    Client client = connect();
    client.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    begun.get_future().get();
    server->stop();
    go_on.set_value();
    const auto reply = client.read_reply();
    EXPECT_EQ(reply.body, "piecepiecepiece");
    EXPECT_TRUE(reply.whole);
    io.join();
}

TEST_F(Stop, WaitsNotForEver) {
    options.stop_limit = std::chrono::milliseconds(30);
    serve_later();
    start();
    Client deferred = connect();
    deferred.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
    const Answer answer = asked_.get_future().get();
    Client half = connect();
    half.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc");
    stop_and_join();
    EXPECT_TRUE(deferred.ends());
    EXPECT_TRUE(half.ends());
}

TEST_F(Stop, TheServerMayDieUnrun) {
    StoppedClock clock;
    Log log(LogFormat::Text, LogLevel::Error);
    Server unrun(options, router, clock, log);
    ASSERT_TRUE(unrun.listen());
    unrun.stop();
}

}  // namespace
}  // namespace wls::http
