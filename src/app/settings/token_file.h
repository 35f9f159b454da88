// Reads the token that requests must carry.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace wls::app {

// The first line of the file, without white space at its ends. Unavailable: it cannot be read.
// Invalid: empty, too long, or with characters that no Authorization field can carry. The messages
// never show the token.
Result<std::string> read_token(const std::filesystem::path& file);

}  // namespace wls::app
