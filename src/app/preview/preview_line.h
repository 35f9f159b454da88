// The command line of `preview`. Parsing only; nothing is opened but the zone.
#pragma once

#include <map>
#include <string>

#include "base/result.h"
#include "cli/preview/preview.h"

namespace wls::app {

struct PreviewLine {
    std::string help;  // not empty: print this, and nothing else
    cli::PreviewOrder order;
    std::map<std::string, std::string> environment;  // all variables
};

// Invalid: names the word and, where there is one, the nearest.
Result<PreviewLine> parse_preview_line(int argc, const char* const* argv,
                                       std::map<std::string, std::string> environment);

}  // namespace wls::app
