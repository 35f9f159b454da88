#include "http/auth.h"

#include <array>

#include "base/text.h"

namespace wls::http {

namespace {

// Base64 (RFC 4648) as browsers send it; nothing for anything else.
std::optional<std::string> base64_decoded(std::string_view text) {
    constexpr std::string_view kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    while (text.ends_with('=')) text.remove_suffix(1);
    std::string bytes;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto digit = kAlphabet.find(c);
        if (digit == std::string_view::npos) return {};
        bits = bits << 6 | static_cast<unsigned>(digit);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>(bits >> count & 0xFF);
    }
    return bytes;
}

// The credentials behind a scheme's name, whose letter case does not matter.
std::optional<std::string_view> credentials(std::string_view field, std::string_view scheme) {
    if (field.size() <= scheme.size() || field[scheme.size()] != ' ') return {};
    if (!is_same_in_any_case(field.substr(0, scheme.size()), scheme)) return {};
    field.remove_prefix(scheme.size());
    while (field.starts_with(' ')) field.remove_prefix(1);
    return field;
}

}  // namespace

std::optional<Response> Auth::refusal(const Request& request) const {
    const auto field = request.header("Authorization");
    if (field) {
        if (const auto bearer = credentials(*field, "Bearer"); bearer && is_token(*bearer))
            return {};
        if (const auto basic = credentials(*field, "Basic")) {
            const auto pair = base64_decoded(*basic);
            const auto colon = pair ? pair->find(':') : std::string::npos;
            if (colon != std::string::npos && is_token(std::string_view(*pair).substr(colon + 1)))
                return {};
        }
    }
    return detail(401,
                  field ? "The token is wrong"
                        : "Not authenticated: send the server's token, Authorization: Bearer TOKEN")
        // A field each: Chromium takes a list for one scheme, and asks nobody when it knows it not.
        .with_header("WWW-Authenticate", "Basic realm=\"Workload Scheduler\"")
        .with_header("WWW-Authenticate", "Bearer");
}

bool Auth::is_token(std::string_view given) const {
    unsigned char difference = given.size() == token_.size() ? 0 : 1;
    for (std::size_t i = 0; i < given.size(); ++i)
        difference |= static_cast<unsigned char>(given[i] ^ token_[i % token_.size()]);
    return difference == 0;
}

}  // namespace wls::http
