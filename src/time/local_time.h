// Wall-clock date-times without a zone, to the microsecond, years 1 to 9999 of the proleptic
// Gregorian calendar: what a person writes on a plan. Pure; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace wls {

using LocalTime = std::chrono::local_time<Duration>;

// 0001-01-01T00:00:00 and 9999-12-31T23:59:59.999999. Every LocalTime we keep lies between them.
extern const LocalTime kFirstLocalTime;
extern const LocalTime kLastLocalTime;

// Which pass of an hour that clocks show twice. First also for every hour shown once.
enum class Pass { First, Second };

// Nothing for a day that is not in the calendar or a field out of range.
std::optional<LocalTime> local_time(int year, unsigned month, unsigned day, unsigned hour,
                                    unsigned minute, unsigned second, unsigned microsecond = 0);

// "2025-04-20T10:00:00" or, with a fraction, "2025-04-20T10:00:00.500000": Python's isoformat.
std::string iso_text(LocalTime time);

// "2025-04-20".
std::string iso_date(std::chrono::local_days date);

// "2025-04-20 10:00:00.000000": the form of the seed's table, always with six digits.
std::string table_text(LocalTime time);

// Reads the table's form as SQLAlchemy does (fraction of one to six digits, or none; a time is
// not needed). Nothing for anything else.
std::optional<LocalTime> parse_table_text(std::string_view text);

// Reads iCalendar's form: "20250420T100000", or "20250420", which is its midnight. A leap second,
// 60, is the second before. Nothing for anything else.
std::optional<LocalTime> parse_ical_text(std::string_view text);

}  // namespace wls
