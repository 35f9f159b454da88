// Text on a terminal: how wide it is, what it may hold, where it is cut. Nothing that comes from a
// server reaches a terminal without passing here. Pure; any thread; any bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wls::cli {

// Columns that a terminal gives a character: 0 for marks that combine, 2 for wide ones (East Asian
// scripts, emoji), else 1. Source: Unicode 15's EastAsianWidth and general categories, in ranges.
std::size_t width(char32_t code_point);

// Columns of a text that `visible` has made.
std::size_t width(std::string_view text);

// `text` without anything that a terminal obeys: control characters become "\n", "\t", "\e",
// "\x07", those that reorder or hide text "<U+202E>", bytes that are no UTF-8 U+FFFD.
std::string visible(std::string_view text);

// At most `columns` columns of a visible text, ending with "…" when cut. Never splits a character
// from its marks.
std::string cut(std::string_view text, std::size_t columns);

// A visible sentence of a server's: at most some 500 characters.
std::string quoted_sentence(std::string_view text);

// Makes a program's output fit for a terminal: escape sequences are left out whole, so are other
// control characters but line feed and tab; a lone carriage return becomes a line feed. Takes the
// text in pieces that may end anywhere.
class TerminalFilter {
  public:
    std::string operator()(std::string_view piece);

  private:
    enum class State { Text, Escape, Sequence, Title, TitleEscape };

    void take(std::string& out, char32_t code_point);

    State state_ = State::Text;
    bool after_return_ = false;
    std::string rest_;  // the beginning of a character whose end has not come
};

}  // namespace wls::cli
