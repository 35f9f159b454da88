#include "time/zone/local_search.h"

#include <algorithm>

namespace wls {

Instant within_reach(Instant at) {
    constexpr std::chrono::days kBeyond(2);
    return std::clamp(at, Instant{kFirstLocalTime.time_since_epoch() - kBeyond},
                      Instant{kLastLocalTime.time_since_epoch() + kBeyond});
}

LocalTime search_after(const Zone& zone, Instant at) {
    const LocalReading reading = zone.to_local(at);
    if (reading.pass == Pass::Second) return zone.resolve(reading.time).resumes_local;
    return reading.time + Duration(1);
}

// The last local time that clocks show before it, by either pass.
LocalTime search_before(const Zone& zone, Instant before) {
    const LocalReading reading = zone.to_local(before - Duration(1));
    if (reading.pass == Pass::Second) return zone.resolve(reading.time).resumes_local - Duration(1);
    return reading.time;
}

}  // namespace wls
