// JSON values as text that is safe on a terminal and means the same to a program: what a terminal
// would obey is escaped. Pure; any bytes.
#pragma once

#include <string>

#include "api/json_value.h"

namespace wls::cli {

// Compact, on one line.
std::string json_text(const api::Json& value);

}  // namespace wls::cli
