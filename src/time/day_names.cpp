#include "time/day_names.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace wls {

namespace {

constexpr std::size_t kShort = 3;

constexpr std::array<std::string_view, 7> kWeekDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_same(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<int> place_of(std::string_view name, std::span<const std::string_view> names) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (is_same(name, names[i].substr(0, kShort)) || is_same(name, names[i]))
            return static_cast<int>(i);
    return {};
}

std::string unknown(std::string_view what, std::string_view name,
                    std::span<const std::string_view> names) {
    std::string text = "unknown ";
    text.append(what).append(" '").append(shortened(name, 20)).append("'; ");
    // Compared as they are written: first letter large, the others small.
    std::string written(name.substr(0, 20));
    for (char& c : written) c = lower(c);
    if (!written.empty() && written[0] >= 'a' && written[0] <= 'z')
        written[0] = static_cast<char>(written[0] - 'a' + 'A');
    std::vector<std::string_view> known;
    for (const auto whole : names) known.push_back(whole.substr(0, kShort));
    known.insert(known.end(), names.begin(), names.end());
    const auto near = nearest(written, known);
    if (!near.empty())
        return text.append("did you mean ").append(near.substr(0, kShort)).append("?");
    return text.append("they are ")
        .append(names.front().substr(0, kShort))
        .append(" to ")
        .append(names.back().substr(0, kShort));
}

}  // namespace

std::optional<int> week_day_named(std::string_view name) {
    return place_of(name, kWeekDays);
}

std::optional<int> month_named(std::string_view name) {
    const auto place = place_of(name, kMonths);
    if (!place) return {};
    return *place + 1;
}

std::string unknown_week_day(std::string_view name) {
    return unknown("day", name, kWeekDays);
}

std::string unknown_month(std::string_view name) {
    return unknown("month", name, kMonths);
}

std::string_view short_week_day(int week_day) {
    return kWeekDays[static_cast<std::size_t>(week_day)].substr(0, kShort);
}

std::string_view short_month(int month) {
    return kMonths[static_cast<std::size_t>(month - 1)].substr(0, kShort);
}

}  // namespace wls
