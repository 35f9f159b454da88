// URLs that start and stop something outside of us, and perhaps one that says whether it is up: a
// `webhook` of the catalog. Value; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "net/headers.h"

namespace wls::local {

struct WebhookCall {
    std::string method = "POST";  // DELETE, GET, PATCH, POST or PUT
    std::string url;              // as net::check_url wants it
    net::Headers headers = {};
    std::optional<std::string> body = {};  // none: the usual one, where the method takes one
};

// Asked by GET.
struct WebhookState {
    std::string url;
    net::Headers headers = {};
    int up_when = 200;                  // this status: up
    std::optional<int> down_when = {};  // this status: down. None: see read_state_answer
};

struct Webhook {
    WebhookCall start, stop;
    std::optional<WebhookState> state = {};
    std::string secret_file = {};  // empty: nothing is signed
    std::string ca_file = {};      // all that its TLS trusts; empty: the system's authorities
    std::chrono::milliseconds timeout = std::chrono::seconds{10};  // of each of the three
};

}  // namespace wls::local
