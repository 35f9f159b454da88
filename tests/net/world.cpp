#include "net/world.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace wls::net {

World::World() : authority_(make_authority()) {
    for (const char* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
                             "no_proxy", "NO_PROXY"})
        ::unsetenv(name);
    std::string pattern = std::filesystem::temp_directory_path() / "net-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    std::ofstream(path("ca.pem")) << authority_.pem();
}

World::~World() {
    std::filesystem::remove_all(folder_);
}

std::unique_ptr<Client> World::client() const {
    auto made = Client::create({.ca_file = path("ca.pem")});
    EXPECT_TRUE(made) << made.error().message;
    return std::move(*made);
}

Request get(const Server& server) {
    return {.url = server.url(kPath), .headers = {{"Authorization", "secret"}}};
}

Request post(const Server& server, std::string body) {
    Request request = get(server);
    request.method = "POST";
    request.body = std::move(body);
    return request;
}

std::future<CallOutcome> begin(Client& client, Request request) {
    const auto promise = std::make_shared<std::promise<CallOutcome>>();
    const auto sent = client.send(std::move(request), [promise](CallOutcome outcome) {
        EXPECT_THAT(text(outcome), Not(::testing::HasSubstr("secret")));
        promise->set_value(std::move(outcome));
    });
    EXPECT_TRUE(sent);
    return promise->get_future();
}

CallOutcome call(Client& client, Request request) {
    return begin(client, std::move(request)).get();
}

std::string text(const CallOutcome& outcome) {
    if (outcome) return std::to_string(outcome->status);
    return (outcome.error().what == CallError::What::NotSent ? "not sent: " : "unknown: ") +
           outcome.error().message;
}

}  // namespace wls::net
