// Whoever counts learns of every answer, by the route's pattern.
#include <gtest/gtest.h>

#include <mutex>

#include "http/world.h"

namespace wls::http {
namespace {

class Watch : public World {
  protected:
    Watch() {
        router.add("GET", "/things/{id}",
                   [](const Request&, const PathParameters&) -> Reply { return text(404, ""); });
        router.add("GET", "/later", [](const Request&, const PathParameters&) -> Reply {
            return Deferred([](const Answer& answer) { answer(text(201, "")); });
        });
        options.watch = [this](const Exchange& exchange) {
            const std::lock_guard lock(mutex_);
            seen_ += std::string(exchange.method) + " " + std::string(exchange.route) + " " +
                     std::to_string(exchange.status) + "\n";
        };
    }
    ~Watch() override {
        if (io.joinable()) stop_and_join();
        server.reset();
    }
    std::string seen() {
        const std::lock_guard lock(mutex_);
        return std::exchange(seen_, "");
    }

  private:
    std::mutex mutex_;
    std::string seen_;
};

TEST_F(Watch, LearnsOfEveryAnswer) {
    start();
    Client client = connect();
    client.get("/hello");
    EXPECT_EQ(seen(), "GET /hello 200\n");
    client.get("/things/17?x=1");
    EXPECT_EQ(seen(), "GET /things/{id} 404\n");
    client.get("/later");
    EXPECT_EQ(seen(), "GET /later 201\n");
    client.get("/nowhere/at/all");
    EXPECT_EQ(seen(), "GET  404\n");
    client.get("/hello/");
    EXPECT_EQ(seen(), "GET  307\n");
    client.send("ODD /hello HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(client.read_reply().status, 405);
    EXPECT_EQ(seen(), "ODD /hello 405\n");
    client.send("GET /hello HTTP/9.9\r\n\r\n");
    EXPECT_GE(client.read_reply().status, 400);
    const auto refused = seen();
    EXPECT_NE(refused.find("  4"), std::string::npos) << "before any route: " << refused;
}

}  // namespace
}  // namespace wls::http
