// What both readers of calendars ask of a text before they look at it. Pure; any thread.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.h"

namespace wls {

inline constexpr std::size_t kMostCalendarBytes = 20'000'000;
inline constexpr std::size_t kMostCalendarEvents = 100'000;  // entries, of a list

// Invalid: too large, or UTF-16.
Result<> check_calendar_text(std::string_view text);

// What some editors put in front of UTF-8 is no part of the text.
std::string_view without_byte_order_mark(std::string_view text);

}  // namespace wls
