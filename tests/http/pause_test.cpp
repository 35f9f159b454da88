// Bodies that grow: what is there is sent at once, and who waits for more holds up nobody.
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <mutex>

#include "http/world.h"

namespace wls::http {
namespace {

class Pause : public World {
  protected:
    Pause() {
        router.add("GET", "/growing", [this](const Request&, const PathParameters&) -> Reply {
            Response response = text(200, "");
            response.pause = std::chrono::milliseconds(1);
            ++waiting;
            const std::shared_ptr<void> place(this, [this](void*) { --waiting; });
            response.body = [this, place]() -> Result<std::optional<std::string>> {
                const std::lock_guard lock(mutex_);
                ++asked;
                if (fails_) return fail(ErrorCode::Unavailable, "the file is gone");
                if (text_.empty() && ended_) return std::nullopt;
                return std::exchange(text_, "");
            };
            return response;
        });
    }
    ~Pause() override {
        if (io.joinable()) stop_and_join();
        server.reset();  // its bodies refer to us
    }

    void print(const std::string& text) {
        const std::lock_guard lock(mutex_);
        text_ += text;
    }
    void end(bool fails = false) {
        const std::lock_guard lock(mutex_);
        ended_ = true;
        fails_ = fails;
    }
    // A client that has the head and rests.
    Client follow(const char* version = "1.1") {
        Client client = connect();
        client.send(std::string("GET /growing HTTP/") + version + "\r\nHost: h\r\n\r\n");
        EXPECT_TRUE(client.read_until("\r\n\r\n").starts_with("HTTP/1.1 200 OK\r\n"));
        return client;
    }

    std::atomic<int> waiting = 0;
    std::atomic<int> asked = 0;

  private:
    std::mutex mutex_;
    std::string text_;
    bool ended_ = false;
    bool fails_ = false;
};

TEST_F(Pause, TheHeadComesBeforeAnythingElse) {
    start();
    Client client = follow();
    EXPECT_EQ(waiting, 1);
}

TEST_F(Pause, PiecesComeAsTheyAreMadeAndTheEndIsSaid) {
    start();
    Client client = follow();
    print("one");
    EXPECT_EQ(client.read_until("one\r\n"), "3\r\none\r\n");
    print("three");
    EXPECT_EQ(client.read_until("three\r\n"), "5\r\nthree\r\n");
    end();
    EXPECT_EQ(client.read_until("0\r\n\r\n"), "0\r\n\r\n");
    wait_for([&] { return waiting == 0; }, "the end of the body");
    EXPECT_EQ(client.get("/hello").body, "hello") << "the connection goes on";
}

TEST_F(Pause, ForHttp10TheBodyEndsWithTheConnection) {
    start();
    Client client = follow("1.0");
    print("all");
    end();
    EXPECT_EQ(client.read_until("all"), "all");
    EXPECT_TRUE(client.ends());
}

TEST_F(Pause, OthersAreServedMeanwhile) {
    start();
    std::vector<Client> clients;
    for (int i = 0; i < 50; ++i) clients.push_back(follow());
    EXPECT_EQ(connect().get("/hello").body, "hello");
    EXPECT_EQ(waiting, 50);
}

TEST_F(Pause, AClientThatGoesAwayFreesEverything) {
    start();
    follow().reset();
    wait_for([&] { return waiting == 0; }, "a reset");
    {
        Client closed = follow();
    }
    wait_for([&] { return waiting == 0; }, "a close");
    Client half = follow();
    half.end_sending();
    wait_for([&] { return waiting == 0; }, "an end of sending");
    Client behind = follow();  // behind a request that nobody has read
    behind.send("GET /hello HTTP/1.1\r\n");
    behind.end_sending();
    wait_for([&] { return waiting == 0; }, "an end behind bytes");
}

TEST_F(Pause, AHeadRequestWaitsForNothing) {
    start();
    Client client = connect();
    client.send("HEAD /growing HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(client.read_reply(false).status, 200);
    EXPECT_EQ(client.get("/hello").body, "hello");
    EXPECT_EQ(asked, 0);
    EXPECT_EQ(waiting, 0);
}

TEST_F(Pause, AStopWaitsForNobodyWhoRests) {
    options.stop_limit = std::chrono::hours(1);
    start();
    Client client = follow();
    stop_and_join();
    EXPECT_TRUE(client.ends()) << "without the last chunk: more could have come";
    EXPECT_EQ(waiting, 0);
}

TEST_F(Pause, AStopWaitsForNobodyWhoseBodyNeverRests) {
    options.stop_limit = std::chrono::hours(1);
    std::promise<void> begun;
    router.add("GET", "/flood", [&](const Request&, const PathParameters&) -> Reply {
        Response response = text(200, "");
        response.pause = std::chrono::milliseconds(1);
        response.body = [&, pieces = 0]() mutable -> Result<std::optional<std::string>> {
            if (pieces++ == 0) begun.set_value();
            return "piece";
        };
        return response;
    });
    start();
    Client client = connect();
    client.send("GET /flood HTTP/1.1\r\nHost: h\r\n\r\n");
    begun.get_future().get();
    std::thread reader([&] { client.ends(); });
    stop_and_join();
    reader.join();
}

TEST_F(Pause, AnErrorBreaksItOff) {
    start();
    Client client = follow();
    end(true);
    EXPECT_TRUE(client.ends());
    wait_for_log("the file is gone");
}

}  // namespace
}  // namespace wls::http
