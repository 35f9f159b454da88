#include "time/text/date_words.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "time/text/day_names.h"
#include "time/text/sentence.h"

namespace wls {

namespace {

std::string_view name(int day, Language language) {
    return week_day_name(day % 7, language);
}

// The days as runs, first and last; a run may pass Sunday.
std::vector<std::pair<int, int>> runs_of(std::uint32_t set) {
    std::vector<std::pair<int, int>> runs;
    const auto has = [set](int day) { return ((set >> ((day + 7) % 7)) & 1) != 0; };
    for (int day = 0; day < 7; ++day) {
        if (!has(day) || has(day - 1)) continue;
        int last = day;
        while (has(last + 1)) ++last;
        runs.emplace_back(day, last);
    }
    return runs;
}

// The number at the front, taken off, with the mark behind it; nothing when there is none or it has
// over six digits.
std::optional<int> take_number(std::string_view& text, std::string_view mark) {
    int number = 0;
    const auto front = text.substr(0, 6);
    const auto [end, error] = std::from_chars(front.data(), front.data() + front.size(), number);
    const auto rest = text.substr(static_cast<std::size_t>(end - front.data()));
    if (error != std::errc{} || text.starts_with('-') || !rest.starts_with(mark)) return {};
    text = rest.substr(mark.size());
    return number;
}

}  // namespace

std::string wrong_day(std::string_view date) {
    const auto year = take_number(date, "-");
    const auto month = year ? take_number(date, "-") : std::nullopt;
    const auto day = month ? take_number(date, "") : std::nullopt;
    if (!day || *year > 9999) return "";
    if (*month < 1 || *month > 12) return "a month is 01 to 12";
    const std::chrono::year_month_day_last last(
        std::chrono::year(*year),
        std::chrono::month_day_last(std::chrono::month(static_cast<unsigned>(*month))));
    const int days = static_cast<int>(unsigned{last.day()});
    if (*day >= 1 && *day <= days) return "";
    return fmt::format("a day of {} {} is 01 to {}", month_name(*month, Language::English), *year,
                       days);
}

std::string week_days_text(std::uint32_t days, Language language) {
    const bool is_french = language == Language::French;
    if (days == 0x7F) return is_french ? "tous les jours" : "every day";
    std::vector<std::string> parts;
    for (const auto& [first, last] : runs_of(days)) {
        if (last - first >= 2) {
            parts.push_back(
                is_french ? fmt::format("du {} au {}", name(first, language), name(last, language))
                          : fmt::format("{} to {}", name(first, language), name(last, language)));
            continue;
        }
        for (int day = first; day <= last; ++day)
            parts.push_back((is_french ? "le " : "") + std::string(name(day, language)));
    }
    return listed(parts, language);
}

std::string ordinal(int number, Language language) {
    if (language == Language::French) return number == 1 ? "1er" : std::to_string(number);
    constexpr std::array<const char*, 4> kEnds = {"th", "st", "nd", "rd"};
    const bool is_plain = number % 10 <= 3 && (number % 100 < 11 || number % 100 > 13);
    return std::to_string(number) + kEnds.at(is_plain ? static_cast<std::size_t>(number % 10) : 0);
}

}  // namespace wls
