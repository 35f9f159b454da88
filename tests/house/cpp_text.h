// C++ text as the rules want to see it: always as long as the original and with the same line
// breaks, other characters blanked, so that a position means the same place in each view.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wls::house {

enum class Part : char {
    Code,
    Comment,
    Directive,  // a preprocessor line, with its continuation lines
    Literal,    // what stands between the quotes of a string or a character
    RawLiteral,
};

// One Part for each character of the text.
std::vector<Part> parts_of(std::string_view text);

// Only the characters of these parts; blanks for the others.
std::string view(std::string_view text, std::initializer_list<Part> parts);

// The number of the line, from 1, that holds the position.
int line_at(std::string_view text, std::size_t position);

// An identifier in a view of the code.
struct Word {
    std::string_view text;
    std::size_t begin;
};

std::vector<Word> words_of(std::string_view code);

}  // namespace wls::house
