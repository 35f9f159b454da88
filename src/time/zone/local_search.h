// Where to begin to look for local times, so that none is missed and few are in vain: the rule that
// makes instants of them is monotone, and in a second pass of an hour all of it lies before. Pure;
// any thread.
#pragma once

#include "time/zone.h"

namespace wls {

// `at`, or the end next to it of what local times can mean and two days more: no sum with an offset
// or a day overflows.
Instant within_reach(Instant at);

// No local time before it comes to lie after `at`.
LocalTime search_after(const Zone& zone, Instant at);

// No local time after it comes to lie before `before`.
LocalTime search_before(const Zone& zone, Instant before);

}  // namespace wls
