#include "local/catalog/webhook_reader.h"

#include <charconv>
#include <iterator>

#include "local/webhooks/webhook_request.h"
#include "local/webhooks/webhook_trust.h"
#include "net/url.h"

namespace wls::local {

namespace {

constexpr std::size_t kMostHeaders = 32;
constexpr std::size_t kMostHeaderBytes = 8 * 1024;
constexpr std::size_t kMostBodyBytes = 64 * 1024;
constexpr std::chrono::milliseconds kShortest = std::chrono::seconds{1};
constexpr std::chrono::milliseconds kLongest = std::chrono::minutes{5};

constexpr std::string_view kMethods[] = {"DELETE", "GET", "PATCH", "POST", "PUT"};

class WebhookReader {
  public:
    explicit WebhookReader(YamlReading& reading) : reading_(reading) {}

    Webhook webhook(const YAML::Node& node) {
        if (!node.IsMap())
            wrong(node.Mark(), "'webhook' is a map: {start: {url: …}, stop: {url: …}}");
        Webhook webhook;
        YAML::Mark ca_file_mark;
        constexpr std::string_view kKeys[] = {"start",       "stop",    "state",
                                              "secret_file", "ca_file", "timeout"};
        reading_.each_key(node, kKeys, [&](std::string_view key, const YAML::Node& value) {
            if (key == "start") webhook.start = call(value, "start");
            if (key == "stop") webhook.stop = call(value, "stop");
            if (key == "state") webhook.state = state(value);
            if (key == "secret_file") webhook.secret_file = secret_file(value);
            if (key == "ca_file") {
                webhook.ca_file = ca_file(value);
                ca_file_mark = value.Mark();
            }
            if (key == "timeout") webhook.timeout = timeout(value);
        });
        if (webhook.start.url.empty()) wrong(node.Mark(), "'webhook' needs 'start: {url: …}'");
        if (webhook.stop.url.empty())
            wrong(node.Mark(), "'webhook' needs 'stop: {url: …}': what is started must be stopped");
        if (!webhook.ca_file.empty() && !uses_tls(webhook))
            wrong(ca_file_mark, "'ca_file' is for https, and no URL here begins so; remove it");
        return webhook;
    }

  private:
    WebhookCall call(const YAML::Node& node, const std::string& name) {
        if (!node.IsMap()) wrong(node.Mark(), in_quotes(name) + " is a map: {url: …}");
        WebhookCall call;
        constexpr std::string_view kKeys[] = {"method", "url", "headers", "body"};
        reading_.each_key(node, kKeys, [&](std::string_view key, const YAML::Node& value) {
            if (key == "method") call.method = method(value);
            if (key == "url") call.url = url(value);
            if (key == "headers") call.headers = headers(value);
            if (key == "body") call.body = body(value);
        });
        if (call.url.empty()) wrong(node.Mark(), in_quotes(name) + " needs a 'url'");
        if (call.method == "GET" && call.body)
            wrong(node.Mark(), "a GET has no 'body'; remove it, or use 'method: POST'");
        return call;
    }

    WebhookState state(const YAML::Node& node) {
        if (!node.IsMap()) wrong(node.Mark(), "'state' is a map: {url: …, up_when: 200}");
        WebhookState state;
        constexpr std::string_view kKeys[] = {"url", "headers", "up_when", "down_when"};
        reading_.each_key(node, kKeys, [&](std::string_view key, const YAML::Node& value) {
            if (key == "url") state.url = url(value);
            if (key == "headers") state.headers = headers(value);
            if (key == "up_when") state.up_when = status(value, "'up_when'");
            if (key == "down_when") state.down_when = status(value, "'down_when'");
        });
        if (state.url.empty()) wrong(node.Mark(), "'state' needs a 'url'");
        if (state.down_when == state.up_when)
            wrong(node.Mark(), "'up_when' and 'down_when' are the same status; change one");
        return state;
    }

    std::string method(const YAML::Node& node) {
        std::string method = reading_.text(node, "'method'");
        if (std::find(std::begin(kMethods), std::end(kMethods), method) == std::end(kMethods))
            wrong(node.Mark(),
                  "'method' is DELETE, GET, PATCH, POST or PUT, not " + in_quotes(method));
        return method;
    }

    std::string url(const YAML::Node& node) {
        std::string url = reading_.text(node, "'url'");
        if (const auto checked = net::check_url(url); !checked)
            wrong(node.Mark(), checked.error().message);
        return url;
    }

    net::Headers headers(const YAML::Node& node) {
        if (!node.IsMap()) wrong(node.Mark(), "'headers' is a map: {Name: value}");
        if (node.size() > kMostHeaders) wrong(node.Mark(), "more than 32 headers; remove some");
        net::Headers headers;
        std::set<std::string> seen;
        std::size_t bytes = 0;
        for (const auto& entry : node) {
            const auto mark = entry.first.Mark();
            std::string name = reading_.text(entry.first, "a header's name");
            std::string value = reading_.text(entry.second, "a header");
            if (const auto checked = net::check_header(name, value); !checked)
                wrong(mark, checked.error().message);
            if (is_webhooks_own(name))
                wrong(mark, in_quotes(name) + " is set by the server itself; remove it");
            if (!seen.insert(net::lowered(name)).second)
                wrong(mark, in_quotes(name) + " stands here twice; remove one");
            bytes += name.size() + value.size();
            headers.emplace_back(std::move(name), std::move(value));
        }
        if (bytes > kMostHeaderBytes) wrong(node.Mark(), "the headers exceed 8 KiB; shorten them");
        return headers;
    }

    std::string body(const YAML::Node& node) {
        std::string body = reading_.text(node, "'body'");
        if (body.size() > kMostBodyBytes) wrong(node.Mark(), "'body' exceeds 64 KiB; shorten it");
        return body;
    }

    std::string secret_file(const YAML::Node& node) {
        std::string path = reading_.text(node, "'secret_file'");
        if (path.empty())
            wrong(node.Mark(), "'secret_file' is empty; name a file, or remove it to sign nothing");
        return path;
    }

    // Looked into here, so that a wrong one is found before a window opens.
    std::string ca_file(const YAML::Node& node) {
        std::string path = reading_.text(node, "'ca_file'");
        if (path.empty())
            wrong(
                node.Mark(),
                "'ca_file' is empty; name a file, or remove it to trust the system's authorities");
        if (reading_.is_known_good(path)) return path;
        if (const auto authorities = read_ca_file(path); !authorities)
            wrong(node.Mark(), authorities.error().message);
        reading_.keep_as_good(path);
        return path;
    }

    static bool uses_tls(const Webhook& webhook) {
        const auto is_tls = [](const std::string& url) {
            const auto checked = net::check_url(url);
            return checked && checked->tls;
        };
        return is_tls(webhook.start.url) || is_tls(webhook.stop.url) ||
               (webhook.state && is_tls(webhook.state->url));
    }

    int status(const YAML::Node& node, const std::string& what) {
        const std::string written = reading_.text(node, what);
        int status = 0;
        const auto last = written.data() + written.size();
        const auto [end, error] = std::from_chars(written.data(), last, status);
        if (error != std::errc() || end != last || status < 200 || status > 599)
            wrong(node.Mark(),
                  what + " is a status of HTTP from 200 to 599, not " + in_quotes(written));
        return status;
    }

    std::chrono::milliseconds timeout(const YAML::Node& node) {
        const auto time = reading_.duration(node, "timeout", std::chrono::milliseconds{0});
        if (time < kShortest || time > kLongest)
            wrong(node.Mark(), "'timeout' of a webhook is from 1s to 5m");
        return time;
    }

    YamlReading& reading_;
};

}  // namespace

Webhook read_webhook(YamlReading& reading, const YAML::Node& node) {
    return WebhookReader(reading).webhook(node);
}

}  // namespace wls::local
