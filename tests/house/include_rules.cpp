#include "house/include_rules.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "house/cpp_text.h"

namespace wls::house {

namespace {

// "api" of "src/api/x.h" with "src/"; nothing when it lies elsewhere or in no folder.
std::string_view folder_below(std::string_view path, std::string_view root) {
    if (!path.starts_with(root)) return {};
    path.remove_prefix(root.size());
    const auto slash = path.find('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

const Room* find(std::span<const Room> rooms, std::string_view name) {
    const auto found = std::ranges::find(rooms, name, &Room::name);
    return found == rooms.end() ? nullptr : &*found;
}

std::string refusal(const Room& room, std::string_view included, std::span<const Room> rooms) {
    const auto target = folder_below(included, "");
    if (find(rooms, target) == nullptr) return "is in no room of src/";
    if (target == room.name || std::ranges::find(room.uses, target) != room.uses.end()) return {};
    return std::string(room.name) + "/ may not use " + std::string(target) + "/ (rooms.h)";
}

using Uses = std::set<std::string, std::less<>>;

std::string listed(const Uses& uses) {
    std::string all;
    for (const auto& use : uses) all += (all.empty() ? "" : " ") + use;
    return all.empty() ? "nothing" : all;
}

// The rooms after USES in the text between the brackets of one call.
Uses uses_of_call(std::istringstream& words) {
    Uses uses;
    bool reading = false;
    for (std::string word; words >> word;) {
        if (word == "USES" || word == "LINKS")
            reading = word == "USES";
        else if (reading)
            uses.insert(word);
    }
    return uses;
}

}  // namespace

Findings check_includes(std::string_view path, std::string_view text, std::span<const Room> rooms) {
    Findings findings;
    const auto directives = view(text, {Part::Directive});
    const auto here = folder_below(path, "src/");
    const Room* room = find(rooms, here);
    if (path.starts_with("src/") && room == nullptr)
        findings.push_back({"include", std::string(path), 0, 0, "lies in no room of src/"});

    std::istringstream lines(directives);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        const auto include = line.find("include");
        const auto open = line.find('"');
        const auto close = line.rfind('"');
        if (include == std::string::npos || open == close || open < include) continue;
        const auto included = std::string_view(line).substr(open + 1, close - open - 1);
        std::string why;
        if (included.starts_with('.') || !included.contains('/'))
            why = "must be written from the root of its tree";
        else if (room != nullptr)
            why = refusal(*room, included, rooms);
        if (!why.empty())
            findings.push_back({"include", std::string(path), number, 0,
                                "include of " + std::string(included) + ": " + why});
    }
    return findings;
}

Findings check_build_order(std::string_view path, std::string_view text,
                           std::span<const Room> rooms) {
    Findings findings;
    const auto complain = [&](std::size_t at, std::string message) {
        const int line = at == std::string_view::npos ? 0 : line_at(text, at);
        findings.push_back({"rooms", std::string(path), line, 0, std::move(message)});
    };
    std::set<std::string, std::less<>> built;
    constexpr std::string_view kCall = "wls_room(";
    for (auto at = text.find(kCall); at != std::string_view::npos; at = text.find(kCall, at + 1)) {
        const auto begin = at + kCall.size();
        std::istringstream words(std::string(text.substr(begin, text.find(')', at) - begin)));
        std::string name;
        words >> name;
        built.insert(name);
        const auto uses = uses_of_call(words);
        const Room* room = find(rooms, name);
        if (room == nullptr)
            complain(at, "room " + name + " is missing in tests/house/rooms.h");
        else if (const Uses wanted(room->uses.begin(), room->uses.end()); uses != wanted)
            complain(at, "room " + name + " uses " + listed(uses) + ", but in rooms.h " +
                             listed(wanted));
    }
    for (const auto& room : rooms)
        if (!built.contains(room.name))
            complain(std::string_view::npos, "room " + std::string(room.name) + " is not built");
    return findings;
}

}  // namespace wls::house
