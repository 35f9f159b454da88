#include "webhooks/world.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "local/run_log.h"

namespace wls::local {

using ::testing::HasSubstr;
using ::testing::Not;

RunId run(int number) {
    return {Life{number}, kStartAt, 1};
}

CallRequest request_for(const std::string& name, int number) {
    return {run(number),
            Edge::Start,
            "Webhook/-/" + name,
            {kStartAt, kStartAt + std::chrono::hours{1}}};
}

World::World() {
    for (const char* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
        ::unsetenv(name);
    std::string pattern = std::filesystem::temp_directory_path() / "webhook-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    clock.step_to(kStartAt);
}

World::~World() {
    calls_.reset();
    std::error_code none;  // no call, no folder
    for (const auto& file : std::filesystem::recursive_directory_iterator(path("data"), none)) {
        if (!file.is_regular_file()) continue;
        std::ifstream stream(file.path());
        const std::string bytes(std::istreambuf_iterator<char>(stream), {});
        EXPECT_THAT(bytes, Not(HasSubstr("hush"))) << file.path();
    }
    std::filesystem::remove_all(folder_);
}

void World::webhook(const std::string& name, const std::string& keys) {
    yaml_ += "- {name: " + name + ", webhook: {" + keys + "}}\n";
    is_read_ = false;
}

void World::webhook(const std::string& name, const net::Server& server, const std::string& more) {
    webhook(name, key("start", server) + ", " + key("stop", server) + more);
}

WebhookCalls& World::calls() {
    if (!std::exchange(is_read_, true)) {
        auto catalog = Catalog::parse(yaml_, "catalog.yaml");
        if (!catalog) throw std::runtime_error(catalog.error().message);
        catalog_ = std::move(*catalog);
    }
    if (!calls_)
        calls_ = std::make_unique<WebhookCalls>(
            catalog_, WebhookCallsOptions{.data = path("data"), .ca_file = ca_file_}, clock);
    return *calls_;
}

void World::trust(const net::Identity& authority) {
    write("ca.pem", authority.pem());
    ca_file_ = path("ca.pem");
}

CallDone World::keep(const std::shared_ptr<std::promise<CallResult>>& promise) const {
    return [promise](CallResult result) {
        EXPECT_THAT(result.message, Not(HasSubstr("hush")));
        promise->set_value(std::move(result));  // throws the second time
    };
}

std::future<CallResult> World::start(CallRequest request) {
    const auto promise = std::make_shared<std::promise<CallResult>>();
    calls().ask(std::move(request), keep(promise));
    return promise->get_future();
}

std::future<CallResult> World::start(const std::string& name, int number) {
    return start(request_for(name, number));
}

std::future<CallResult> World::stop(const std::string& name, int number) {
    const auto promise = std::make_shared<std::promise<CallResult>>();
    auto request = request_for(name, number);
    request.edge = Edge::Stop;
    request.window.end_at = request.window.start_at;  // as EffectExecutor does
    calls().ask(std::move(request), keep(promise));
    return promise->get_future();
}

std::string World::log(int number) const {
    return read_log(path("data"), run(number)).value_or("");
}

void World::write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
}

std::string text(const CallResult& result) {
    using What = CallResult::What;
    std::string said = result.what == What::Done      ? "Done"
                       : result.what == What::Already ? "Already"
                       : result.what == What::NotDone ? "NotDone"
                       : result.what == What::Unsure  ? "Unsure"
                                                      : "Blocked";
    if (!result.message.empty()) said += ": " + result.message;
    if (result.retry_after)
        said += " (in " +
                std::to_string(
                    std::chrono::duration_cast<std::chrono::seconds>(*result.retry_after).count()) +
                " s)";
    return said;
}

std::string text(std::future<CallResult> result) {
    return text(result.get());
}

void expect_start_and_stop(World& world, const std::string& name,
                           const ::testing::Matcher<const std::string&>& start,
                           const ::testing::Matcher<const std::string&>& stop, int number) {
    EXPECT_THAT(text(world.start(name, number)), start) << name << ", start";
    EXPECT_THAT(text(world.stop(name, number)), stop) << name << ", stop";
}

std::string key(const std::string& name, const net::Server& server, const std::string& more) {
    return name + ": {url: '" + server.url("/" + name + "?hush") + "'" + more + "}";
}

}  // namespace wls::local
