// Small questions about text that several rooms ask. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace wls {

// The candidate that begins with `word`, else the one closest to it by edits (Levenshtein distance
// over bytes), for "did you mean"; empty when none is nearer than half the word's length, and for a
// word over 255 bytes, which nobody mistypes. Ties: the first.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

// With the letters A to Z made small, and all other bytes as they are.
std::string lower_case(std::string_view text);

// The same but for the letters A to Z, small or not.
bool is_same_in_any_case(std::string_view a, std::string_view b);

// At most `limit` bytes of `text`, cut between two characters, with an ellipsis when cut.
std::string shortened(std::string_view text, std::size_t limit);

}  // namespace wls
