#include "local/webhooks/webhook_request.h"

#include <gmock/gmock.h>

namespace wls::local {
namespace {

using std::chrono::seconds;
using ::testing::HasSubstr;
using What = CallResult::What;

constexpr Instant kAt{seconds{1'745'143'200}};  // 2025-04-20 10:00:00

CallRequest asked(Edge edge) {
    return {{Life{7}, kAt, 2}, edge, "Webhook/-/Say \"hi\"", {kAt, kAt + std::chrono::hours{2}}};
}

TEST(WebhookRequest, TellsWhatIsAsked) {
    EXPECT_EQ(usual_body(asked(Edge::Start)),
              "{\"workload\":\"Webhook/-/Say \\\"hi\\\"\",\"edge\":\"start\","
              "\"run\":\"7-1745143200000000-2\","
              "\"window\":{\"start\":\"2025-04-20T10:00:00Z\",\"end\":\"2025-04-20T12:00:00Z\"}}");
    CallRequest stop = asked(Edge::Stop);
    stop.window.end_at = stop.window.start_at;  // not known any more
    EXPECT_THAT(usual_body(stop), HasSubstr("\"edge\":\"stop\""));
    EXPECT_THAT(usual_body(stop), HasSubstr("\"end\":null}}"));
    EXPECT_EQ(idempotency_key(stop), "7-1745143200000000-2-stop");
}

TEST(WebhookRequest, HasABodyWhereItsMethodTakesOne) {
    const auto usual = usual_body(asked(Edge::Start));
    const struct {
        WebhookCall call;
        std::string body;
        std::string type;
    } rows[] = {
        {{.method = "POST", .url = "https://a/"}, usual, "application/json"},
        {{.method = "PUT", .url = "https://a/"}, usual, "application/json"},
        {{.method = "PATCH", .url = "https://a/"}, usual, "application/json"},
        {{.method = "GET", .url = "https://a/"}, "", ""},
        {{.method = "DELETE", .url = "https://a/"}, "", ""},
        {{.method = "DELETE", .url = "https://a/", .body = "b"}, "b", "application/json"},
        {{.method = "POST", .url = "https://a/", .body = ""}, "", "application/json"},
        {{.method = "POST",
          .url = "https://a/",
          .headers = {{"content-TYPE", "text/x"}},
          .body = "b"},
         "b",
         ""},
    };
    for (const auto& row : rows) {
        const auto request = edge_request({.start = row.call, .stop = {}}, asked(Edge::Start));
        EXPECT_EQ(request.method, row.call.method);
        EXPECT_EQ(request.body, row.body);
        EXPECT_EQ(net::first_of(request.headers, "Content-Type"), row.type);
        EXPECT_FALSE(request.may_repeat);
    }
}

TEST(WebhookRequest, IsSignedWithItsTimeAndKey) {
    auto request = edge_request({.start = {.url = "https://a/", .body = "b\n"}, .stop = {}},
                                asked(Edge::Start));
    const Instant at = kAt + std::chrono::microseconds{999'999};
    EXPECT_EQ(signed_text(request, at), "1745143200.7-1745143200000000-2-start.b\n");
    add_signature(request, at, "abc");
    EXPECT_EQ(net::first_of(request.headers, kSignatureHeader), "t=1745143200,v1=abc");
    const auto state =
        state_request({.start = {}, .stop = {}, .state = WebhookState{.url = "https://a/"}});
    EXPECT_EQ(signed_text(state, at), "1745143200..");
    EXPECT_TRUE(state.may_repeat);
}

net::CallOutcome answered(int status, const std::string& retry_after = "") {
    net::Answer answer{.status = status};
    if (!retry_after.empty()) answer.headers = {{"retry-after", retry_after}};
    return answer;
}

net::CallOutcome failed(net::CallError::What what) {
    return std::unexpected(net::CallError{what, "cannot reach a: why"});
}

TEST(WebhookRequest, AnAnswerDecidesTheCall) {
    const std::string refuses = "it refuses the start; mend URL, headers or body in the catalog";
    const struct {
        net::CallOutcome outcome;
        What start;
        std::string message;  // of a start
        std::optional<seconds> retry_after = {};
    } rows[] = {
        {answered(200), What::Done, ""},
        {answered(201), What::Done, ""},
        {answered(202, "60"), What::Done, ""},
        {answered(204), What::Done, ""},
        {answered(299), What::Done, ""},
        {answered(301), What::Unsure, "answered 301: redirects are not followed"},
        {answered(302), What::Unsure, "answered 302: redirects are not followed"},
        {answered(304), What::Unsure, "answered 304"},
        {answered(400), What::NotDone, "POST a:8443 answered 400: " + refuses},
        {answered(401), What::NotDone, refuses},
        {answered(403), What::NotDone, refuses},
        {answered(404), What::NotDone, refuses},
        {answered(405), What::NotDone, refuses},
        {answered(410), What::NotDone, refuses},
        {answered(422), What::NotDone, refuses},
        {answered(499), What::NotDone, refuses},
        {answered(413, "5"), What::NotDone, refuses, seconds{5}},
        {answered(408), What::Unsure, "answered 408"},
        {answered(409), What::Unsure, "answered 409"},
        {answered(425), What::Unsure, "answered 425"},
        {answered(429, "120"), What::Unsure, "answered 429", seconds{120}},
        {answered(429, "soon"), What::Unsure, "answered 429"},
        {answered(500), What::Unsure, "POST a:8443 answered 500"},
        {answered(502), What::Unsure, "answered 502"},
        {answered(503, "Sun, 20 Apr 2025 10:01:00 GMT"), What::Unsure, "503", seconds{60}},
        {answered(503, "999999"), What::Unsure, "503", std::chrono::days{1}},
        {answered(599), What::Unsure, "answered 599"},
        {answered(999), What::Unsure, "answered 999"},
        {failed(net::CallError::What::NotSent), What::NotDone, "cannot reach a: why"},
        {failed(net::CallError::What::Unknown), What::Unsure, "cannot reach a: why"},
    };
    const net::Request request{.method = "POST", .url = "https://a:8443/secret?secret"};
    for (const auto& row : rows) {
        for (const Edge edge : {Edge::Start, Edge::Stop}) {
            const auto said = read_edge_answer(request, edge, row.outcome, kAt);
            const bool done = row.start == What::Done;
            const What want = edge == Edge::Start || done ? row.start : What::NotDone;
            EXPECT_EQ(said.result.what, want) << said.line;
            EXPECT_EQ(said.result.message.empty(), done) << said.line;
            EXPECT_EQ(said.result.retry_after, row.retry_after) << said.line;
            if (edge == Edge::Start) {
                EXPECT_THAT(said.result.message, HasSubstr(row.message));
            }
        }
    }
}

TEST(WebhookRequest, AStatusSaysWhatIsUp) {
    const WebhookState usual{.url = "https://a/"};
    const WebhookState both{.url = "https://a/", .up_when = 302, .down_when = 500};
    const struct {
        int status;  // 0: no answer
        StateAnswer usual;
        StateAnswer both;
    } rows[] = {
        {200, StateAnswer::Up, StateAnswer::Unknown},
        {201, StateAnswer::Down, StateAnswer::Unknown},
        {204, StateAnswer::Down, StateAnswer::Unknown},
        {301, StateAnswer::Unknown, StateAnswer::Unknown},
        {302, StateAnswer::Unknown, StateAnswer::Up},
        {400, StateAnswer::Down, StateAnswer::Unknown},
        {401, StateAnswer::Unknown, StateAnswer::Unknown},
        {403, StateAnswer::Unknown, StateAnswer::Unknown},
        {404, StateAnswer::Down, StateAnswer::Unknown},
        {407, StateAnswer::Unknown, StateAnswer::Unknown},
        {408, StateAnswer::Unknown, StateAnswer::Unknown},
        {409, StateAnswer::Down, StateAnswer::Unknown},
        {410, StateAnswer::Down, StateAnswer::Unknown},
        {425, StateAnswer::Unknown, StateAnswer::Unknown},
        {429, StateAnswer::Unknown, StateAnswer::Unknown},
        {500, StateAnswer::Unknown, StateAnswer::Down},
        {503, StateAnswer::Unknown, StateAnswer::Unknown},
        {999, StateAnswer::Unknown, StateAnswer::Unknown},
        {0, StateAnswer::Unknown, StateAnswer::Unknown},
    };
    for (const auto& row : rows) {
        const auto outcome =
            row.status == 0 ? failed(net::CallError::What::NotSent) : answered(row.status);
        EXPECT_EQ(read_state_answer(usual, outcome), row.usual) << row.status;
        EXPECT_EQ(read_state_answer(both, outcome), row.both) << row.status;
    }
    const WebhookState needs_login{.url = "https://a/", .down_when = 401};
    EXPECT_EQ(read_state_answer(needs_login, answered(401)), StateAnswer::Down);
}

}  // namespace
}  // namespace wls::local
