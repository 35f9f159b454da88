// Steps through UTF-8, for what reads bytes and for what writes JSON. "Generalised" UTF-8 also has
// the surrogates (three bytes each, never joined): that is how a text that Python would hold with
// lone surrogates is kept here. Pure; any thread; any bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wls {

// The character that starts at a place in a text, or the bytes there that are none.
struct Utf8Step {
    char32_t code_point;
    std::size_t length;  // when not valid: the bytes that one U+FFFD stands for, as in Python
    bool valid;
};

// `at` lies within `text`. Strict: surrogates are not valid.
Utf8Step utf8_step(std::string_view text, std::size_t at);

// True when the three bytes of a surrogate are at `at`.
bool is_surrogate_at(std::string_view text, std::size_t at);

// `code_point` in generalised UTF-8.
void append_utf8(std::string& out, char32_t code_point);

// True when `text` is well-formed UTF-8 without surrogates.
bool is_utf8(std::string_view text);

// True when generalised UTF-8 holds a surrogate.
bool has_surrogate(std::string_view text);

// `text` with U+FFFD for what is no UTF-8, as Python's errors="replace".
std::string with_replacements(std::string_view text);

// The same on one line: with blanks for control characters, line separators, and what reorders the
// text around it (bidirectional embeddings, overrides and isolates).
std::string one_line(std::string_view text);

// Without Unicode's White_Space at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace wls
