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
                                                   {"status", "show"},
                                                   {"help", "--help"}});
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
                                                   {"status", "'schedule list'"},
                                                   {"transitions", "'history'"},
                                                   {"catalog", "'workload list'"},
                                                   {"help", "--help"}});

// What a schedule cannot be told in one word, and how it is told.
constexpr const char* kEditing =
    "delete the schedule and create it anew, or send the server a PATCH /schedules/ID (its page"
    " /docs shows how)";
constexpr const char* kStarting =
    "workloads start when a window opens; 'create --start now' makes one that opens at once,"
    " 'resume' ends a pause";
constexpr const char* kStopping =
    "'delete' stops what a schedule runs; 'pause' lets it run on, and starts nothing more";
constexpr auto kNoCommands = std::to_array<Meant>({{"edit", kEditing},
                                                   {"update", kEditing},
                                                   {"change", kEditing},
                                                   {"rename", kEditing},
                                                   {"start", kStarting},
                                                   {"run", kStarting},
                                                   {"trigger", kStarting},
                                                   {"stop", kStopping},
                                                   {"kill", kStopping}});

constexpr auto kOtherOptions =
    std::to_array<Meant>({{"--until", "--valid-until"},    {"--until", "--end"},
                          {"--valid-to", "--valid-until"}, {"--tz", "--timezone"},
                          {"--zone", "--timezone"},        {"--time-zone", "--timezone"},
                          {"--rrule", "--repeat"},         {"--skip", "--calendar"},
                          {"--holidays", "--calendar"},    {"--to", "--end"},
                          {"--from", "--start"},           {"--since", "--from"},
                          {"--duration", "--for"},         {"--json", "--output json"},
                          {"--format", "--output"},        {"--token", "--token-file"},
                          {"--url", "--server"},           {"--host", "--server"},
                          {"--port", "--server"},          {"-n", "--limit"}});

template <class Words>
const Meant* find(const Words& words, std::string_view said) {
    const auto found = std::ranges::find(words, said, &Meant::said);
    return found == words.end() ? nullptr : &*found;
}

bool has_option(const CLI::App& command, std::string_view words) {
    const std::string name(words.substr(0, words.find(' ')));
    return command.get_option_no_throw(name) != nullptr;
}

}  // namespace

std::string_view client_command_meant(std::string_view word) {
    const auto* found = find(kFirstWords, word);
    return found ? found->meant : "";
}

Failure unknown_client_command(std::string_view first, std::string_view word,
                               std::span<const std::string_view> known) {
    if (const auto* none = find(kNoCommands, word); none && first == "schedule")
        return fail(ErrorCode::Invalid,
                    "unknown command " + in_quotes(word) + ": " + std::string(none->meant));
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
    const bool option = is_option(word);
    const auto too_many = in_quotes(word) + " is one word too many after '" + name + "': ";
    if (option) {
        const auto flag = option_name(word);
        for (const auto& other : kOtherOptions)
            if (other.said == flag && has_option(command, other.meant))
                return fail(ErrorCode::Invalid,
                            "unknown option " + flag + " of '" + name + "'" + hint(other.meant));
    }
    const bool is_count = is_negative(word) && word.find_first_not_of("0123456789", 1) == word.npos;
    if (is_count && has_option(command, "--limit"))
        return fail(ErrorCode::Invalid,
                    too_many + "did you mean --limit " + shortened(word.substr(1), 20) + "?");
    if (option || is_negative(word) || (name != "create" && name != "show" && name != "history"))
        return unknown_argument(command, word);
    const bool is_time = !word.empty() && word[0] >= '0' && word[0] <= '9';
    if (name == "create" && command.count("--name") == 0 && !is_time)
        return fail(ErrorCode::Invalid, too_many + "did you mean --name " + in_quotes(word) + "?");
    return fail(ErrorCode::Invalid, too_many + "what has spaces goes between quotes, as \"" +
                                        (name == "show" ? "Nightly report" : "tomorrow 09:00") +
                                        "\"");
}

Failure given_often(const std::string& option, const std::string& times) {
    return fail(ErrorCode::Invalid,
                option + ": it is there " + times + " times, give it once; --help shows how");
}

// CLI11: "--start: 1 required TIME missing", "--limit: At Most 1 required but received 2",
// "Could not convert: --active = yes".
Failure not_read(const CLI::ParseError& error) {
    const std::string text = error.what();
    const auto say = [](const std::string& sentence) {
        return fail(ErrorCode::Invalid, sentence + "; --help shows how");
    };
    constexpr std::string_view kBefore = ": 1 required ", kAfter = " missing",
                               kTwice = ": At Most 1 required but received ",
                               kNoValue = "Could not convert: ";
    if (const auto at = text.find(kTwice); at != std::string::npos)
        return given_often(text.substr(0, at), text.substr(at + kTwice.size()));
    if (text.starts_with(kNoValue))
        return say(text.substr(kNoValue.size(), text.find(" = ") - kNoValue.size()) +
                   " takes no value");
    const auto at = text.find(kBefore);
    if (at == std::string::npos || !text.ends_with(kAfter)) return say(text);
    const auto begin = at + kBefore.size();
    return say(text.substr(0, at) + ": its " +
               text.substr(begin, text.size() - kAfter.size() - begin) + " is missing");
}

}  // namespace wls::app
