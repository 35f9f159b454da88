// Times as people say them: "in 5m", "+2h", "2h ago", "now", "tomorrow 09:00", "friday 8:00",
// "18:30", "2026-11-30 08:00", ISO 8601 with or without an offset. Reading is one step, and needs
// no clock; what it means another, with the server's clock and zone. Pure; any thread; any bytes.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "time/local_time.h"
#include "time/zone.h"

namespace wls::cli {

// So long from now; "2h ago" is negative. A day is 24 hours here.
struct FromNow {
    Duration length{};
};

// A time of a day that is named, or, without a day, the nearest such time.
struct DayTime {
    struct Today {
        int days = 0;  // tomorrow 1, yesterday -1
    };
    std::variant<std::monostate, Today, std::chrono::weekday> day;
    Duration time{};
};

struct Written {
    LocalTime time;
    std::optional<std::chrono::seconds> offset;  // none: the server's local time
};

using SpokenTime = std::variant<FromNow, DayTime, Written>;

// Invalid: one sentence that says what would be right.
Result<SpokenTime> parse_spoken_time(std::string_view said);

// "1h", "90m", "1h 30m", "2 hours": more than nothing, at most 3,660 days.
Result<Duration> parse_length(std::string_view said);

// What the server's clocks show.
struct ServerTime {
    Instant now;
    Zone zone;
};

// Where "18:30" and "friday 8:00" look for their day: at the first such time after an instant, or
// the last one before.
enum class Look { Ahead, Back };

// What a time means, and the text that says so to the server whatever its zone: local as it was
// said, or UTC.
struct TimeReading {
    Instant at;
    std::string text;
};

// `nearest_to`: the instant that a time without a day, or a weekday, looks from; now when there is
// none. Invalid: beyond the years 1 to 9999.
Result<TimeReading> reading_of(const SpokenTime& time, const ServerTime& server,
                               Look look = Look::Ahead, std::optional<Instant> nearest_to = {});

// "2026-11-30T07:00:00Z".
std::string utc_text(Instant at);

}  // namespace wls::cli
