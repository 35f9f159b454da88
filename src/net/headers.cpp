#include "net/headers.h"

#include <algorithm>

#include "base/text.h"

namespace wls::net {

namespace {

constexpr std::size_t kMostNameBytes = 80;  // in messages

constexpr std::string_view kClientsOwn[] = {
    "content-length", "transfer-encoding", "connection", "expect", "upgrade", "te", "trailer"};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool can_stand_in_a_value(char c) {
    return (static_cast<unsigned char>(c) >= 0x20 || c == '\t') && c != 0x7F;
}

}  // namespace

std::string_view first_of(const Headers& headers, std::string_view name) {
    const auto found = std::ranges::find(headers, name, &Headers::value_type::first);
    return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const auto begin = std::min(text.find_first_not_of(kBlanks), text.size());
    return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') ||
               std::string_view("!#$%&'*+-.^_`|~").contains(c);
    });
}

Result<> check_header(std::string_view name, std::string_view value) {
    if (!is_token(name))
        return fail(ErrorCode::Invalid,
                    "no header's name is so: letters, digits and '-', without ':' or spaces");
    const std::string quoted = "'" + shortened(name, kMostNameBytes) + "'";
    if (std::ranges::find(kClientsOwn, lowered(name)) != std::end(kClientsOwn))
        return fail(ErrorCode::Invalid,
                    "the header " + quoted + " is set by the HTTP client itself; remove it");
    if (!std::ranges::all_of(value, can_stand_in_a_value))
        return fail(
            ErrorCode::Invalid,
            "the header " + quoted + " holds a control character, such as the end of a line");
    return {};
}

}  // namespace wls::net
