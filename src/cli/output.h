// Where a command writes: a file descriptor with a small store of its own. A reader that goes away
// early ("| head") is no failure; a disk that is full is. One thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace wls::cli {

// What the other end is.
struct Shape {
    bool terminal = false;
    bool colour = false;
    std::optional<std::size_t> columns;  // none: lines may be of any length
};

// Terminal: `fd` is one. Columns: of the variable COLUMNS, else a terminal's own, else its 80; 20
// at least; none of a pipe or a file. Colour: on a terminal, unless NO_COLOR is set to anything or
// TERM is "dumb".
Shape shape_of(int fd, const std::map<std::string, std::string>& environment);

class Output {
  public:
    // The process ignores SIGPIPE. `fd` stays open.
    Output(int fd, Shape shape) : fd_(fd), shape_(shape) {}
    ~Output() { flush(); }
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    const Shape& shape() const { return shape_; }

    // Kept until there is enough of it, or flush().
    void write(std::string_view text);
    void line(std::string_view text);

    // Writes what is kept.
    void flush();

    // False when nobody reads any more, or writing failed: no use in asking for more to show.
    bool useful() const { return state_ == State::Open; }

    // After flush(). Unavailable: the output is not whole, and why.
    Result<> whole() const;

  private:
    enum class State { Open, Closed, Failed };

    int fd_;
    Shape shape_;
    std::string kept_;
    State state_ = State::Open;
    int error_ = 0;
};

}  // namespace wls::cli
