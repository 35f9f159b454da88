// Where windows that repeat are searched: a whole cycle of the calendar, 400 years, and then some.
// What does not come up in these years never does. Constants; any thread.
#pragma once

#include <chrono>

#include "time/local_time.h"

namespace wls {

constexpr std::chrono::local_days kFirstSearchedDay{std::chrono::year(1970) / 1 / 1};
constexpr std::chrono::local_days kLastSearchedDay{std::chrono::year(2400) / 12 / 31};

// The first local time of those days, and the first after them.
constexpr LocalTime kSearchedFrom{kFirstSearchedDay};
constexpr LocalTime kSearchedUntil{kLastSearchedDay + std::chrono::days(1)};

}  // namespace wls
