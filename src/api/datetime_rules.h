// What pydantic 2.11 (speedate 0.15) accepts for a date-time, and its words for the rest: ISO 8601
// in its common forms, days alone (midnight), and Unix timestamps in seconds or, beyond 2e10, in
// milliseconds, as numbers or as text. Pure; any thread; any bytes.
#pragma once

#include <chrono>
#include <optional>

#include "api/field_rules.h"
#include "api/json_value.h"
#include "time/local_time.h"
#include "time/zone.h"

namespace wls::api {

// As written: years 1 to 9999. A timestamp has the offset 0, a date-time without an offset none.
struct WrittenTime {
    LocalTime time;
    std::optional<std::chrono::seconds> offset;  // east of Greenwich; less than a day
};

Checked<WrittenTime> parse_date_time(const Json& value);

// What clocks in `zone` read then. A time without an offset is one of `zone`'s, in the first pass.
// Refused: the reading lies outside the years 1 to 9999.
Checked<LocalReading> reading_in(const Zone& zone, const WrittenTime& written);

}  // namespace wls::api
