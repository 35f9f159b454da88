// Workloads that calls to another server bring up and down, through the real program.
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>

#include "e2e/words.h"
#include "net/server.h"
#include "support/http_client.h"
#include "support/program.h"

namespace wls {
namespace {

using support::get;
using support::send;
using namespace e2e;

void write_catalog(const support::Folder& folder, const net::Server& other) {
    std::ofstream(folder.path() / "catalog.yaml")
        << "workloads:\n  - name: Preview\n    webhook:\n      start: {url: \"" << other.url("/up")
        << "\"}\n      stop: {url: \"" << other.url("/down") << "\"}\n";
}

// What was asked for, in order.
std::string targets(const net::Server& server) {
    std::string all;
    for (const auto& asked : server.asked()) all += (all.empty() ? "" : " ") + asked.target;
    return all;
}

TEST(Webhook, IsCalledAtTheStartAndAtTheEnd) {
    const support::Folder folder;
    const net::Server other(net::always(204));
    write_catalog(folder, other);
    support::Server server({{"serve"}, folder.path(), {}, false});
    send(server.port(), "POST", "/schedules", schedule("Preview", 0, 3));
    EXPECT_TRUE(support::eventually([&] {
        return has(get(server.port(), "/schedules/1").body, R"("status":"completed")");
    })) << server.output();
    EXPECT_EQ(targets(other), "/up /down");
    EXPECT_TRUE(has(get(server.port(), "/transitions").body, R"("workload":"Webhook/-/Preview")"));
    EXPECT_TRUE(has(get(server.port(), "/transitions/1/log").body, "answered 204"));
}

TEST(Webhook, ThatFailsIsCalledAgain) {
    const support::Folder folder;
    std::atomic<int> calls = 0;
    const net::Server other([&](net::Talk& talk) {
        for (;;) {
            talk.read();
            talk.answer(++calls % 2 == 1 ? 503 : 200);
        }
    });
    write_catalog(folder, other);
    support::Server server({{"serve"}, folder.path(), {}, false});
    send(server.port(), "POST", "/schedules", schedule("Preview", 0, 600));
    EXPECT_TRUE(support::eventually([&] {
        return has(get(server.port(), "/schedules/1").body, R"("status":"running")");
    })) << server.output();
    send(server.port(), "DELETE", "/schedules/1", "");
    EXPECT_TRUE(support::eventually([&] { return targets(other) == "/up /up /down /down"; }))
        << targets(other) << server.output();
}

// The answer of the start was not awaited: it is called again, with the same key.
TEST(Webhook, OfAKilledServerIsCalledAgainWithTheSameKey) {
    const support::Folder folder;
    std::atomic<bool> is_silent = true;
    const net::Server other([&](net::Talk& talk) {
        for (;;) {
            talk.read();
            if (is_silent) return talk.wait_for_close();
            talk.answer(200);
        }
    });
    write_catalog(folder, other);
    {
        support::Server server({{"serve"}, folder.path(), {}, false});
        send(server.port(), "POST", "/schedules", schedule("Preview", 0, 600));
        EXPECT_TRUE(support::eventually([&] { return targets(other) == "/up"; }));
        server.kill();
    }
    is_silent = false;
    support::Server server({{"serve"}, folder.path(), {}, false});
    EXPECT_TRUE(support::eventually([&] {
        return has(get(server.port(), "/schedules/1").body, R"("status":"running")");
    })) << server.output();
    const auto asked = other.asked();
    ASSERT_EQ(asked.size(), 2U);
    EXPECT_EQ(asked[0].headers.at("idempotency-key"), asked[1].headers.at("idempotency-key"));
}

}  // namespace
}  // namespace wls
