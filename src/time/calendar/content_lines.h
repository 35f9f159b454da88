// Cuts iCalendar text into its content lines, which may be folded over several, and keeps track of
// the components they stand in. Linear in the text, and copies nothing that is not asked for. Pure;
// one thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace wls {

class ContentLines {
  public:
    // `text` must outlive this.
    explicit ContentLines(std::string_view text) : rest_(text) {}

    // Goes to the next line that is not blank; false at the end. Invalid, with the number of the
    // line: an END without its BEGIN, a BEGIN without its END, components 16 deep, or a line in
    // none.
    Result<bool> advance();

    std::size_t number() const { return number_; }  // of its first line, from 1
    // "DTSTART", "BEGIN"; as it is written.
    const std::string& name() const { return name_; }
    // The whole line without folds and CR. Invalid: more than 65,536 bytes; names no line.
    Result<std::string> unfolded() const;

    // The components around the line, outermost first. Of a BEGIN and an END its own is the last.
    const std::vector<std::string>& components() const { return components_; }
    bool begins() const { return begins_; }
    bool ends() const { return ends_; }

  private:
    std::string_view take_line();
    Result<> enter(std::string component);
    Failure wrong(std::size_t line, const std::string& what) const;

    std::string_view rest_;
    std::size_t next_number_ = 1;
    std::size_t number_ = 0;
    std::string_view folded_;  // with its folds
    std::string name_;
    std::vector<std::string> components_;
    std::vector<std::size_t> begun_at_;  // line numbers
    bool begins_ = false;
    bool ends_ = false;
};

}  // namespace wls
