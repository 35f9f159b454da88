// The command line: which command, with which settings. Parsing only; nothing is opened.
#pragma once

#include <optional>
#include <string>

#include "app/client/client_line.h"
#include "app/preview/preview_line.h"
#include "app/settings/settings.h"
#include "base/result.h"

namespace wls::app {

struct CommandLine {
    std::string command;  // "serve", "init-db", "backup", "version", "help", "schedule",
                          // "workload", "history", "preview"
    std::string text;     // of "help": what to print
    Settings settings;
    std::optional<std::string> to;     // backup --to
    int keep = 7;                      // backup --keep
    std::optional<ClientLine> client;  // of "schedule", "workload" and "history"
    std::optional<PreviewLine> preview = {};
};

// `environment`: as main gets it. Invalid: names the word and, where there is one, the nearest.
Result<CommandLine> parse_command_line(int argc, const char* const* argv,
                                       const char* const* environment);

}  // namespace wls::app
