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

// "--server", "-ojson": one of the options that every such command takes.
bool is_connection_option(std::string_view word);

// Where, from `from` on, the first word stands that is none of those options nor the value of one;
// argc or more: nowhere.
int next_word(int argc, const char* const* argv, int from);

// Whether `word`, the first on the command line but for those options, begins such a command.
bool is_client_command(std::string_view word);

// Invalid: names the word and, where there is one, the nearest.
Result<ClientLine> parse_client_line(int argc, const char* const* argv,
                                     std::map<std::string, std::string> environment);

}  // namespace wls::app
