// What the promises rest on: docs/engine.md and docs/time.md name for each case the tests that show
// it.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "house/finding.h"

namespace wls::house {

// "Suite.Case" of each TEST, TEST_F and TEST_P in a text.
std::set<std::string> gtest_names(std::string_view text);

// Rule `proof`: what stands in backticks in the last column of the document's tables is a story or
// a "Suite.Case"; every row names one; and every story is named.
Findings check_proof(std::string_view path, std::string_view text,
                     const std::set<std::string>& stories, const std::set<std::string>& tests);

}  // namespace wls::house
