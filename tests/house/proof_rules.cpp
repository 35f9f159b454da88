#include "house/proof_rules.h"

#include <regex>

namespace wls::house {

namespace {

// The names in backticks in the last cell of a table's row.
std::vector<std::string> names_in_last_cell(std::string_view row) {
    row.remove_suffix(1);  // the closing bar
    const auto bar = row.rfind('|');
    std::vector<std::string> names;
    std::string_view cell = row.substr(bar + 1);
    for (;;) {
        const auto begin = cell.find('`');
        if (begin == std::string_view::npos) return names;
        const auto end = cell.find('`', begin + 1);
        if (end == std::string_view::npos) return names;
        names.emplace_back(cell.substr(begin + 1, end - begin - 1));
        cell.remove_prefix(end + 1);
    }
}

}  // namespace

std::set<std::string> gtest_names(std::string_view text) {
    static const std::regex kTest(R"(\bTEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\s*\))");
    std::set<std::string> names;
    const std::string whole(text);
    for (std::sregex_iterator at(whole.begin(), whole.end(), kTest), end; at != end; ++at)
        names.insert((*at)[1].str() + "." + (*at)[2].str());
    return names;
}

Findings check_proof(std::string_view path, std::string_view text,
                     const std::set<std::string>& stories, const std::set<std::string>& tests) {
    Findings findings;
    std::set<std::string> named;
    bool in_table = false;
    int number = 0;
    const auto find = [&](std::string message) {
        findings.push_back({"proof", std::string(path), number, 0, std::move(message)});
    };
    while (!text.empty()) {
        ++number;
        const auto end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        const bool is_row = line.starts_with('|') && line.ends_with('|') && line.size() > 1;
        if (line.starts_with("|---")) {
            in_table = true;
            continue;
        }
        in_table = in_table && is_row;
        if (!in_table) continue;
        const auto names = names_in_last_cell(line);
        if (names.empty()) find("this row names no test");
        for (const auto& name : names) {
            named.insert(name);
            if (!stories.contains(name) && !tests.contains(name))
                find("there is no test '" + name + "'");
        }
    }
    number = 0;
    for (const auto& story : stories)
        if (!named.contains(story)) find("no row names the story '" + story + "'");
    return findings;
}

}  // namespace wls::house
