// A window as people write it: from one local time to another, before anybody asks what clocks do
// there. What all rules that say times of a day have in common. Pure value; any thread.
#pragma once

#include "time/local_time.h"

namespace wls {

// `start` < `end` (but see PlannedWindow). It belongs to the date of its start.
struct LocalSpan {
    LocalTime start;
    LocalTime end;

    friend bool operator==(const LocalSpan&, const LocalSpan&) = default;
};

}  // namespace wls
