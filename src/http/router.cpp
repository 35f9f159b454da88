#include "http/router.h"

#include <algorithm>

namespace wls::http {

namespace {

// Characters that Starlette leaves as they are in a Location.
constexpr std::string_view kUrlCharacters = ":/%#?=@[]!$&'()*+,;";

// True for what can be a host with a port. Anything else must not get into a Location.
bool is_authority(std::string_view host) {
    return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-._~:[]").contains(c);
    });
}

std::string without_slashes_at_the_end(std::string path) {
    path.erase(path.find_last_not_of('/') + 1);
    return path;
}

}  // namespace

std::string_view PathParameters::operator[](std::string_view name) const {
    for (const auto& [key, value] : values_)
        if (key == name) return value;
    return {};
}

const Handler* Router::Path::find(std::string_view method) const {
    for (const auto& [name, handler] : methods)
        if (name == method) return &handler;
    return method == "HEAD" ? find("GET") : nullptr;
}

void Router::add(std::string method, std::string_view pattern, Handler handler) {
    auto path = std::find_if(paths_.begin(), paths_.end(),
                             [&](const Path& known) { return known.pattern == pattern; });
    if (path == paths_.end())
        path = paths_.insert(path, {std::string(pattern), segments_of(pattern), {}});
    path->methods.emplace_back(std::move(method), std::move(handler));
}

std::vector<Router::Segment> Router::segments_of(std::string_view pattern) {
    using Kind = Segment::Kind;
    std::vector<Segment> segments;
    std::string literal;  // with its slashes, up to the next parameter
    while (!pattern.empty()) {
        const auto open = pattern.find('{');
        literal += pattern.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = pattern.find('}', open);
        std::string_view name = pattern.substr(open + 1, close - open - 1);
        const bool rest = name.ends_with(":path");
        if (rest) name.remove_suffix(5);
        segments.push_back({Kind::Literal, std::exchange(literal, {})});
        segments.push_back({rest ? Kind::Rest : Kind::Parameter, std::string(name)});
        pattern.remove_prefix(close + 1);
    }
    if (!literal.empty() || segments.empty()) segments.push_back({Kind::Literal, literal});
    return segments;
}

bool Router::matches(const Path& path, std::string_view text, PathParameters& parameters) {
    parameters.clear();
    for (const Segment& segment : path.segments) {
        switch (segment.kind) {
            case Segment::Kind::Literal:
                if (!text.starts_with(segment.text)) return false;
                text.remove_prefix(segment.text.size());
                break;
            case Segment::Kind::Parameter: {
                const auto value = text.substr(0, text.find('/'));
                if (value.empty()) return false;
                parameters.add(segment.text, value);
                text.remove_prefix(value.size());
                break;
            }
            case Segment::Kind::Rest:
                parameters.add(segment.text, text);
                text = {};
                break;
        }
    }
    return text.empty();
}

Reply Router::handle(const Request& request) const {
    std::string_view route;
    return handle(request, route);
}

Reply Router::handle(const Request& request, std::string_view& route) const {
    route = {};
    if (guard_) {
        if (auto refusal = guard_(request)) return std::move(*refusal);
    }
    PathParameters parameters;
    std::vector<std::string> allowed;
    for (const Path& path : paths_) {
        if (!matches(path, request.path, parameters)) continue;
        route = path.pattern;
        if (const Handler* handler = path.find(request.method))
            return (*handler)(request, parameters);
        for (const auto& [method, _] : path.methods) {
            allowed.push_back(method);
            if (method == "GET") allowed.push_back("HEAD");
        }
    }
    if (allowed.empty()) {
        if (auto redirection = other_slashes(request)) return std::move(*redirection);
        return detail(404, "Not Found");
    }
    std::sort(allowed.begin(), allowed.end());
    allowed.erase(std::unique(allowed.begin(), allowed.end()), allowed.end());
    std::string list;
    for (const std::string& method : allowed) list += (list.empty() ? "" : ", ") + method;
    return detail(405, "Method Not Allowed").with_header("Allow", list);
}

std::optional<Response> Router::other_slashes(const Request& request) const {
    if (request.path == "/" || !request.path.starts_with('/')) return std::nullopt;
    const std::string other =
        request.path.ends_with('/') ? without_slashes_at_the_end(request.path) : request.path + "/";
    PathParameters parameters;
    if (std::none_of(paths_.begin(), paths_.end(),
                     [&](const Path& path) { return matches(path, other, parameters); }))
        return std::nullopt;

    std::string location = other;
    const auto raw_query = split_target(request.target).second;
    if (!raw_query.empty()) location.append("?").append(raw_query);
    const auto host = request.header("Host").value_or("");
    if (is_authority(host)) {
        const bool tls = request.header("X-Forwarded-Proto").value_or("") == "https";
        location = (tls ? "https://" : "http://") + std::string(host) + location;
    }
    return redirect(percent_encoded(location, kUrlCharacters));
}

}  // namespace wls::http
