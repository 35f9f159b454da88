// The names of weekdays and months in rules' texts, in any case. Pure; any thread.
//
// A day of the week is 0 (Monday) to 6, but in cron's functions 0 (Sunday) to 6.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "time/language.h"

namespace wls {

// The whole name: "Monday", "lundi".
std::string_view week_day_name(int day, Language language);
// 1: "January", "janvier".
std::string_view month_name(int month, Language language);

// In words, English or French: "mon", "Monday", "Mondays", "lun", "lundis".
std::optional<int> spoken_week_day(std::string_view name);
// "unknown day 'Fry', did you mean Fri?", with the names that there are when none is near.
std::string unknown_spoken_week_day(std::string_view name);

// Of cron, in English: "sun", "Sunday"; months, 1 to 12: "jan", "January".
std::optional<int> week_day_named(std::string_view name);
std::optional<int> month_named(std::string_view name);
// "unknown day 'Fry'; did you mean Fri?", as above.
std::string unknown_week_day(std::string_view name);
std::string unknown_month(std::string_view name);
// "Sun" for 0, "Jan" for 1.
std::string_view short_week_day(int week_day);
std::string_view short_month(int month);

}  // namespace wls
