// Whether the build knows every source.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "house/finding.h"

namespace wls::house {

// Rule `unbuilt`: a source (path from the tree's root) that the compile database, CMake's
// compile_commands.json of a build of the tree at `root`, does not name: no target builds it.
Findings check_targets(std::span<const std::string> sources, std::string_view compile_database,
                       std::string_view root);

}  // namespace wls::house
