// Watches the wall clock against the steady one, so that a clock that was set wrong does no harm
// that a person could have prevented. A value with state; one thread.
#pragma once

#include <optional>

#include "base/instant.h"

namespace wls {

class ClockWatch {
  public:
    // What the clocks did since the last call.
    struct Verdict {
        bool went_back = false;     // the wall clock was set back
        bool jumped = false;        // by more than a day, either way: decisions are held from now
        bool holding = false;       // decisions are held: look again in a moment
        Duration by = Duration{0};  // how far the wall clock moved against the steady one
    };

    Verdict look(Instant now, Moment moment);

  private:
    struct Reading {
        Instant now;
        Moment moment;
    };
    std::optional<Reading> last_;
    std::optional<Moment> held_until_;
};

}  // namespace wls
