#include "house/clock_rules.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "house/cpp_text.h"

namespace wls::house {

namespace {

constexpr std::array<std::string_view, 17> kClockCalls = {
    "sleep",     "usleep",       "nanosleep", "clock_nanosleep", "sleep_for",   "sleep_until",
    "time",      "gettimeofday", "ftime",     "clock_gettime",   "clock",       "timespec_get",
    "localtime", "localtime_r",  "mktime",    "timelocal",       "current_zone"};

constexpr std::array<std::string_view, 3> kEnvironmentCalls = {"getenv", "secure_getenv", "setenv"};

constexpr std::array<std::string_view, 4> kSqlTimes = {"current_timestamp", "current_time",
                                                       "current_date", "localtimestamp"};

// Functions of SQL that mean now when they are called with nothing.
constexpr std::array<std::string_view, 7> kSqlCalls = {
    "now", "clock_timestamp", "datetime", "date", "time", "julianday", "unixepoch"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

std::string_view before(std::string_view text, const Word& word) {
    const auto kept = text.substr(0, word.begin);
    return kept.substr(0, kept.find_last_not_of(" \n") + 1);
}

std::string_view after(std::string_view text, const Word& word) {
    const auto rest = text.substr(word.begin + word.text.size());
    return rest.substr(std::min(rest.find_first_not_of(" \n"), rest.size()));
}

// A member of that name, or a function of that name that is being declared, is someone else's.
bool is_foreign(std::string_view text, const Word& word) {
    const auto left = before(text, word);
    if (left.ends_with('.') || left.ends_with("->")) return true;
    if (left.empty() || left.ends_with("::")) return false;
    const bool type_before = std::isalnum(static_cast<unsigned char>(left.back())) != 0 ||
                             std::string_view("_&*>").contains(left.back());
    return type_before && !left.ends_with("return") && !left.ends_with("co_return");
}

Finding finding(std::string_view rule, std::string_view path, std::string_view text,
                const Word& word, std::string_view why) {
    return {std::string(rule), std::string(path), line_at(text, word.begin), 0,
            std::string(word.text) + ": " + std::string(why)};
}

}  // namespace

Findings check_clock_calls(std::string_view path, std::string_view text) {
    Findings findings;
    const auto code = view(text, {Part::Code});
    for (const auto& word : words_of(code)) {
        if (!after(code, word).starts_with('(')) continue;
        const bool clock = word.text == "now" && before(code, word).ends_with("::");
        if (clock || (is_one_of(kClockCalls, word.text) && !is_foreign(code, word)))
            findings.push_back(
                finding("clock", path, text, word,
                        "time is an argument (base/clock.h); nothing waits by itself"));
    }
    return findings;
}

Findings check_zone_calls(std::string_view path, std::string_view text) {
    Findings findings;
    const auto code = view(text, {Part::Code});
    const auto with_literals = view(text, {Part::Code, Part::Literal});
    for (const auto& word : words_of(code)) {
        auto rest = after(with_literals, word);
        if (!rest.starts_with('(')) continue;
        rest.remove_prefix(1);
        const auto argument = rest.substr(std::min(rest.find_first_not_of(" \n"), rest.size()));
        const bool environment = is_one_of(kEnvironmentCalls, word.text);
        if (word.text == "tzset" || (environment && argument.starts_with("\"TZ\"")))
            findings.push_back(
                finding("zone", path, text, word, "a zone is an argument (time/zone.h)"));
    }
    return findings;
}

Findings check_sql_clock(std::string_view path, std::string_view text) {
    Findings findings;
    std::string sql(text);
    if (!path.ends_with(".sql")) sql = view(text, {Part::Literal, Part::RawLiteral});
    std::ranges::transform(sql, sql.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const auto& word : words_of(sql)) {
        const auto rest = after(sql, word);
        const bool quoted = (word.text == "now" || word.text == "localtime") &&
                            before(sql, word).ends_with('\'') && rest.starts_with('\'');
        const bool empty_call = is_one_of(kSqlCalls, word.text) && rest.starts_with("()");
        if (quoted || empty_call || is_one_of(kSqlTimes, word.text))
            findings.push_back(
                finding("sql-clock", path, text, word, "SQL never asks for the time; bind it"));
    }
    return findings;
}

}  // namespace wls::house
