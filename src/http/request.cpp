#include "http/request.h"

#include <algorithm>

#include "base/text.h"

namespace wls::http {

namespace {

// A body's memory is kept for the next request up to this size: 4096 idle connections must not
// hold a mebibyte each.
constexpr std::size_t kKeptBody = 16 * 1024;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_unreserved(char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// Calls `each` with the pieces of `text` between separators.
template <class Each>
void split(std::string_view text, char separator, Each each) {
    for (;;) {
        const auto end = text.find(separator);
        each(text.substr(0, end));
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
    }
}

}  // namespace

void HeaderFields::add(std::string_view name, std::string_view value) {
    const auto at = static_cast<std::uint32_t>(text_.size());
    const auto name_size = static_cast<std::uint32_t>(name.size());
    const auto value_size = static_cast<std::uint32_t>(value.size());
    text_.append(name).append(value);
    places_.push_back({at, name_size, at + name_size, value_size});
}

void HeaderFields::clear() {
    text_.clear();
    places_.clear();
}

std::optional<std::string_view> HeaderFields::find(std::string_view name) const {
    const std::string_view text = text_;
    for (const Place& place : places_)
        if (place.name_size == name.size() &&
            is_same_in_any_case(text.substr(place.name, place.name_size), name))
            return text.substr(place.value, place.value_size);
    return std::nullopt;
}

std::size_t HeaderFields::count(std::string_view name) const {
    const std::string_view text = text_;
    return static_cast<std::size_t>(
        std::count_if(places_.begin(), places_.end(), [&](const Place& place) {
            return is_same_in_any_case(text.substr(place.name, place.name_size), name);
        }));
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
    for (auto pair = query.rbegin(); pair != query.rend(); ++pair)
        if (pair->first == name) return pair->second;
    return std::nullopt;
}

void Request::read_target() {
    const auto [raw_path, raw_query] = split_target(target);
    path = percent_decoded(raw_path);
    query.clear();
    if (raw_query.empty()) return;
    split(raw_query, '&', [this](std::string_view pair) {
        if (pair.empty()) return;
        const auto equals = pair.find('=');
        const auto value =
            equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
        query.emplace_back(percent_decoded(pair.substr(0, equals), true),
                           percent_decoded(value, true));
    });
}

void Request::clear() {
    method.clear();
    target.clear();
    path.clear();
    query.clear();
    headers.clear();
    body.clear();
    if (body.capacity() > kKeptBody) body.shrink_to_fit();
    id.clear();
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string percent_decoded(std::string_view text, bool plus_is_space) {
    if (!text.contains('%') && (!plus_is_space || !text.contains('+'))) return std::string(text);
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const int high = c == '%' && at + 2 < text.size() ? hex_value(text[at + 1]) : -1;
        const int low = high >= 0 ? hex_value(text[at + 2]) : -1;
        if (low >= 0) {
            decoded += static_cast<char>(high * 16 + low);
            at += 2;
        } else {
            decoded += c == '+' && plus_is_space ? ' ' : c;
        }
    }
    return decoded;
}

std::string percent_encoded(std::string_view text, std::string_view safe) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size());
    for (const char c : text) {
        if (is_unreserved(c) || safe.contains(c)) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += kDigits[byte >> 4];
        encoded += kDigits[byte & 15];
    }
    return encoded;
}

std::pair<std::string_view, std::string_view> split_target(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!is_same_in_any_case(target.substr(0, scheme.size()), scheme)) continue;
        target.remove_prefix(scheme.size());
        target.remove_prefix(std::min(target.find_first_of("/?#"), target.size()));
        break;
    }
    target = target.substr(0, target.find('#'));
    const auto mark = target.find('?');
    const auto path = target.substr(0, mark);
    const auto query =
        mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
    return {path.empty() ? std::string_view("/") : path, query};
}

bool has_token(std::string_view list, std::string_view token) {
    bool found = false;
    split(list, ',', [&](std::string_view piece) {
        found = found || is_same_in_any_case(trimmed(piece), token);
    });
    return found;
}

}  // namespace wls::http
