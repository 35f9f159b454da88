// Dates and local times as people write them in rules: "2026-12-25", "2026-12-24T09:00",
// "2026-12-24 09:00:30". They are the rule's own zone's, so none has an offset. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "time/language.h"
#include "time/zone.h"

namespace wls {

// A day alone is another thing than its midnight: all of the day is meant.
using DateOrTime = std::variant<std::chrono::local_days, LocalTime>;

// Whole seconds, years 1 to 9999. Invalid: says what would be right.
Result<DateOrTime> parse_date_or_time(std::string_view text);

// The dates of a field of this name. Invalid: names it, also for more than 1,000 of them and for
// one outside the years 1970 to 2400, where there are no windows that repeat.
Result<std::vector<DateOrTime>> parse_dates(std::string_view field,
                                            const std::vector<std::string>& texts);

std::chrono::local_days day_of(LocalTime time);

// "2026-12-24 09:00", with seconds and a fraction only where there are some: for sentences.
std::string spoken_time(LocalTime time);

// The same; " (second pass)" where `at` is that time shown again.
std::string spoken_time(LocalTime time, Instant at, const Zone& zone, Language language);

}  // namespace wls
