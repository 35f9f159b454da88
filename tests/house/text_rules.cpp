#include "house/text_rules.h"

#include <algorithm>
#include <array>

#include "house/cpp_text.h"

namespace wls::house {

Findings check_first_comment(std::string_view path, std::string_view text) {
    if (!text.starts_with("//") && !text.starts_with("/*"))
        return {{"first-comment", std::string(path), 1, 0,
                 "begins with no comment that says what it is for"}};
    const auto code = view(text, {Part::Code, Part::Directive});
    const auto first = std::min(code.find_first_not_of(" \n"), code.size());
    if (!std::string_view(code).substr(first).starts_with("#pragma once"))
        return {{"first-comment", std::string(path), line_at(text, first), 0,
                 "#pragma once does not follow the first comment"}};
    return {};
}

Findings check_leftovers(std::string_view path, std::string_view text) {
    // In two pieces, so that this file has none.
    static constexpr std::array<std::string_view, 3> kMarks = {
        "FIX"
        "ME",
        "TO"
        "DO",
        "XX"
        "X"};
    Findings findings;
    for (const auto& word : words_of(text))
        if (std::ranges::find(kMarks, word.text) != kMarks.end())
            findings.push_back({"leftover", std::string(path), line_at(text, word.begin), 0,
                                "a leftover " + std::string(word.text)});
    return findings;
}

}  // namespace wls::house
