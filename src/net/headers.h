// Headers of HTTP, and which ones a call may choose. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace wls::net {

using Headers = std::vector<std::pair<std::string, std::string>>;

// The value of the first of that name; empty when there is none. Case counts.
std::string_view first_of(const Headers& headers, std::string_view name);

// In lower case, ASCII only: headers' names are compared so.
std::string lowered(std::string_view text);

// Without spaces, tabs and ends of lines around it.
std::string_view trimmed(std::string_view text);

// A word of HTTP (RFC 9110, 5.6.2), such as a method or a header's name.
bool is_token(std::string_view text);

// Invalid: no header can be so, or it is one by which the client itself cuts requests into bytes
// (Content-Length, Transfer-Encoding, Connection …). No message holds the value.
Result<> check_header(std::string_view name, std::string_view value);

}  // namespace wls::net
