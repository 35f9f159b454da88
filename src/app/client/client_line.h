// The command line of the commands that speak to a server: schedule, workload and history. Parsing
// only; nothing is opened.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "cli/commands.h"

namespace wls::app {

struct ClientLine {
    std::string help;  // not empty: print this, and nothing else
    cli::Connection connection;
    cli::Command command;
    std::map<std::string, std::string> environment;  // all variables
};

// Whether `word`, the first on the command line, begins such a command.
bool is_client_command(std::string_view word);

// Invalid: names the word and, where there is one, the nearest.
Result<ClientLine> parse_client_line(int argc, const char* const* argv,
                                     std::map<std::string, std::string> environment);

}  // namespace wls::app
