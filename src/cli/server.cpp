#include "cli/server.h"

#include <algorithm>

#include "api/datetime_rules.h"
#include "api/json_reader.h"
#include "cli/answer_error.h"
#include "cli/display.h"
#include "cli/rows.h"

namespace wls::cli {

namespace {

// A list that goes on longer is no list: 4 million rows.
constexpr int kMostPages = 20'000;

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain)
            out += c;
        else
            (((out += '%') += kHex[byte >> 4]) += kHex[byte & 0x0F]);
    }
    return out;
}

// The address of `rel="next"` in a Link field (RFC 8288), as it stands between "<" and ">".
std::optional<std::string_view> next_link(std::string_view field) {
    while (!field.empty()) {
        const auto open = field.find('<');
        const auto close = field.find('>', std::min(open, field.size()));
        if (close == std::string_view::npos) return {};
        const auto link = field.substr(open + 1, close - open - 1);
        const auto end = std::min(field.find(',', close), field.size());
        const auto parameters = field.substr(close, end - close);
        if (parameters.contains("rel=\"next\"") || parameters.contains("rel=next")) return link;
        field.remove_prefix(std::min(end + 1, field.size()));
    }
    return {};
}

bool is_target(std::string_view text) {
    return text.starts_with('/') && !text.starts_with("//") && text.size() < 8'000 &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
}

}  // namespace

std::string target_of(std::string_view path, const Query& query) {
    std::string target(path);
    char mark = '?';
    for (const auto& [name, value] : query) {
        target += mark + name + "=" + percent_encoded(value);
        mark = '&';
    }
    return target;
}

Result<Answer> Server::good(Result<Answer> answer) const {
    if (!answer || (answer->status >= 200 && answer->status < 300)) return answer;
    return Failure(error_of(*answer, address()));
}

Result<Answer> Server::ask(const Request& request) {
    return good(transport_.send(request));
}

Result<> Server::stream(const Request& request, TakePiece take) {
    const auto answer = good(transport_.stream(request, std::move(take)));
    if (!answer) return fail(answer);
    return {};
}

Result<api::Json> Server::json_of(const Answer& answer) const {
    auto json = api::read_json(answer.body);
    if (json) return std::move(*json);
    return fail(ErrorCode::Unavailable, "the answer of " + address() +
                                            " is no JSON: is a Workload Scheduler running there?");
}

Result<api::Json> Server::read(const std::string& target) {
    const auto answer = ask({.method = "GET", .target = target, .headers = {}, .body = ""});
    if (!answer) return fail(answer);
    return json_of(*answer);
}

Result<std::optional<std::string>> Server::next_page(const Answer& answer) const {
    const auto field = answer.header("Link");
    if (!field) return std::nullopt;
    const auto link = next_link(*field);
    if (!link) return std::nullopt;
    if (is_target(*link)) return std::string(*link);
    return fail(ErrorCode::Unavailable,
                "the answer of " + address() +
                    " names a next page that is none of its own: " + cut(visible(*link), 100));
}

Result<bool> Server::pages(std::string_view path, Query query, std::optional<long long> most,
                           const Page& show) {
    const auto wrong = [&](const char* what) {
        return fail(ErrorCode::Unavailable, "the list from " + address() + " " + what);
    };
    const long long first_page = std::min<long long>(most.value_or(kPageRows), kPageRows);
    query.emplace_back("limit", std::to_string(first_page));
    std::string target = target_of(path, query);
    long long shown = 0;
    for (int page = 0; page < kMostPages; ++page) {
        const auto answer = ask({.method = "GET", .target = target, .headers = {}, .body = ""});
        if (!answer) return fail(answer);
        auto json = json_of(*answer);
        if (!json) return fail(json);
        auto* rows = std::get_if<api::Json::Array>(&json->value);
        if (!rows) return wrong("is no list");
        if (!std::ranges::all_of(*rows, is_row))
            return wrong("has rows that are none: is a Workload Scheduler running there?");
        auto next = next_page(*answer);
        if (!next) return fail(next);
        bool more = next->has_value();
        if (most && static_cast<long long>(rows->size()) > *most - shown) {
            rows->resize(static_cast<std::size_t>(*most - shown));
            more = true;
        }
        shown += static_cast<long long>(rows->size());
        const auto go_on = show(*rows);
        if (!go_on) return fail(go_on);
        if (!more || !*go_on || (most && shown >= *most)) return more;
        if (**next == target) return wrong("has a page that leads nowhere");
        target = std::move(**next);
    }
    return wrong("has no end");
}

Result<ServerTime> Server::server_time() {
    const auto json = read("/time");
    if (!json && json.error().code != ErrorCode::NotFound) return fail(json);
    const auto* now = json ? json->find("now") : nullptr;
    const auto* zone_name = json ? json->find("timezone") : nullptr;
    const auto* name = zone_name ? zone_name->as<std::string>() : nullptr;
    if (!now || !name)
        return fail(ErrorCode::Unavailable,
                    "the server " + address() +
                        " does not tell its time and zone (GET /time), so times cannot be read");
    const auto written = api::parse_date_time(*now);
    if (!written || !written->offset)
        return fail(ErrorCode::Unavailable,
                    "the server " + address() + " tells a time that is none: " +
                        cut(visible(written ? "no offset" : written.error().msg), 200));
    auto zone = Zone::load(*name);
    if (!zone)
        return fail(ErrorCode::Unavailable, "the server's zone '" + cut(visible(*name), 60) +
                                                "' is not known here: install or update this"
                                                " machine's time zone data (package tzdata)");
    return ServerTime{Instant{written->time.time_since_epoch() - *written->offset},
                      std::move(*zone)};
}

}  // namespace wls::cli
