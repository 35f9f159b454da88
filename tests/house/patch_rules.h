// Patches that stand in the tree, to be tried out by hand: they are of the tree as it is.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "house/finding.h"

namespace wls::house {

// The text of a file of the tree; nothing when there is none.
using TextOf = std::function<std::optional<std::string_view>(std::string_view path)>;

// Rule `patch`: each hunk of a unified diff has its old lines in the file that it names, wherever.
Findings check_patch(const std::string& path, std::string_view text, const TextOf& text_of);

}  // namespace wls::house
