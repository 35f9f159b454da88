// Which way includes may point.
#pragma once

#include <span>
#include <string_view>

#include "house/finding.h"
#include "house/rooms.h"

namespace wls::house {

// Rule `include`, for C++ files anywhere: an include in quotes is written from the root of its tree
// (src/, tests/ or bench/), never from the file; a file of src/ includes only from its own room and
// those its room may use.
Findings check_includes(std::string_view path, std::string_view text, std::span<const Room> rooms);

// Rule `rooms`: the calls of wls_room in src/CMakeLists.txt say what the table says.
Findings check_build_order(std::string_view path, std::string_view text,
                           std::span<const Room> rooms);

}  // namespace wls::house
