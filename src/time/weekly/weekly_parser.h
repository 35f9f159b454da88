// Reads weekly windows: see weekly.h for what they may say. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "time/weekly.h"

namespace wls {

// One text's windows, added to `entries`.
Result<> parse_weekly(std::string_view text, std::vector<Weekly::Entry>& entries);

}  // namespace wls
