#include "cli/preview/flag_words.h"

#include <algorithm>
#include <array>

namespace wls::cli {

namespace {

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz_";
constexpr std::array<std::string_view, 6> kFields = {"start_time", "end_time",   "cron_start",
                                                     "cron_stop",  "valid_from", "valid_until"};

// Some fields have names that are words too: "windows that repeat", "from 1970 to 2400".
bool is_field(std::string_view word, std::string_view before, std::string_view after) {
    if (after.starts_with('=')) return false;  // a calendar's name: --calendar weekly=FILE
    if (before.empty() && after.starts_with(':')) return true;
    if (word == "repeat" || word == "weekly") return !before.ends_with("that ");
    if (word == "from") return after.starts_with(',');
    return std::ranges::find(kFields, word) != kFields.end();
}

}  // namespace

std::string flag_of(std::string_view field) {
    if (field == "start_time") return "--start";
    if (field == "end_time") return "--end";
    if (field == "calendar") return "--only";  // the rest of a calendar is of --calendar's own
    std::string flag = "--" + std::string(field);
    std::ranges::replace(flag, '_', '-');
    return flag;
}

std::string in_flags(std::string_view sentence) {
    // What was typed may have apostrophes of its own: all from the first quote to the last.
    const auto first_quote = std::min(sentence.find('\''), sentence.size());
    const auto last_quote = first_quote < sentence.size() ? sentence.rfind('\'') : first_quote;
    std::string text;
    for (std::size_t at = 0; at < sentence.size();) {
        const auto end = std::min(sentence.find_first_not_of(kLetters, at), sentence.size());
        if (end == at) {
            text += sentence[at++];
            continue;
        }
        const auto word = sentence.substr(at, end - at);
        const bool is_quoted = first_quote < at && at < last_quote;
        const bool is_flag =
            !is_quoted && is_field(word, sentence.substr(0, at), sentence.substr(end));
        text += is_flag ? flag_of(word) : std::string(word);
        at = end;
    }
    return text;
}

}  // namespace wls::cli
