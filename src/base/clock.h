// The clock, as everything but app/system_clock.cpp knows it: an interface. A decision reads it
// once and passes the value down.
#pragma once

#include "base/instant.h"

namespace wls {

class Clock {
  public:
    virtual ~Clock() = default;

    // The wall clock. May go backwards between two calls. Any thread.
    virtual Instant now() const = 0;

    // The steady clock: runs while the machine sleeps, never goes backwards. Any thread.
    virtual Moment moment() const = 0;
};

// Why a wait ended.
enum class Wake {
    Due,           // the instant has come (or the most one waits at a time has passed)
    Nudged,        // somebody called nudge()
    ClockStepped,  // the wall clock was set
    Stopped,       // stop() was called: end soon
};

// A clock that can be waited on, for the one thread that runs the engine's loop.
class Alarm {
  public:
    virtual ~Alarm() = default;

    // Returns at `at` on the wall clock, or earlier for another reason. Wakes may be spurious:
    // whoever waits looks at the clock again. Only the loop's thread.
    virtual Wake wait_until(Instant at) = 0;

    // Ends the present wait, or the next one when nobody waits. Any thread.
    virtual void nudge() = 0;
};

}  // namespace wls
