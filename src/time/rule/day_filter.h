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
    // has is out too. O(n log n) in their spans, so that each question below takes O(log n).
    DayFilter(const std::vector<Calendar>& skip, const std::vector<Calendar>& only);

    bool allows(Day day) const { return days_.contains(day) == are_in_; }

    // The nearest day that is in, `day` or later, `day` or earlier; nothing when there is none.
    std::optional<Day> first_from(Day day) const;
    std::optional<Day> last_until(Day day) const;

  private:
    Calendar days_;
    bool are_in_ = false;  // the days that are in, or those that are out
};

}  // namespace wls
