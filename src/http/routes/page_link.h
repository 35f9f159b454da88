// Links from one page of a list to the next (RFC 8288). Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/request.h"

namespace wls::http {

// The value of a Link field: the request's own target with `after` set to the last key shown.
std::string next_page(const Request& request, std::string_view last_key);
std::string next_page(const Request& request, std::int64_t last_key);

}  // namespace wls::http
