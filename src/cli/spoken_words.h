// Reads a spoken time word by word: lengths, times of day, days. For spoken_time.cpp. Pure; any
// bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "cli/spoken_time.h"

namespace wls::cli {

// In lower case (ASCII), one space between words, none at the ends.
std::string simplified(std::string_view text);

// `text` between quotes, fit for a message.
std::string as_said(std::string_view text);

// "1h30m", "1 h 30 min", "2 hours", in lower case. Invalid: what is wrong with it; `said` is how
// the person wrote all of it.
Result<Duration> read_length(std::string_view text, std::string_view said);

// "8:00", "08:00:30". Invalid: not a time of day; says how to write one.
Result<Duration> read_time_of_day(std::string_view text, std::string_view said);

// Whether a text looks as if a time of day was meant: a digit first, and no date.
bool looks_like_time_of_day(std::string_view text);

// "18:30" for "18.30" and "18h30"; empty: the text is nothing like that.
std::string meant_time_of_day(std::string_view text);

// "today", "tomorrow", "yesterday", "friday", "fri".
std::optional<std::variant<std::monostate, DayTime::Today, std::chrono::weekday>> read_day(
    std::string_view word);

// The nearest word that `read_day` knows; empty when none is near.
std::string_view nearest_day(std::string_view word);

}  // namespace wls::cli
