// A webhook's calls as HTTP requests, and what its answers mean. The rules stand in
// docs/webhooks.md. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "local/effect_calls.h"
#include "local/webhooks/webhook.h"
#include "net/call.h"

namespace wls::local {

inline constexpr std::string_view kSignatureHeader = "X-Workload-Scheduler-Signature";

// Idempotency-Key, User-Agent, X-Workload-Scheduler-…: no catalog may choose them.
bool is_webhooks_own(std::string_view header);

// {"workload":"Webhook/-/Preview site","edge":"start","run":"…","window":{"start":"…","end":"…"}};
// the end is null where it is not known.
std::string usual_body(const CallRequest& request);

// Neither is signed yet.
net::Request edge_request(const Webhook& webhook, const CallRequest& request);
net::Request state_request(const Webhook& webhook);

// What is signed: "<at, seconds since 1970>.<Idempotency-Key, or nothing>.<body>".
std::string signed_text(const net::Request& request, Instant at);
void add_signature(net::Request& request, Instant at, std::string_view hmac);

// The other side said this, or nothing.
struct Said {
    std::string line;   // for the log and messages: method, host and status, or why there is none
    CallResult result;  // of a start or a stop
};

// `now`: for a Retry-After that is a date.
Said read_edge_answer(const net::Request& request, Edge edge, const net::CallOutcome& outcome,
                      Instant now);

enum class StateAnswer { Up, Down, Unknown };

// `up_when` is up, `down_when` is down. Without `down_when` another status is down when it is 2xx,
// or 4xx and about the thing: 401, 403, 407, 408, 425 and 429 are about who asks. A redirect, 5xx
// and no answer say nothing.
StateAnswer read_state_answer(const WebhookState& state, const net::CallOutcome& outcome);

// "GET example.org answered 404", or why there is no answer.
std::string line_of(const net::Request& request, const net::CallOutcome& outcome);

}  // namespace wls::local
