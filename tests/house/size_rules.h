// How long files, functions and lines may be, and how many files a folder may hold.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "house/finding.h"

namespace wls::house {

// Rule `size`: lines of one C++ file, by its kind (limits.h).
Findings check_file_size(std::string_view path, std::string_view text);

// Rule `function`: lines of each function, from its declaration to its closing brace. In tests the
// rows of a table do not count: a test may have many.
Findings check_function_sizes(std::string_view path, std::string_view text);

// Rule `columns`: characters of each line, without what stands in raw strings.
Findings check_columns(std::string_view path, std::string_view text);

// Rule `folder`: sources and headers of each folder; the path of a finding is the folder's.
Findings check_folder_sizes(std::span<const std::string> paths);

}  // namespace wls::house
