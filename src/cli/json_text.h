// JSON values as text that is safe on a terminal and means the same to a program: what a terminal
// would obey is escaped. Pure; any bytes.
#pragma once

#include <string>
#include <string_view>

#include "api/json_value.h"

namespace wls::cli {

// Compact, on one line.
std::string json_text(const api::Json& value);

// JSON that another has written, whose strings alone may go beyond ASCII.
std::string json_for_terminal(std::string_view json);

}  // namespace wls::cli
