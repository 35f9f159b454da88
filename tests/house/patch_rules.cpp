#include "house/patch_rules.h"

#include <charconv>
#include <vector>

namespace wls::house {

namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

// 5 of "@@ -168,4 +168,6 @@": how many lines the file had there. Nothing: no such line.
std::optional<int> old_lines(std::string_view line) {
    if (!line.starts_with("@@ -")) return {};
    const auto comma = line.find(',');
    const auto plus = line.find('+');
    if (plus == std::string_view::npos) return {};
    if (comma > plus) return 1;
    int count = 0;
    const auto read = std::from_chars(line.data() + comma + 1, line.data() + plus, count);
    return read.ec == std::errc{} ? std::optional(count) : std::nullopt;
}

}  // namespace

Findings check_patch(const std::string& path, std::string_view text, const TextOf& text_of) {
    constexpr std::string_view kNew = "+++ b/";
    Findings findings;
    const auto lines = lines_of(text);
    std::string_view of;
    int hunks = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].starts_with(kNew)) of = lines[i].substr(kNew.size());
        const auto count = old_lines(lines[i]);
        if (!count) continue;
        ++hunks;
        const int at = static_cast<int>(i) + 1;
        std::string old = "\n";
        for (int left = *count; left > 0 && ++i < lines.size();) {
            if (lines[i].starts_with('+')) continue;
            old += std::string(lines[i].substr(lines[i].empty() ? 0 : 1)) + "\n";
            --left;
        }
        const auto file = text_of(of);
        if (!file)
            findings.push_back({"patch", path, at, 0, "there is no '" + std::string(of) + "'"});
        else if (!("\n" + std::string(*file)).contains(old))
            findings.push_back({"patch", path, at, 0, "is not of the tree as it is: make it anew"});
    }
    if (hunks == 0) findings.push_back({"patch", path, 0, 0, "changes nothing"});
    return findings;
}

}  // namespace wls::house
