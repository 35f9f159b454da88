// The port to whoever learns what the engine did: metrics, and what else wants to know.
#pragma once

#include "base/instant.h"
#include "domain/transition.h"

namespace wls {

// Learns what the engine did, after it is on disk. The loop's thread; must not block.
class Observer {
  public:
    virtual ~Observer() = default;

    // One transition as it stands now; called for each that was recorded or changed. `now` is the
    // turn's.
    virtual void changed(const Transition& transition, Instant now) = 0;
};

}  // namespace wls
