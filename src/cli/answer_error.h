// The errors of a server as sentences. Pure.
#pragma once

#include <string>

#include "base/result.h"
#include "cli/transport.h"

namespace wls::cli {

// What an answer with a status other than 2xx means to the person; `address` is the server's.
Error error_of(const Answer& answer, const std::string& address);

}  // namespace wls::cli
