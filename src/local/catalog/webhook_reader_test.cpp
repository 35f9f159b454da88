#include "local/catalog/webhook_reader.h"

#include <gmock/gmock.h>

#include "local/catalog.h"

namespace wls::local {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

Result<Catalog> parse(const std::string& text) {
    return Catalog::parse(text, "catalog.yaml");
}

// A workload whose webhook has these keys: it begins at column 15 of line 2.
std::string with(const std::string& webhook) {
    return "workloads:\n- {name: x, webhook: {" + webhook + "}}\n";
}

constexpr const char* kStop = "stop: {url: 'https://b/'}";

// The same with a start of these keys, which begin at column 34.
std::string start(const std::string& keys) {
    return with("start: {url: 'https://a/', " + keys + "}, " + kStop);
}

std::string state(const std::string& keys) {
    return with(std::string("start: {url: 'https://a/'}, ") + kStop + ", state: {" + keys + "}");
}

std::string many(int count, const std::string& value) {
    std::string headers;
    for (int i = 0; i < count; ++i)
        headers += (i > 0 ? ", X-" : "X-") + std::to_string(i) + ": " + value;
    return start("headers: {" + headers + "}");
}

TEST(WebhookReader, ReadsTheExampleOfTheManual) {
    const auto catalog = parse(R"(workloads:
  - name: Preview site
    webhook:
      start:
        method: PUT
        url: "https://ci.example.org/preview?x=1"
        headers: {Authorization: Bearer abc, Content-Type: text/plain, X-Empty: ""}
        body: "{\"replicas\": 1}\n"
      stop: {url: "https://ci.example.org/stop"}
      state: {url: "http://preview.example.org:8080/", up_when: 204, down_when: 503, headers: {X: 1}}
      secret_file: secrets/preview
      timeout: 2m
  - name: Lamp
    webhook: {start: {method: GET, url: "http://lamp/on"}, stop: {method: GET, url: "http://lamp/off"}}
)");
    ASSERT_TRUE(catalog) << catalog.error().message;
    ASSERT_NE(catalog->find("Preview site"), nullptr);
    EXPECT_EQ(catalog->find("Preview site")->key(), "Webhook/-/Preview site");
    EXPECT_EQ(catalog->find("Preview site")->mode, Mode::Effect);
    EXPECT_EQ(catalog->process("Preview site"), nullptr);
    EXPECT_EQ(catalog->command("Preview site"), nullptr);

    const Webhook* preview = catalog->webhook("Preview site");
    ASSERT_NE(preview, nullptr);
    EXPECT_EQ(preview->start.method, "PUT");
    EXPECT_EQ(preview->start.url, "https://ci.example.org/preview?x=1");
    EXPECT_THAT(preview->start.headers,
                ElementsAre(Pair("Authorization", "Bearer abc"), Pair("Content-Type", "text/plain"),
                            Pair("X-Empty", "")));
    EXPECT_EQ(preview->start.body, "{\"replicas\": 1}\n");
    EXPECT_EQ(preview->stop.method, "POST");
    EXPECT_EQ(preview->stop.body, std::nullopt);
    EXPECT_EQ(preview->state->up_when, 204);
    EXPECT_EQ(preview->state->down_when, 503);
    EXPECT_THAT(preview->state->headers, ElementsAre(Pair("X", "1")));
    EXPECT_EQ(preview->secret_file, "secrets/preview");
    EXPECT_EQ(preview->timeout, std::chrono::minutes{2});

    const Webhook* lamp = catalog->webhook("Lamp");
    ASSERT_NE(lamp, nullptr);
    EXPECT_EQ(lamp->stop.method, "GET");
    EXPECT_FALSE(lamp->state);
    EXPECT_EQ(lamp->secret_file, "");
    EXPECT_EQ(lamp->timeout, std::chrono::seconds{10});
    EXPECT_EQ(catalog->webhook("lamp"), nullptr);
}

TEST(WebhookReader, ItsBordersAreInside) {
    for (const auto& text :
         {start("body: ''"), start("body: '" + std::string(65'536, 'x') + "'"),
          start("headers: {}"), many(32, std::string(200, 'x')), start("method: DELETE, body: x"),
          with(std::string("timeout: 1s, start: {url: 'https://a/'}, ") + kStop),
          with(std::string("timeout: 5m, start: {url: 'https://a/'}, ") + kStop),
          state("url: 'https://a/', up_when: 599, down_when: 200")}) {
        const auto catalog = parse(text);
        EXPECT_TRUE(catalog) << catalog.error().message;
    }
}

TEST(WebhookReader, AWrongOneSaysWhereAndWhatAndKeepsItsSecrets) {
    const struct {
        std::string text;
        const char* want;
    } rows[] = {
        {"workloads:\n- {name: x, webhook: hush}", "2:22: 'webhook' is a map"},
        {"workloads:\n- {name: x, webhook: }", "2:2"},
        {with(""), "2:22: 'webhook' needs 'start"},
        {with("start: {url: 'https://hush/'}"), "2:22: 'webhook' needs 'stop"},
        {with(kStop), "2:22: 'webhook' needs 'start"},
        {with("url: 'https://hush/'"), "2:23: unknown key 'url'"},
        {with("sceret_file: x"), "did you mean 'secret_file'?"},
        {with("start: 'https://hush/'"), "2:30: 'start' is a map"},
        {with("start: {}"), "2:30: 'start' needs a 'url'"},
        {with("start: {url: ''}"), "2:36: the URL must begin with"},
        {with("start: {url: }"), "'url' has no value"},
        {with("start: {url: [hush]}"), "'url' must be a text"},
        {with("start: {url: 'ftp://hush/'}"), "2:36: the URL must begin with"},
        {with("start: {url: 'https://hush@a/'}"), "before '@'"},
        {with("start: {url: \"https://a/\\nhush\"}"), "a character that no URL has"},
        {with("start: {url: 'https://a/" + std::string(2048, 'x') + "'}"), "longer than 2048"},
        {start("url: x"), "'url' stands here twice"},
        {start("methode: GET"), "did you mean 'method'?"},
        {start("method: get"), "'method' is DELETE, GET, PATCH, POST or PUT, not 'get'"},
        {start("method: HEAD"), "'method' is DELETE"},
        {start("method: CONNECT"), "'method' is DELETE"},
        {start("method: \"GET\\r\\nX: 1\""), "'method' is DELETE"},
        {start("method: GET, body: hush"), "a GET has no 'body'"},
        {start("body: {hush: 1}"), "'body' must be a text"},
        {start("body: \"hush\\0\""), "zero byte"},
        {start("body: 'hush" + std::string(65'536, 'x') + "'"), "'body' exceeds 64 KiB"},
        {start("headers: hush"), "'headers' is a map"},
        {start("headers: [hush]"), "'headers' is a map"},
        {start("headers: {X: [hush]}"), "a header must be a text"},
        {start("headers: {X: }"), "a header has no value"},
        {start("headers: {'X Y': hush}"), "no header's name is so"},
        {start("headers: {\"X\\r\\nX-B\": hush}"), "no header's name is so"},
        {start("headers: {\"X\\nX-B: 1\": hush}"), "no header's name is so"},
        {start("headers: {\"X\\0\": hush}"), "zero byte"},
        {start("headers: {'X:': hush}"), "no header's name is so"},
        {start("headers: {'X;': hush}"), "no header's name is so"},
        {start("headers: {'@/etc/passwd': hush}"), "no header's name is so"},
        {start("headers: {'': hush}"), "no header's name is so"},
        {state("url: 'https://a/', headers: {\"X\\r\\nX-B\": hush}"), "no header's name is so"},
        {start("headers: {X: \"hush\\r\\nY: 1\"}"), "'X' holds a control character"},
        {start("headers: {content-length: hush}"), "is set by the HTTP client itself"},
        {start("headers: {Idempotency-key: hush}"), "'Idempotency-key' is set by the server"},
        {start("headers: {USER-AGENT: hush}"), "'USER-AGENT' is set by the server"},
        {start("headers: {X-Workload-Scheduler-Signature: hush}"), "is set by the server"},
        {start("headers: {x-workload-scheduler-: hush}"), "is set by the server"},
        {start("headers: {X-A: hush, x-a: hush}"), "'x-a' stands here twice"},
        {many(33, "hush"), "more than 32 headers"},
        {many(32, "hush" + std::string(300, 'x')), "the headers exceed 8 KiB"},
        {state(""), "'state' needs a 'url'"},
        {state("url: 'hush://a/'"), "the URL must begin with"},
        {state("url: 'https://a/', method: POST"), "unknown key 'method'"},
        {state("url: 'https://a/', up_when: yes"), "'up_when' is a status of HTTP"},
        {state("url: 'https://a/', up_when: 2xx"), "'up_when' is a status of HTTP"},
        {state("url: 'https://a/', up_when: 199"), "'up_when' is a status of HTTP"},
        {state("url: 'https://a/', up_when: 600"), "'up_when' is a status of HTTP"},
        {state("url: 'https://a/', up_when: -200"), "'up_when' is a status of HTTP"},
        {state("url: 'https://a/', up_when: [200]"), "'up_when' must be a text"},
        {state("url: 'https://a/', down_when: 99999999999"), "'down_when' is a status of HTTP"},
        {state("url: 'https://a/', down_when: 200"), "are the same status"},
        {with("secret_file: ''"), "'secret_file' is empty"},
        {with("secret_file: [hush]"), "'secret_file' must be a text"},
        {with("timeout: 999ms"), "'timeout' of a webhook is from 1s to 5m"},
        {with("timeout: 301s"), "'timeout' of a webhook is from 1s to 5m"},
        {with("timeout: 10"), "'timeout' is a time"},
        {"workloads:\n- {name: x, mode: task, webhook: {start: {url: 'https://a/'}, " +
             std::string(kStop) + "}}",
         "a 'webhook' is always one start and one stop; remove 'mode'"},
        {"workloads:\n- {name: x, stop_grace: 1s, webhook: {start: {url: 'https://a/'}, " +
             std::string(kStop) + "}}",
         "2:25: 'stop_grace' is for a 'process' or a 'command'"},
        {"workloads:\n- {name: x, process: {run: [a]}, webhook: {}}",
         "either 'process' or 'webhook'"},
        {"workloads:\n- {name: x, webhook: &w {start: {url: 'https://a/', headers: {A: *w}}}}",
         "2:"},
    };
    for (const auto& row : rows) {
        const auto catalog = parse(row.text);
        ASSERT_FALSE(catalog) << row.text;
        EXPECT_THAT(catalog.error().message, HasSubstr(row.want)) << row.text;
        EXPECT_THAT(catalog.error().message, Not(HasSubstr("hush"))) << row.text;
    }
}

}  // namespace
}  // namespace wls::local
