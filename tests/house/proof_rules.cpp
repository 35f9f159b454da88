#include "house/proof_rules.h"

#include <algorithm>
#include <cctype>

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

bool is_word(char c) {
    return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

void skip_space(std::string_view& text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0)
        text.remove_prefix(1);
}

bool take(std::string_view& text, char wanted) {
    skip_space(text);
    if (!text.starts_with(wanted)) return false;
    text.remove_prefix(1);
    return true;
}

std::string_view word(std::string_view& text) {
    skip_space(text);
    const auto* const end = std::ranges::find_if_not(text, is_word);
    const std::string_view found(text.begin(), end);
    text.remove_prefix(found.size());
    return found;
}

}  // namespace

// By hand: GCC 12 warns of what std::regex does inside when sanitizers are on.
std::set<std::string> gtest_names(std::string_view text) {
    std::set<std::string> names;
    for (auto at = text.find("TEST"); at != std::string_view::npos; at = text.find("TEST", at)) {
        const bool begins_a_word = at == 0 || !is_word(text[at - 1]);
        at += 4;
        std::string_view rest = text.substr(at);
        if (!begins_a_word) continue;
        if (rest.starts_with("_F(") || rest.starts_with("_P(")) rest.remove_prefix(2);
        if (!take(rest, '(')) continue;
        const auto suite = word(rest);
        if (suite.empty() || !take(rest, ',')) continue;
        const auto test = word(rest);
        if (!test.empty() && take(rest, ')'))
            names.insert(std::string(suite) + "." + std::string(test));
    }
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
