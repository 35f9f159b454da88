#include "house/target_rules.h"

#include <set>

namespace wls::house {

Findings check_targets(std::span<const std::string> sources, std::string_view compile_database,
                       std::string_view root) {
    constexpr std::string_view kKey = "\"file\":";
    std::set<std::string_view> built;
    for (auto at = compile_database.find(kKey); at != std::string_view::npos;
         at = compile_database.find(kKey, at + 1)) {
        const auto open = compile_database.find('"', at + kKey.size());
        const auto close = compile_database.find('"', open + 1);
        built.insert(compile_database.substr(open + 1, close - open - 1));
    }
    Findings findings;
    for (const auto& source : sources)
        if (!built.contains(std::string(root) + "/" + source))
            findings.push_back({"unbuilt", source, 0, 0, "no target builds it"});
    return findings;
}

}  // namespace wls::house
