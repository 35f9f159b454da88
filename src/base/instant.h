// The two kinds of time that a program reads: instants on the wall clock (UTC), and moments on the
// steady clock, which never jumps. Microseconds both. Reading a clock is base/clock.h's business.
#pragma once

#include <chrono>

namespace wls {

using Duration = std::chrono::microseconds;

// A point on the world's time line. Every `_at` is one.
using Instant = std::chrono::sys_time<Duration>;

// A point on the machine's monotonic time line: for time-outs, back-off and latencies only.
struct SteadyClockTag {};
using Moment = std::chrono::time_point<SteadyClockTag, Duration>;

}  // namespace wls
