#include "time/text/date_words.h"

#include <fmt/format.h>

#include <array>
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

}  // namespace

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
