#include "net/retry_after.h"

#include <algorithm>
#include <array>

#include "net/headers.h"

namespace wls::net {

namespace {

constexpr std::chrono::seconds kLongest = std::chrono::days{1};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Only digits; more than a day, however many digits, is `kLongest`.
std::chrono::seconds seconds_of(std::string_view digits) {
    std::int64_t count = 0;
    for (const char c : digits)
        count = std::min<std::int64_t>(count * 10 + (c - '0'), kLongest.count());
    return std::chrono::seconds{count};
}

// Reads `pattern`'s digits ('0') as one number each run, other characters as they are.
std::optional<std::array<int, 5>> numbers(std::string_view text, std::string_view pattern) {
    std::array<int, 5> found{};
    std::size_t count = 0;
    if (text.size() != pattern.size()) return std::nullopt;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (pattern[i] != '0') {
            if (text[i] != pattern[i]) return std::nullopt;
            if (i > 0 && pattern[i - 1] == '0') ++count;
        } else {
            if (!is_digit(text[i])) return std::nullopt;
            found[count] = found[count] * 10 + (text[i] - '0');
        }
    }
    return found;
}

// IMF-fixdate, the only form that is still made: "Sun, 06 Nov 1994 08:49:37 GMT".
std::optional<std::chrono::sys_seconds> date_of(std::string_view text) {
    constexpr std::string_view kDays = "SunMonTueWedThuFriSat";
    constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (text.size() != 29) return std::nullopt;
    const auto day = kDays.find(text.substr(0, 3));
    const auto month = kMonths.find(text.substr(8, 3));
    if (day == kDays.npos || day % 3 != 0 || month == kMonths.npos || month % 3 != 0)
        return std::nullopt;
    const auto front = numbers(text.substr(3, 5), ", 00 ");
    const auto rest = numbers(text.substr(11), " 0000 00:00:00 GMT");
    if (!front || !rest) return std::nullopt;
    const auto [year, hour, minute, second, none] = *rest;
    const std::chrono::year_month_day date{std::chrono::year{year},
                                           std::chrono::month{static_cast<unsigned>(month / 3 + 1)},
                                           std::chrono::day{static_cast<unsigned>(front->front())}};
    if (!date.ok() || hour > 23 || minute > 59 || second > 60 || none != 0) return std::nullopt;
    return std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second};
}

}  // namespace

std::optional<Duration> retry_after(std::string_view value, Instant now) {
    value = trimmed(value);
    if (!value.empty() && std::ranges::all_of(value, is_digit)) return seconds_of(value);
    const auto date = date_of(value);
    if (!date) return std::nullopt;
    return std::clamp<Duration>(*date - now, Duration{0}, kLongest);
}

}  // namespace wls::net
