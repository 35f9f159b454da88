#include "net/url.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace wls::net {

namespace {

constexpr int kHttpPort = 80;
constexpr int kHttpsPort = 443;
constexpr std::size_t kMostHostBytes = 253;
constexpr std::size_t kMostLabelBytes = 63;

Failure wrong(const char* what) {
    return fail(ErrorCode::Invalid, std::string("the URL ") + what);
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool takes(std::string_view& text, std::string_view scheme) {
    if (text.size() < scheme.size()) return false;
    for (std::size_t i = 0; i < scheme.size(); ++i)
        if (lower(text[i]) != scheme[i]) return false;
    text.remove_prefix(scheme.size());
    return true;
}

bool may_stand_in_a_url(char c) {
    return c > ' ' && c <= '~' && !std::string_view("\"<>\\^`{|}").contains(c);
}

bool may_stand_in_a_name(char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool is_address(std::string_view host) {  // "[::1]"
    if (!host.ends_with(']')) return false;
    in6_addr address{};
    const std::string inside(host.substr(1, host.size() - 2));
    return ::inet_pton(AF_INET6, inside.c_str(), &address) == 1;
}

bool is_name(std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    if (host.empty() || host.size() > kMostHostBytes) return false;
    while (!host.empty()) {
        const auto label = host.substr(0, host.find('.'));
        if (label.empty() || label.size() > kMostLabelBytes || label.size() + 1 == host.size() ||
            !std::ranges::all_of(label, may_stand_in_a_name))
            return false;
        host.remove_prefix(std::min(label.size() + 1, host.size()));
    }
    return true;
}

std::optional<int> parse_port(std::string_view text) {
    int port = 0;
    const char* const first = text.data();
    const char* const last = first + text.size();
    const auto [end, error] = std::from_chars(first, last, port);
    if (error != std::errc() || end != last || port < 1 || port > 65'535) return std::nullopt;
    return port;
}

}  // namespace

std::string Url::authority() const {
    const bool usual = port == (tls ? kHttpsPort : kHttpPort);
    return usual ? host : host + ":" + std::to_string(port);
}

Result<Url> check_url(std::string_view text) {
    if (text.size() > kMostUrlBytes) return wrong("is longer than 2048 bytes");
    if (!std::ranges::all_of(text, may_stand_in_a_url))
        return wrong(
            "holds a character that no URL has, such as a space or a letter beyond ASCII; write it"
            " percent-encoded, and such a host in its xn-- form");
    Url url;
    if (takes(text, "https://"))
        url.tls = true;
    else if (!takes(text, "http://"))
        return wrong("must begin with https:// or http://");
    if (text.contains('#')) return wrong("has a part after '#', which is never sent; remove it");

    auto authority = text.substr(0, text.find_first_of("/?"));
    if (authority.contains('@'))
        return wrong("holds a user's name or password before '@'; send them in a header instead");
    const auto bracket = authority.starts_with('[') ? authority.find(']') : 0;
    const auto colon = authority.find(':', std::min(bracket, authority.size()));
    url.host = authority.substr(0, colon);
    url.port = url.tls ? kHttpsPort : kHttpPort;
    if (url.host.empty()) return wrong("names no host");
    if (url.host.starts_with('[') ? !is_address(url.host) : !is_name(url.host))
        return wrong("names a host that is neither a name nor an address");
    if (colon != std::string_view::npos) {
        const auto port = parse_port(authority.substr(colon + 1));
        if (!port) return wrong("has a port that is not a number from 1 to 65535");
        url.port = *port;
    }
    return url;
}

}  // namespace wls::net
