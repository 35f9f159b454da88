// A table as wide as the terminal: columns as wide as the first rows need, the widest ones cut
// until all fit. Where there is no terminal, nothing is cut. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace wls::cli {

enum class Paint { None, Green, Yellow, Red, Faint };

struct Cell {
    std::string text;  // visible (display.h)
    Paint paint = Paint::None;
};
using Row = std::vector<Cell>;

struct Column {
    std::string title;
    bool right = false;     // numbers
    std::size_t least = 0;  // columns that it never falls below; 0: it is never cut
    bool precious = false;  // cut only when nothing else can be cut any more
    bool tail = false;      // the last one only: goes below its row where there is no room
};

class Table {
  public:
    // `columns` that the terminal has; none: nothing is cut.
    Table(std::vector<Column> layout, std::optional<std::size_t> columns, bool colour);

    // How wide each column is, from these rows. Called once, before the rest.
    void fit(const std::vector<Row>& rows);

    // The titles, and one row, with the line's end. A cell that is wider than its column (of the
    // first rows) is cut, or stands out where cutting is not allowed.
    std::string head() const;
    std::string line(const Row& row) const;

  private:
    bool is_too_wide() const;
    std::size_t* widest_to_cut(bool precious);  // null: none
    std::string put(const Row& row, bool with_colour) const;

    std::vector<Column> layout_;
    std::vector<std::size_t> widths_;
    std::optional<std::size_t> columns_;
    bool colour_;
    bool tail_below_ = false;
};

// `text` between the codes of `paint`, or as it is.
std::string painted(const std::string& text, Paint paint, bool colour);

}  // namespace wls::cli
