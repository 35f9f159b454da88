// The names of weekdays and months in rules' texts: English, in any case. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wls {

// "sun", "Mon", … or the whole name: 0 (Sunday) to 6.
std::optional<int> week_day_named(std::string_view name);

// "jan", "February", …: 1 to 12.
std::optional<int> month_named(std::string_view name);

// "unknown day 'Fry'; did you mean Fri?", with the names that there are when none is near.
std::string unknown_week_day(std::string_view name);
std::string unknown_month(std::string_view name);

// "Sun" for 0, "Jan" for 1.
std::string_view short_week_day(int week_day);
std::string_view short_month(int month);

}  // namespace wls
