// What is said of a client's command line that cannot be read: the word that is wrong, and the way
// out. Pure; main thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace wls::app {

// "did you mean" for a first word that is a command of another level, or another program's word for
// one: "'schedule list'" for "list". Empty: nothing is known of it.
std::string_view client_command_meant(std::string_view word);

// Invalid: `word` is none of the `known` commands below `first` ("schedule").
Failure unknown_client_command(std::string_view first, std::string_view word,
                               std::span<const std::string_view> known);

// Invalid: `word` is left over behind `command`.
Failure left_over(const CLI::App& command, const std::string& word);

// Invalid: an option is there so often that nobody can tell which is meant.
Failure given_often(const std::string& option, const std::string& times);

// Invalid: CLI11 could not read it.
Failure not_read(const CLI::ParseError& error);

}  // namespace wls::app
