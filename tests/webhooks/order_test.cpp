// When webhooks are called, and when they are not: turns, windows, the end of the server.
#include <atomic>
#include <latch>
#include <mutex>

#include "webhooks/world.h"

namespace wls::local {
namespace {

using net::Server;
using net::Talk;

// Answers with 200 once it is let go.
class Gate {
  public:
    Server::Script script() {
        return [this](Talk& talk) {
            talk.read();
            open_.wait();
            talk.answer(200);
        };
    }
    void open() { open_.count_down(); }

  private:
    std::latch open_{1};
};

void wait_for_requests(const Server& server, std::size_t count) {
    while (server.asked().size() < count) std::this_thread::yield();
}

TEST(WebhookOrder, CallsOfOneWorkloadComeOneAfterTheOther) {
    World world;
    std::mutex mutex;
    std::vector<std::string> seen;
    const auto note = [&](const std::string& what) {
        const std::lock_guard lock(mutex);
        seen.push_back(what);
    };
    const Server server([&](Talk& talk) {
        const auto asked = talk.read();
        const auto key = asked.headers.at("idempotency-key");
        note(key + " begins");
        note(key + " ends");
        talk.answer(200);
    });
    world.webhook("x", server);
    std::vector<std::future<CallResult>> results;
    std::vector<std::string> want;
    for (int number = 1; number <= 20; ++number) {
        // The stop of another run, so that it does not call its start off.
        results.push_back(world.start("x", number));
        results.push_back(world.stop("x", number + 100));
        for (const auto& [n, edge] :
             {std::pair(number, "-start"), std::pair(number + 100, "-stop")})
            for (const char* what : {" begins", " ends"})
                want.push_back(run(n).text() + edge + what);
    }
    for (auto& result : results) EXPECT_EQ(text(result.get()), "Done");
    EXPECT_EQ(seen, want);
}

TEST(WebhookOrder, ASlowWorkloadHoldsUpNobodyElse) {
    World world;
    Gate gate;
    const Server slow(gate.script());
    const Server quick(net::always(200));
    world.webhook("slow", slow);
    world.webhook("quick", quick);
    auto first = world.start("slow", 1);
    wait_for_requests(slow, 1);
    EXPECT_EQ(text(world.start("quick", 2)), "Done");
    gate.open();
    EXPECT_EQ(text(first.get()), "Done");
}

TEST(WebhookOrder, AStopCallsItsWaitingStartOff) {
    World world;
    Gate gate;
    const Server server(gate.script());
    world.webhook("x", server);
    auto first = world.start("x", 1);
    wait_for_requests(server, 1);
    auto second = world.start("x", 2);
    auto stop = world.stop("x", 2);
    EXPECT_EQ(text(second.get()), "NotDone: stopped before it was started");
    gate.open();
    EXPECT_EQ(text(first.get()), "Done");
    EXPECT_EQ(text(stop.get()), "Done");
    EXPECT_EQ(server.asked().size(), 2U);
}

TEST(WebhookOrder, AStartIsNotMadeAfterItsWindow) {
    World world;
    const Server server(net::always(200));
    world.webhook("x", server);
    world.clock.pass_to(kStartAt + std::chrono::hours{1});
    EXPECT_EQ(text(world.start("x")), "NotDone: its window ended before its turn came");
    EXPECT_EQ(server.asked().size(), 0U);
    EXPECT_EQ(text(world.stop("x")), "Done");
}

TEST(WebhookOrder, WhatLeftTheCatalogIsBlocked) {
    World world;
    const std::string want =
        "Blocked: the catalog has no webhook 'gone'; add it, or change the "
        "schedule's target";
    EXPECT_EQ(text(world.start("gone")), want);
    EXPECT_EQ(text(world.stop("gone")), want);
}

TEST(WebhookOrder, ManyAreCalledAtOnceButNotAll) {
    World world;
    std::mutex mutex;
    std::size_t now = 0;
    std::size_t most = 0;
    const Server server([&](Talk& talk) {
        talk.read();
        {
            const std::lock_guard lock(mutex);
            most = std::max(most, ++now);
        }
        std::this_thread::yield();
        {
            const std::lock_guard lock(mutex);
            --now;
        }
        talk.answer(200);
    });
    std::vector<std::future<CallResult>> results;
    for (int number = 0; number < 200; ++number)
        world.webhook("w" + std::to_string(number), server, ", timeout: 5m");
    for (int number = 0; number < 200; ++number)
        results.push_back(world.start("w" + std::to_string(number), number));
    for (auto& result : results) EXPECT_EQ(text(result.get()), "Done");
    EXPECT_EQ(server.asked().size(), 200U);
    EXPECT_LE(most, 64U);
}

TEST(WebhookOrder, TheEndAnswersEveryCallOnce) {
    World world;
    const Server server([](Talk& talk) {
        talk.read();
        talk.wait_for_close();
    });
    for (int number = 0; number < 100; ++number)
        world.webhook("w" + std::to_string(number), server, ", timeout: 5m");
    std::vector<std::future<CallResult>> starts;
    for (int number = 0; number < 100; ++number)
        starts.push_back(world.start("w" + std::to_string(number), number));
    auto waiting = world.start("w0", 1000);
    wait_for_requests(server, 64);
    world.end_calls();
    std::size_t unsure = 0;
    for (auto& start : starts) {
        const auto result = start.get();
        if (result.what == CallResult::What::Unsure)
            ++unsure;
        else
            EXPECT_EQ(text(result), "NotDone: not called: this server is stopping");
    }
    EXPECT_EQ(unsure, 64U);
    EXPECT_EQ(text(waiting.get()), "NotDone: not called: this server is stopping");
    EXPECT_EQ(server.asked().size(), 64U);
}

// The state was asked, and its answer comes with the end: nothing more is begun.
TEST(WebhookOrder, TheEndBeginsNothing) {
    World world;
    const Server states([](Talk& talk) {
        talk.read();
        talk.wait_for_close();
    });
    const Server edges(net::always(200));
    world.webhook("x", edges, ", timeout: 5m, " + key("state", states));
    auto start = world.start("x");
    wait_for_requests(states, 1);
    world.end_calls();
    EXPECT_EQ(text(start.get()), "NotDone: not called: this server is stopping");
    EXPECT_EQ(edges.connections(), 0);
}

}  // namespace
}  // namespace wls::local
