// The days on which windows may start: all, less those of some calendars, or those of some
// calendars only. Value, cheap to copy; pure; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "time/calendar.h"

namespace wls {

class DayFilter {
  public:
    using Day = std::chrono::local_days;

    DayFilter() = default;

    // A day of any calendar of `skip` is out. Where `only` has calendars, a day that none of them
    // has is out too.
    DayFilter(std::vector<Calendar> skip, std::vector<Calendar> only)
        : skip_(std::move(skip)), only_(std::move(only)) {}

    bool allows(Day day) const;

    // The nearest day that is in, `day` or later, `day` or earlier: in the years 1 to 9999.
    std::optional<Day> first_from(Day day) const;
    std::optional<Day> last_until(Day day) const;

  private:
    std::vector<Calendar> skip_, only_;
};

}  // namespace wls
