// Finds functions in C++ text by its braces, without understanding more of the language than
// needed: strings, comments, preprocessor lines, namespaces, classes, initialisers and lambdas.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wls::house {

struct Function {
    std::string head;  // the first line of its declaration, for messages
    int first_line;    // where its declaration begins
    int last_line;     // of its closing brace
    int table_lines;   // lines between the outermost braces of initialisers inside it
};

// Outermost functions only: a lambda inside a function is part of it. In order of their ends.
std::vector<Function> functions_of(std::string_view text);

}  // namespace wls::house
