#include "app/client/mistakes.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>

#include "app/unknown_word.h"
#include "base/text.h"

namespace wls::app {

namespace {

struct Meant {
    std::string_view said, meant;
};

// Words of other programs. What means nothing has no nearest word either.
constexpr auto kOtherWords = std::to_array<Meant>({{"ls", "list"},
                                                   {"get", "show"},
                                                   {"describe", "show"},
                                                   {"add", "create"},
                                                   {"new", "create"},
                                                   {"rm", "delete"},
                                                   {"remove", "delete"},
                                                   {"disable", "pause"},
                                                   {"suspend", "pause"},
                                                   {"enable", "resume"},
                                                   {"unpause", "resume"},
                                                   {"help", "--help"},
                                                   {"start", ""},
                                                   {"stop", ""},
                                                   {"run", ""}});
constexpr auto kFirstWords = std::to_array<Meant>({{"list", "'schedule list'"},
                                                   {"ls", "'schedule list'"},
                                                   {"show", "'schedule show'"},
                                                   {"create", "'schedule create'"},
                                                   {"add", "'schedule create'"},
                                                   {"delete", "'schedule delete'"},
                                                   {"rm", "'schedule delete'"},
                                                   {"pause", "'schedule pause'"},
                                                   {"resume", "'schedule resume'"},
                                                   {"log", "'history log'"},
                                                   {"logs", "'history log'"},
                                                   {"transitions", "'history'"},
                                                   {"catalog", "'workload list'"},
                                                   {"help", "--help"}});
constexpr std::array<std::string_view, 4> kEditing = {"edit", "update", "change", "rename"};

template <class Words>
const Meant* find(const Words& words, std::string_view said) {
    const auto found = std::ranges::find(words, said, &Meant::said);
    return found == words.end() ? nullptr : &*found;
}

std::string in_quotes(std::string_view word) {
    return "'" + std::string(word) + "'";
}

}  // namespace

std::string_view client_command_meant(std::string_view word) {
    const auto* found = find(kFirstWords, word);
    return found ? found->meant : "";
}

Failure unknown_client_command(std::string_view first, std::string_view word,
                               std::span<const std::string_view> known) {
    if (first == "schedule" && std::ranges::find(kEditing, word) != kEditing.end())
        return fail(ErrorCode::Invalid,
                    "unknown command " + in_quotes(word) +
                        ": delete the schedule and create it anew, or send the server a PATCH"
                        " /schedules/ID (its page /docs shows how)");
    const auto* other = find(kOtherWords, word);
    if (!other) return unknown_command(word, known);
    const bool is_known = std::ranges::find(known, other->meant) != known.end();
    if (!is_known && other->meant != "--help")
        return fail(ErrorCode::Invalid, "unknown command " + in_quotes(word) + hint(""));
    return fail(ErrorCode::Invalid,
                "unknown command " + in_quotes(word) +
                    hint(is_known ? in_quotes(other->meant) : std::string(other->meant)));
}

Failure left_over(const CLI::App& command, const std::string& word) {
    const std::string& name = command.get_name();
    const bool is_option = word.starts_with('-') && word.size() > 1;
    const auto too_many = in_quotes(word) + " is one word too many after '" + name + "': ";
    if (is_option || (name != "create" && name != "show" && name != "history"))
        return unknown_argument(command, word);
    const bool is_time = !word.empty() && word[0] >= '0' && word[0] <= '9';
    if (name == "create" && command.count("--name") == 0 && !is_time)
        return fail(ErrorCode::Invalid, too_many + "did you mean --name " + in_quotes(word) + "?");
    return fail(ErrorCode::Invalid, too_many + "what has spaces goes between quotes, as \"" +
                                        (name == "show" ? "Nightly report" : "tomorrow 09:00") +
                                        "\"");
}

// CLI11: "--start: 1 required TIME missing".
Failure not_read(const CLI::ParseError& error) {
    const std::string text = error.what();
    constexpr std::string_view kBefore = ": 1 required ", kAfter = " missing";
    const auto at = text.find(kBefore);
    if (at == std::string::npos || !text.ends_with(kAfter))
        return fail(ErrorCode::Invalid, text + "; --help shows how");
    const auto begin = at + kBefore.size();
    return fail(ErrorCode::Invalid, text.substr(0, at) + ": its " +
                                        text.substr(begin, text.size() - kAfter.size() - begin) +
                                        " is missing; --help shows how");
}

}  // namespace wls::app
