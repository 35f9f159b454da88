#include "base/length_of_time.h"

#include <charconv>

namespace wls {

namespace {

constexpr Duration kLongest = std::chrono::days{36'500};

std::optional<Duration> unit_of(std::string_view word) {
    if (word == "m") return std::chrono::minutes{1};
    if (word == "h") return std::chrono::hours{1};
    if (word == "d") return std::chrono::days{1};
    if (word == "w") return std::chrono::weeks{1};
    return {};
}

}  // namespace

Result<std::optional<Duration>> parse_length(const std::string& text) {
    if (text == "0" || text == "forever") return std::nullopt;
    const char* const end = text.data() + text.size();
    long long number = 0;
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    const auto unit = unit_of({rest, static_cast<std::size_t>(end - rest)});
    if (error != std::errc{} || !unit || number < 1 || number > kLongest / *unit)
        return fail(ErrorCode::Invalid,
                    "'" + text +
                        "' is no length of time: give for example 400d, 12h or 30m, at most"
                        " 36500d, or forever");
    return number * *unit;
}

}  // namespace wls
