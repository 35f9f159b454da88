// URLs that we call: http or https, with a host. Pure; any thread.
//
// No message quotes the URL: its path, its query and a user's name in it may be secrets.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace wls::net {

inline constexpr std::size_t kMostUrlBytes = 2048;

// What messages may say of a URL.
struct Url {
    bool tls = false;
    std::string host;  // a name, an IPv4 address, or an IPv6 address in brackets; as written
    int port = 0;

    // "example.org", or "example.org:8443" when the port is not the scheme's own.
    std::string authority() const;
};

// Invalid, with what is wrong and the way out: another scheme, no host or a wrong one, a port that
// is none, a user's name or password, a fragment, characters that no URL has (RFC 3986: ASCII
// without controls, spaces and "<>\^`{|}), more than 2048 bytes.
Result<Url> check_url(std::string_view text);

}  // namespace wls::net
