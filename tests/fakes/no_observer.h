// An Observer that wants to know nothing.
#pragma once

#include "engine/observer.h"

namespace wls::fakes {

class NoObserver : public Observer {
  public:
    void changed(const Transition&, Instant) override {}
};

}  // namespace wls::fakes
