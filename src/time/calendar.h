// A calendar: a set of local dates with names, as public holidays or freeze days. Windows look at
// the date they start on: a schedule skips those in a calendar, or keeps only those in it.
//
// Dates lie in the years 1970 to 2400. An empty calendar contains nothing. Values, cheap to copy
// (the dates are shared and never change); any thread. Each question takes O(log n).
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "time/searched_years.h"

namespace wls {

// Dates in a row: `last` is one of them. "Freeze" from 24 December to 2 January.
struct DateSpan {
    std::chrono::local_days first;
    std::chrono::local_days last;
    std::string name;  // may be empty

    friend bool operator==(const DateSpan&, const DateSpan&) = default;
};

// The same with its name's place in a list of names: many spans share few names.
struct NumberedSpan {
    std::chrono::local_days first;
    std::chrono::local_days last;
    std::size_t name = 0;
};

class Calendar {
  public:
    Calendar() = default;

    // In any order; they may overlap. A date takes its name from the shortest span with a name that
    // holds it, of equal ones from the first. Names become one line (base/unicode: no control
    // characters, nothing that reorders text) and are cut after 200 bytes. Invalid: a span that
    // ends before it starts, or outside the years above.
    static Result<Calendar> of(const std::vector<DateSpan>& spans);
    static Result<Calendar> of(std::vector<NumberedSpan> spans, std::vector<std::string> names);

    bool contains(std::chrono::local_days date) const;
    // "Noël"; empty for a date without a name and for one that is not in it.
    std::string_view name_of(std::chrono::local_days date) const;

    // The nearest dates in it: the first not before `date`, the last not after it.
    std::optional<std::chrono::local_days> first_from(std::chrono::local_days date) const;
    std::optional<std::chrono::local_days> last_until(std::chrono::local_days date) const;

    // The nearest dates that are not in it, likewise. There always is one.
    std::chrono::local_days first_missing_from(std::chrono::local_days date) const;
    std::chrono::local_days last_missing_until(std::chrono::local_days date) const;

    std::size_t size() const;  // how many dates
    bool empty() const { return size() == 0; }
    std::optional<std::chrono::local_days> last_date() const;

    // All of it in order: no date twice, neighbours with one name in one span. Calendar::of them is
    // this calendar. Valid while a copy of this calendar lives.
    std::span<const DateSpan> spans() const;

    friend bool operator==(const Calendar& a, const Calendar& b);

  private:
    struct Stretch {
        std::chrono::local_days first;
        std::chrono::local_days last;
    };
    struct Dates {
        std::vector<DateSpan> named;
        std::vector<Stretch> stretches;  // without names: with a missing date between any two
        std::size_t size = 0;
    };

    explicit Calendar(std::vector<DateSpan> in_order);
    const Stretch* stretch_of(std::chrono::local_days date) const;

    std::shared_ptr<const Dates> dates_;  // none: empty
};

}  // namespace wls
