// What is said of words on the command line that nothing takes. Main thread.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace CLI {
class App;
}

namespace wls::app {

// Whether a word is meant as an option: not "-", and not "-1", which is a number.
bool is_option(std::string_view word);

// "-1", "-5m".
bool is_negative(std::string_view word);

// 'word', in a message; a long one is cut.
std::string in_quotes(std::string_view word);

// The option in "--option=value"; a long one is cut.
std::string option_name(std::string_view word);

// Invalid: `word` is left over behind `command`: one word too many, or an unknown option with the
// nearest that there is.
Failure unknown_argument(const CLI::App& command, const std::string& word);

// Invalid: "unknown command 'lsit': did you mean 'list'?"
Failure unknown_command(std::string_view word, std::span<const std::string_view> commands);

// Invalid: "--output: 'yaml' is none; there are table and json", or the nearest of the two.
Failure neither_of(std::string_view option, std::string_view word,
                   const std::array<std::string_view, 2>& words);

// ": did you mean 'list'?" or "; --help lists them all".
std::string hint(std::string_view near);

}  // namespace wls::app
