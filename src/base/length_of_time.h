// Lengths of time as people write them in settings.
#pragma once

#include <optional>
#include <string>

#include "base/instant.h"
#include "base/result.h"

namespace wls {

// "30d", "12h", "90m", "2w"; "0" and "forever": nothing, which means without end. Invalid: anything
// else, or longer than 100 years.
Result<std::optional<Duration>> parse_length(const std::string& text);

}  // namespace wls
