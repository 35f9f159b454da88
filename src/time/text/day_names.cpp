#include "time/text/day_names.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "base/text.h"

namespace wls {

namespace {

using Names = std::span<const std::string_view>;

constexpr std::size_t kShort = 3;
constexpr std::size_t kMostShown = 20;

constexpr std::array<std::string_view, 7> kEnglish = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                      "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 7> kFrench = {"lundi",    "mardi",  "mercredi", "jeudi",
                                                     "vendredi", "samedi", "dimanche"};
constexpr std::array<std::string_view, 7> kSundayFirst = {
    kEnglish[6], kEnglish[0], kEnglish[1], kEnglish[2], kEnglish[3], kEnglish[4], kEnglish[5]};
constexpr std::array<std::string_view, 7> kFrenchSundayFirst = {
    kFrench[6], kFrench[0], kFrench[1], kFrench[2], kFrench[3], kFrench[4], kFrench[5]};
constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 12> kFrenchMonths = {
    "janvier", "février", "mars",      "avril",   "mai",      "juin",
    "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};

std::string_view short_of(std::string_view name) {
    return name.substr(0, kShort);
}

// The place of the name that `word` is, whole or its first letters.
std::optional<int> place_of(std::string_view word, Names names) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (is_same_in_any_case(word, short_of(names[i])) || is_same_in_any_case(word, names[i]))
            return static_cast<int>(i);
    return {};
}

// The one that is near `word`, whole or its first letters; empty when none is.
std::string_view near_name(std::string_view word, Names names) {
    std::vector<std::string_view> known;
    for (const auto name : names) known.push_back(short_of(name));
    known.insert(known.end(), names.begin(), names.end());
    std::vector<std::string> lowered;
    for (const auto name : known) lowered.push_back(lower_case(name));
    const std::vector<std::string_view> candidates(lowered.begin(), lowered.end());
    const auto near = nearest(lower_case(word.substr(0, kMostShown)), candidates);
    if (near.empty()) return {};
    return known[static_cast<std::size_t>(std::ranges::find(candidates, near) -
                                          candidates.begin())];
}

std::string unknown(std::string_view what, std::string_view name) {
    return "unknown " + std::string(what) + " '" + shortened(name, kMostShown) + "'";
}

// `french`: in the order of `names`.
std::string unknown_of_cron(std::string_view what, std::string_view name, Names names,
                            Names french) {
    const auto in_french = place_of(name, french);
    const auto near =
        in_french ? names[static_cast<std::size_t>(*in_french)] : near_name(name, names);
    const std::string text = unknown(what, name) + "; ";
    if (!near.empty()) return text + "did you mean " + std::string(short_of(near)) + "?";
    return text + "they are " + std::string(short_of(names.front())) + " to " +
           std::string(short_of(names.back()));
}

}  // namespace

std::string_view week_day_name(int day, Language language) {
    return (language == Language::French ? kFrench : kEnglish)[static_cast<std::size_t>(day)];
}

std::string_view month_name(int month, Language language) {
    return (language == Language::French ? kFrenchMonths
                                         : kMonths)[static_cast<std::size_t>(month - 1)];
}

std::optional<int> spoken_week_day(std::string_view name) {
    for (const Names names : {Names(kEnglish), Names(kFrench)}) {
        if (const auto day = place_of(name, names)) return day;
        const bool is_plural =
            name.size() > kShort + 1 && (name.back() == 's' || name.back() == 'S');
        if (!is_plural) continue;
        if (const auto day = place_of(name.substr(0, name.size() - 1), names)) return day;
    }
    return {};
}

std::string unknown_spoken_week_day(std::string_view name) {
    std::vector<std::string_view> names(kEnglish.begin(), kEnglish.end());
    names.insert(names.end(), kFrench.begin(), kFrench.end());
    const auto near = near_name(name, names);
    if (near.empty()) return unknown("day", name) + "; they are Mon to Sun";
    return unknown("day", name) + ", did you mean " + std::string(near) + "?";
}

std::optional<int> week_day_named(std::string_view name) {
    return place_of(name, kSundayFirst);
}

std::optional<int> month_named(std::string_view name) {
    const auto place = place_of(name, kMonths);
    if (!place) return {};
    return *place + 1;
}

std::string unknown_week_day(std::string_view name) {
    return unknown_of_cron("day", name, kSundayFirst, kFrenchSundayFirst);
}

std::string unknown_month(std::string_view name) {
    return unknown_of_cron("month", name, kMonths, kFrenchMonths);
}

std::string_view short_week_day(int week_day) {
    return short_of(kSundayFirst[static_cast<std::size_t>(week_day)]);
}

std::string_view short_month(int month) {
    return short_of(kMonths[static_cast<std::size_t>(month - 1)]);
}

}  // namespace wls
