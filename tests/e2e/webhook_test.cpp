// Webhooks through the real program: called at both ends of a window, and again after a crash.
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

class Webhooks : public testing::Test {
  protected:
    void write_catalog(const net::Server& server) const {
        std::ofstream(folder_.path() / "catalog.yaml")
            << "workloads:\n  - {name: Site, webhook: {start: {url: '" << server.url("/start")
            << "'}, stop: {url: '" << server.url("/stop") << "'}, secret_file: secret}}\n";
        std::ofstream(folder_.path() / "secret") << "hush\n";
    }
    support::Start start() const { return {{"serve"}, folder_.path(), {}, false}; }

    support::Folder folder_;
};

TEST_F(Webhooks, AreCalledAtTheStartAndAtTheEnd) {
    const net::Server site(net::always(204));
    write_catalog(site);
    support::Server server(start());
    send(server.port(), "POST", "/schedules", schedule("Site", 0, 600));
    ASSERT_TRUE(support::eventually([&] {
        return has(get(server.port(), "/schedules/1").body, R"("status":"running")");
    })) << server.output();
    send(server.port(), "DELETE", "/schedules/1", "");
    const std::string want = "start: POST " + site.authority() + " answered 204\nstop: POST " +
                             site.authority() + " answered 204\n";
    EXPECT_TRUE(support::eventually([&] {
        return get(server.port(), "/transitions/1/log").body == want;
    })) << server.output();
    const auto asked = site.asked();
    ASSERT_EQ(asked.size(), 2U);
    EXPECT_EQ(asked[0].target, "/start");
    EXPECT_TRUE(has(asked[0].body, R"("workload":"Webhook/-/Site","edge":"start")"));
    EXPECT_EQ(asked[1].target, "/stop");
    EXPECT_TRUE(asked[1].headers.contains("x-workload-scheduler-signature"));
    EXPECT_FALSE(has(server.output(), "hush"));
}

TEST_F(Webhooks, ThatFailAreCalledAgain) {
    std::atomic<int> calls = 0;
    const net::Server site([&](net::Talk& talk) {
        for (;;) {
            talk.read();
            talk.answer(++calls % 2 == 1 ? 503 : 200);
        }
    });
    write_catalog(site);
    support::Server server(start());
    send(server.port(), "POST", "/schedules", schedule("Site", 0, 600));
    EXPECT_TRUE(support::eventually([&] {
        return has(get(server.port(), "/schedules/1").body, R"("status":"running")");
    })) << server.output();
    send(server.port(), "DELETE", "/schedules/1", "");
    const auto targets = [&] {
        std::string all;
        for (const auto& asked : site.asked()) all += asked.target;
        return all;
    };
    EXPECT_TRUE(support::eventually([&] { return targets() == "/start/start/stop/stop"; }))
        << targets() << server.output();
}

TEST_F(Webhooks, AStartCutOffByACrashIsAskedAgainWithTheSameKey) {
    std::atomic<bool> answers{false};
    const net::Server site([&](net::Talk& talk) {
        talk.read();
        if (!answers) talk.wait_for_close();
        talk.answer(200);
    });
    write_catalog(site);
    {
        support::Server server(start());
        send(server.port(), "POST", "/schedules", schedule("Site", 0, 600));
        ASSERT_TRUE(support::eventually([&] { return site.asked().size() == 1; }))
            << server.output();
        server.kill();
    }
    answers = true;
    support::Server server(start());
    ASSERT_TRUE(support::eventually([&] {
        return has(get(server.port(), "/schedules/1").body, R"("status":"running")");
    })) << server.output();
    const auto asked = site.asked();
    ASSERT_EQ(asked.size(), 2U);
    EXPECT_EQ(asked[1].target, "/start");
    EXPECT_EQ(asked[1].headers.at("idempotency-key"), asked[0].headers.at("idempotency-key"));
    EXPECT_EQ(asked[1].body, asked[0].body);
}

}  // namespace
}  // namespace wls
