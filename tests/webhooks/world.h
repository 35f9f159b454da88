// A machine with webhooks for one test: a data folder of its own, a catalog, a clock that stands,
// and calls that are waited for. Secrets of all kinds hold the word "hush", and neither messages
// nor logs may. The test's thread.
#pragma once

#include <gmock/gmock.h>

#include <future>
#include <memory>
#include <string>

#include "fakes/fake_clock.h"
#include "local/webhooks/webhook_calls.h"
#include "net/server.h"

namespace wls::local {

inline constexpr Instant kStartAt{std::chrono::seconds{1'745'143'200}};  // 2025-04-20 10:00:00

// The run of the life `number`, and its window of an hour.
RunId run(int number = 7);
CallRequest request_for(const std::string& name, int number = 7);

class World {
  public:
    World();
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    // Adds a workload whose webhook has these keys, in YAML's flow style.
    void webhook(const std::string& name, const std::string& keys);
    // The usual one: both edges go to `server`, and `more` is added: ", timeout: 1s".
    void webhook(const std::string& name, const net::Server& server, const std::string& more = "");

    std::future<CallResult> start(const std::string& name, int number = 7);
    std::future<CallResult> stop(const std::string& name, int number = 7);
    std::future<CallResult> start(CallRequest request);

    void end_calls() { calls_.reset(); }
    void trust(const net::Identity& authority);  // before the first call

    std::string log(int number = 7) const;
    std::string path(const std::string& name) const { return folder_ + "/" + name; }
    void write(const std::string& name, const std::string& bytes) const;

    fakes::FakeClock clock;  // moved only while no call is under way

  private:
    WebhookCalls& calls();
    CallDone keep(const std::shared_ptr<std::promise<CallResult>>& promise) const;

    std::string folder_;
    std::string yaml_ = "workloads:\n";
    bool is_read_ = true;  // all of yaml_ is in catalog_
    std::string ca_file_;
    Catalog catalog_;
    std::unique_ptr<WebhookCalls> calls_;
};

// "Done", "NotDone: why", "Unsure: why (in 60 s)".
std::string text(const CallResult& result);
std::string text(std::future<CallResult> result);

// Starts the workload, then stops it; what becomes of each call.
void expect_start_and_stop(World& world, const std::string& name,
                           const ::testing::Matcher<const std::string&>& start,
                           const ::testing::Matcher<const std::string&>& stop, int number = 7);

// A webhook's key for a URL of `server` that holds secrets: "start: {url: '…'}".
std::string key(const std::string& name, const net::Server& server, const std::string& more = "");

}  // namespace wls::local
