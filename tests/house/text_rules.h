// What any text must have, and must not.
#pragma once

#include <string_view>

#include "house/finding.h"

namespace wls::house {

// Rule `first-comment`: a header begins with a comment that says what it is for, then #pragma once.
Findings check_first_comment(std::string_view path, std::string_view text);

// Rule `leftover`: words that mark work to be done later. That work is an issue.
Findings check_leftovers(std::string_view path, std::string_view text);

}  // namespace wls::house
