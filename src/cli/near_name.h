// Which name somebody may have meant. Pure; any bytes.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace wls::cli {

// The place of the name that is `word`, begins with it or is few edits from it; else of the first
// that holds it; else of one whose beginning is few edits from it. Letter case (of ASCII) aside.
inline std::optional<std::size_t> near_name(std::string_view word,
                                            const std::vector<std::string>& names) {
    constexpr std::size_t kTellingLength = 3;   // of a part of a name
    constexpr std::size_t kMostCompared = 255;  // bytes; the cost is the product of the lengths
    const std::string wanted = lower_case(word);
    if (wanted.empty() || wanted.size() > kMostCompared) return {};
    std::vector<std::string> lowered;
    for (const auto& name : names) lowered.push_back(lower_case(name.substr(0, kMostCompared)));
    const std::vector<std::string_view> views(lowered.begin(), lowered.end());
    auto found = std::ranges::find(views, wanted);
    if (found == views.end()) {
        const auto near = nearest(wanted, views);
        if (!near.empty()) found = std::ranges::find(views, near);
    }
    if (found == views.end() && wanted.size() >= kTellingLength)
        found = std::ranges::find_if(views,
                                     [&](std::string_view view) { return view.contains(wanted); });
    if (found == views.end() && wanted.size() > kTellingLength) {
        std::vector<std::string_view> beginnings;
        for (const auto view : views) beginnings.push_back(view.substr(0, wanted.size()));
        const auto near = nearest(wanted, beginnings);
        if (!near.empty())
            found = views.begin() + (std::ranges::find(beginnings, near) - beginnings.begin());
    }
    if (found == views.end()) return {};
    return static_cast<std::size_t>(found - views.begin());
}

}  // namespace wls::cli
