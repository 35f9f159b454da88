#include "local/webhooks/webhook_request.h"

#include <algorithm>
#include <iterator>

#include "base/json_text.h"
#include "local/environment.h"
#include "net/retry_after.h"
#include "net/url.h"

namespace wls::local {

namespace {

constexpr std::string_view kKeyHeader = "Idempotency-Key";
constexpr std::string_view kUserAgent = "workload-scheduler";
// Of the answer, which nobody looks at: enough for the other side to say it all and be content.
constexpr std::size_t kMostBodyBytes = 256 * 1024;

// Refusals of who asks, or of asking now: they say nothing about what was asked.
constexpr int kAboutAsking[] = {401, 403, 407, 408, 425, 429};
// It was not done now, but may be by a call of ours that is still under way, or may be later.
constexpr int kNotFinal[] = {408, 409, 425, 429};

template <std::size_t N>
bool is_one_of(const int (&statuses)[N], int status) {
    return std::ranges::find(statuses, status) != std::end(statuses);
}

void add_header(net::Request& request, std::string_view name, std::string value) {
    request.headers.emplace_back(name, std::move(value));
}

bool has_header(const net::Request& request, std::string_view lowered_name) {
    return std::ranges::any_of(request.headers, [&](const auto& header) {
        return net::lowered(header.first) == lowered_name;
    });
}

net::Request begin(const std::string& method, const std::string& url, const net::Headers& headers,
                   std::chrono::milliseconds timeout) {
    net::Request request{.method = method, .url = url, .headers = headers, .timeout = timeout};
    request.connect_timeout = timeout;
    request.answer_body = net::AnswerBody::Dropped;
    request.most_body_bytes = kMostBodyBytes;
    add_header(request, "User-Agent", std::string(kUserAgent));
    return request;
}

// What is to be done about it.
std::string way_out(int status, Edge edge) {
    if (status >= 300 && status < 400)
        return ": redirects are not followed; give the catalog the URL it leads to";
    if (status >= 400 && status < 500 && !is_one_of(kNotFinal, status))
        return ": it refuses the " + std::string(text(edge)) +
               "; mend URL, headers or body in the catalog";
    return {};
}

}  // namespace

bool is_webhooks_own(std::string_view header) {
    const auto name = net::lowered(header);
    return name == "idempotency-key" || name == "user-agent" ||
           name.starts_with("x-workload-scheduler-");
}

std::string usual_body(const CallRequest& request) {
    const auto& window = request.window;
    return "{\"workload\":" + json_quoted(request.workload) + ",\"edge\":\"" +
           std::string(text(request.edge)) + "\",\"run\":\"" + request.run.text() +
           "\",\"window\":{\"start\":\"" + utc_text(window.start_at) +
           "\",\"end\":" + (window.empty() ? "null" : "\"" + utc_text(window.end_at) + "\"") + "}}";
}

net::Request edge_request(const Webhook& webhook, const CallRequest& request) {
    const WebhookCall& call = request.edge == Edge::Start ? webhook.start : webhook.stop;
    net::Request made = begin(call.method, call.url, call.headers, webhook.timeout);
    const bool takes_body = call.method != "GET" && call.method != "DELETE";
    if (call.body)
        made.body = *call.body;
    else if (takes_body)
        made.body = usual_body(request);
    if ((call.body || takes_body) && !has_header(made, "content-type"))
        add_header(made, "Content-Type", "application/json");
    add_header(made, kKeyHeader, idempotency_key(request));
    return made;
}

net::Request state_request(const Webhook& webhook) {
    net::Request made = begin("GET", webhook.state->url, webhook.state->headers, webhook.timeout);
    made.may_repeat = true;
    return made;
}

std::string signed_text(const net::Request& request, Instant at) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count();
    return std::to_string(seconds) + "." + std::string(net::first_of(request.headers, kKeyHeader)) +
           "." + request.body;
}

void add_signature(net::Request& request, Instant at, std::string_view hmac) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count();
    add_header(request, kSignatureHeader,
               "t=" + std::to_string(seconds) + ",v1=" + std::string(hmac));
}

std::string line_of(const net::Request& request, const net::CallOutcome& outcome) {
    if (!outcome) return outcome.error().message;
    const auto url = net::check_url(request.url);
    return request.method + " " + (url ? url->authority() : "?") + " answered " +
           std::to_string(outcome->status);
}

Said read_edge_answer(const net::Request& request, Edge edge, const net::CallOutcome& outcome,
                      Instant now) {
    using What = CallResult::What;
    Said said{line_of(request, outcome), {What::Unsure, {}}};
    const int status = outcome ? outcome->status : 0;
    if (status >= 200 && status < 300) {
        said.result.what = What::Done;
        return said;
    }
    const bool is_refused = status >= 400 && status < 500 && !is_one_of(kNotFinal, status);
    const bool never_came = !outcome && outcome.error().what == net::CallError::What::NotSent;
    // A stop that may have been done is asked for again, like one that was not.
    if (is_refused || never_came || edge == Edge::Stop) said.result.what = What::NotDone;
    said.result.message = said.line + way_out(status, edge);
    if (outcome) said.result.retry_after = net::retry_after(outcome->header("retry-after"), now);
    return said;
}

StateAnswer read_state_answer(const WebhookState& state, const net::CallOutcome& outcome) {
    if (!outcome) return StateAnswer::Unknown;
    const int status = outcome->status;
    if (status == state.up_when) return StateAnswer::Up;
    if (state.down_when)
        return status == *state.down_when ? StateAnswer::Down : StateAnswer::Unknown;
    const bool is_about_it = (status >= 200 && status < 300) ||
                             (status >= 400 && status < 500 && !is_one_of(kAboutAsking, status));
    return is_about_it ? StateAnswer::Down : StateAnswer::Unknown;
}

}  // namespace wls::local
