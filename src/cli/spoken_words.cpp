#include "cli/spoken_words.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "base/unicode.h"
#include "cli/display.h"

namespace wls::cli {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::weekday;

constexpr auto kLongest = hours{24 * 3'660};

struct Unit {
    std::array<std::string_view, 5> names;
    seconds length;
};

constexpr std::array kUnits = std::to_array<Unit>({
    {{"w", "week", "weeks", "wk", ""}, hours{7 * 24}},
    {{"d", "day", "days", "", ""}, hours{24}},
    {{"h", "hour", "hours", "hr", "hrs"}, hours{1}},
    {{"m", "min", "mins", "minute", "minutes"}, minutes{1}},
    {{"s", "sec", "secs", "second", "seconds"}, seconds{1}},
});

constexpr std::array<std::string_view, 17> kDays = {
    "today",     "tomorrow", "yesterday", "sunday",   "monday", "tuesday",
    "wednesday", "thursday", "friday",    "saturday", "sun",    "mon",
    "tue",       "wed",      "thu",       "fri",      "sat"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

Failure wrong(std::string sentence) {
    return fail(ErrorCode::Invalid, std::move(sentence));
}

// Takes the digits at the front; at most six, more than any time needs. Nothing: none there.
std::optional<long> take_number(std::string_view& text) {
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits])) ++digits;
    if (digits == 0 || digits > 6) return {};
    long value = 0;
    for (const char digit : text.substr(0, digits)) value = value * 10 + (digit - '0');
    text.remove_prefix(digits);
    return value;
}

void skip_spaces(std::string_view& text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
}

// Where in kUnits, or its size.
std::size_t unit_of(std::string_view name) {
    const auto found = std::ranges::find_if(kUnits, [&](const Unit& unit) {
        return !name.empty() && std::ranges::find(unit.names, name) != unit.names.end();
    });
    return static_cast<std::size_t>(found - kUnits.begin());
}

}  // namespace

std::string simplified(std::string_view text) {
    std::string out;
    for (const char c : trimmed(text)) {
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (space && (out.empty() || out.back() == ' ')) continue;
        out += space ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (out.ends_with(' ')) out.pop_back();
    return out;
}

std::string as_said(std::string_view text) {
    return "'" + cut(visible(text.substr(0, 200)), 60) + "'";
}

Result<Duration> read_length(std::string_view text, std::string_view said) {
    const auto refuse = [&](const char* why) {
        return wrong(as_said(said) + ": " + why + ", for example 30s, 5m, 2h, 1h30m or 3d");
    };
    seconds sum{0};
    std::size_t smallest = 0;  // the next unit must be at this place or later
    if (text.empty()) return refuse("say how long");
    while (!text.empty()) {
        const auto count = take_number(text);
        if (!count) return refuse("a length is whole numbers (of six digits at most) with units");
        skip_spaces(text);
        std::size_t letters = 0;
        while (letters < text.size() && is_letter(text[letters])) ++letters;
        if (letters == 0 && (text.starts_with('.') || text.starts_with(',')))
            return refuse("a length has no fractions: say it in a smaller unit");
        if (letters == 0) return refuse("a number needs a unit (s, m, h, d or w) right behind it");
        const std::size_t unit = unit_of(text.substr(0, letters));
        if (unit == kUnits.size()) return refuse("the units are s, m, h, d and w");
        if (unit < smallest) return refuse("each unit comes once, the largest first");
        smallest = unit + 1;
        text.remove_prefix(letters);
        skip_spaces(text);
        sum += *count * kUnits[unit].length;
    }
    if (sum > kLongest) return refuse("that is longer than 3660 days; give a date instead");
    return sum;
}

Result<Duration> read_time_of_day(std::string_view text, std::string_view said) {
    const auto refuse = [&](const std::string& why) {
        return wrong(as_said(said) + ": " + why + ": write it with 24 hours, as 08:00 or 18:30:15");
    };
    if (text.ends_with("am") || text.ends_with("pm")) return refuse("am and pm are not read");
    std::array<long, 3> parts{};
    std::size_t count = 0;
    for (bool more = true; more; ++count) {
        if (count == parts.size()) return refuse("that is no time of day");
        const auto before = text.size();
        const auto number = take_number(text);
        const auto digits = before - text.size();
        if (!number || digits > 2 || (count > 0 && digits != 2))
            return refuse("that is no time of day");
        parts[count] = *number;
        more = text.starts_with(':');
        if (more) text.remove_prefix(1);
    }
    if (!text.empty() || count < 2) return refuse("that is no time of day");
    if (parts[0] == 24 && parts[1] == 0 && parts[2] == 0)
        return refuse("24:00 is 00:00 of the day after");
    if (parts[0] > 23) return refuse("hours go from 00 to 23");
    if (parts[1] > 59 || parts[2] > 59) return refuse("minutes and seconds go from 00 to 59");
    return hours{parts[0]} + minutes{parts[1]} + seconds{parts[2]};
}

bool looks_like_time_of_day(std::string_view text) {
    return !text.empty() && is_digit(text.front()) && !text.contains('-') && !text.contains('/') &&
           !text.contains('.');
}

std::string meant_time_of_day(std::string_view text) {
    std::string meant(text);
    bool other = false;
    for (char& c : meant)
        if (c == '.' || c == 'h') {
            c = ':';
            other = true;
        }
    return other && read_time_of_day(meant, text) ? meant : "";
}

std::optional<std::variant<std::monostate, DayTime::Today, weekday>> read_day(
    std::string_view word) {
    const auto found = std::ranges::find(kDays, word);
    if (found == kDays.end()) return {};
    const auto place = static_cast<unsigned>(found - kDays.begin());
    if (place < 3) return DayTime::Today{place == 2 ? -1 : static_cast<int>(place)};
    return weekday{(place - 3) % 7};
}

std::string_view nearest_day(std::string_view word) {
    constexpr std::size_t kWhole = 10;  // three letters are near to everything
    return nearest(word, std::span(kDays).first(kWhole));
}

}  // namespace wls::cli
