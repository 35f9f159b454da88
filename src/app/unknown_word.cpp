#include "app/unknown_word.h"

#include <CLI/CLI.hpp>

#include <vector>

#include "base/text.h"

namespace wls::app {

namespace {

constexpr std::size_t kMostShown = 60;

}  // namespace

std::string hint(std::string_view near) {
    if (near.empty()) return "; --help lists them all";
    return ": did you mean " + std::string(near) + "?";
}

bool is_negative(std::string_view word) {
    return word.size() > 1 && word[0] == '-' && word[1] >= '0' && word[1] <= '9';
}

bool is_option(std::string_view word) {
    return word.size() > 1 && word[0] == '-' && !is_negative(word);
}

std::string in_quotes(std::string_view word) {
    return "'" + shortened(word, kMostShown) + "'";
}

std::string option_name(std::string_view word) {
    return shortened(word.substr(0, word.find('=')), kMostShown);
}

Failure unknown_argument(const CLI::App& command, const std::string& word) {
    if (!is_option(word))
        return fail(ErrorCode::Invalid, in_quotes(word) + " is one word too many after '" +
                                            command.get_name() + "'; --help shows what it takes");
    std::vector<std::string> names;
    for (const auto* option : command.get_options())
        for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    const auto flag = option_name(word);
    const std::vector<std::string_view> views(names.begin(), names.end());
    return fail(ErrorCode::Invalid, "unknown option " + flag + " of '" + command.get_name() + "'" +
                                        hint(nearest(flag, views)));
}

Failure unknown_command(std::string_view word, std::span<const std::string_view> commands) {
    const auto near = nearest(word, commands);
    return fail(ErrorCode::Invalid,
                "unknown command " + in_quotes(word) + hint(near.empty() ? "" : in_quotes(near)));
}

Failure neither_of(std::string_view option, std::string_view word,
                   const std::array<std::string_view, 2>& words) {
    const auto near = nearest(word, words);
    const std::string all = std::string(words[0]) + " and " + std::string(words[1]);
    return fail(ErrorCode::Invalid, std::string(option) + ": " + in_quotes(word) + " is none" +
                                        (near.empty() ? "; there are " + all : hint(near)));
}

}  // namespace wls::app
