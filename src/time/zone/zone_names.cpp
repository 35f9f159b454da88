#include "time/zone/zone_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "base/text.h"

namespace wls {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 64;
// Shorter words without a region are abbreviations, of which each is few edits from many others.
constexpr std::size_t kTellingLength = 5;

bool is_zone_file(const fs::path& path) {
    std::array<char, 4> magic{};
    std::ifstream(path, std::ios::binary).read(magic.data(), magic.size());
    return std::string_view(magic.data(), magic.size()) == "TZif";
}

// Of lines "Z name rule…" and "L target name".
std::vector<std::string> names_listed(const std::string& folder) {
    std::vector<std::string> names;
    std::ifstream file(folder + "/tzdata.zi");
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("Z ") && !line.starts_with("L ")) continue;
        std::istringstream words(line.substr(2));
        std::string name;
        words >> name;
        const std::string target = name;
        if (line[0] == 'L') words >> name;
        std::error_code error;
        if (is_plain_zone_name(name) &&
            (fs::exists(folder + "/" + name, error) || fs::exists(folder + "/" + target, error)))
            names.push_back(name);
    }
    return names;
}

std::vector<std::string> names_of_files(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
        const std::string name = at->path().lexically_relative(folder).string();
        // The same zones once more, with and without leap seconds.
        if (name == "posix" || name == "right") at.disable_recursion_pending();
        std::error_code unreadable;
        if (is_plain_zone_name(name) && at->is_regular_file(unreadable) && is_zone_file(at->path()))
            names.push_back(name);
    }
    return names;
}

// As they are compared: "New York" is written new_york.
std::string folded(std::string_view name) {
    std::string small = lower_case(name);
    std::ranges::replace(small, ' ', '_');
    return small;
}

// "paris" of "europe/paris", and "europe/"; of "utc" the whole, and nothing.
std::string_view city_of(std::string_view name) {
    return name.substr(name.rfind('/') + 1);
}
std::string_view region_of(std::string_view name) {
    return name.substr(0, name.rfind('/') + 1);
}

// The place of the name that is `word` but for its case, whose city it is, or whose city it names
// with few edits, in the same region where it says one.
std::optional<std::size_t> nearest_zone(std::string_view word, std::span<const std::string> names) {
    const std::string wanted = folded(word);
    std::vector<std::string> known;
    known.reserve(names.size());
    for (const auto& name : names) known.push_back(folded(name));
    const auto place = [&](auto found) -> std::optional<std::size_t> {
        if (found == known.end()) return {};
        return static_cast<std::size_t>(found - known.begin());
    };
    const auto city = city_of(wanted), region = region_of(wanted);
    if (const auto same = place(std::ranges::find(known, wanted))) return same;
    if (const auto same = place(std::ranges::find(known, city, city_of))) return same;
    if (region.empty() && city.size() < kTellingLength) return {};

    std::vector<std::string_view> cities;
    for (const auto& name : known)
        if (region.empty() || region_of(name) == region) cities.push_back(city_of(name));
    const auto near = nearest(city, cities);
    if (near.empty()) return {};
    return place(std::ranges::find_if(known, [&](std::string_view name) {
        return city_of(name) == near && (region.empty() || region_of(name) == region);
    }));
}

// A zone of the region that is named alone: "Europe", "europe/".
std::optional<std::size_t> zone_in(std::string_view region, std::span<const std::string> names) {
    std::string wanted = folded(region);
    if (!wanted.ends_with('/')) wanted += '/';
    const auto found = std::ranges::find_if(
        names, [&](const std::string& name) { return folded(name).starts_with(wanted); });
    if (found == names.end()) return {};
    return static_cast<std::size_t>(found - names.begin());
}

// What "UTC+2", "GMT-05:00" and the like say, in minutes; nothing for anything else.
std::optional<int> minutes_from_utc(std::string_view name) {
    const std::string small = lower_case(name);
    if (!small.starts_with("utc") && !small.starts_with("gmt")) return {};
    std::string_view rest = std::string_view(small).substr(3);
    if (rest.empty() || (rest[0] != '+' && rest[0] != '-')) return {};
    const int sign = rest[0] == '-' ? -1 : 1;
    std::array<int, 2> parts{};
    const auto read = [&rest](int& part) {
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), part);
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        return error == std::errc{} && part >= 0;
    };
    rest.remove_prefix(1);
    if (!read(parts[0])) return {};
    if (rest.starts_with(':')) {
        rest.remove_prefix(1);
        if (!read(parts[1])) return {};
    }
    if (!rest.empty() || parts[0] > 14 || parts[1] > 59) return {};
    return sign * (parts[0] * 60 + parts[1]);
}

// A zone of `names` that keeps this distance all year, for whole hours.
std::string fixed_zone(int minutes, std::span<const std::string> names) {
    if (minutes % 60 != 0) return {};
    const std::string name = minutes == 0 ? "Etc/UTC" : fmt::format("Etc/GMT{:+}", -minutes / 60);
    return std::ranges::find(names, name) == names.end() ? "" : name;
}

}  // namespace

bool is_plain_zone_name(std::string_view name) {
    if (name.empty() || name.size() > kLongestName || name.front() == '/' || name.front() == '.')
        return false;
    if (name.contains("..") || name == "localtime") return false;
    return std::ranges::all_of(name, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               c == '/' || c == '_' || c == '-' || c == '+';
    });
}

std::string zone_linked(std::string_view name, const std::string& folder) {
    std::ifstream file(folder + "/tzdata.zi");
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("L ")) continue;
        std::istringstream words(line.substr(2));
        std::string target, other;
        words >> target >> other;
        if (other == name && is_plain_zone_name(target)) return target;
    }
    return {};
}

std::vector<std::string> zone_names(const std::string& folder) {
    auto names = names_listed(folder);
    if (names.empty()) names = names_of_files(folder);
    std::ranges::sort(names);
    const auto doubles = std::ranges::unique(names);
    names.erase(doubles.begin(), doubles.end());
    return names;
}

std::string unknown_zone(std::string_view name, std::span<const std::string> names) {
    const std::string_view shown = name.substr(0, kLongestName);
    const std::string text = "unknown time zone '" + shortened(name, kLongestName) + "'; ";
    if (names.empty())
        return text + "this machine has no zones but UTC (the package tzdata has them)";
    if (const auto minutes = minutes_from_utc(shown)) {
        const auto fixed = fixed_zone(*minutes, names);
        if (fixed.empty()) return text + "give a city, such as Europe/Paris";
        if (*minutes == 0) return text + "did you mean UTC?";
        return text + "give a city, such as Europe/Paris, or " + fixed +
               ", whose sign is the other way round";
    }
    if (const auto zone = zone_in(shown, names))
        return text + "it is a region; give a city in it, such as " + names[*zone];
    if (const auto near = nearest_zone(shown, names))
        return text + "did you mean " + names[*near] + "?";
    return text + "give an IANA name such as Europe/Paris or UTC";
}

}  // namespace wls
