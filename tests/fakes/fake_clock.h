// A clock that stands still until the test moves it, and an alarm that never waits. One thread.
#pragma once

#include "base/clock.h"

namespace wls::fakes {

class FakeClock : public Clock, public Alarm {
  public:
    Instant now() const override { return now_; }
    Moment moment() const override { return Moment{now_.time_since_epoch()}; }
    Wake wait_until(Instant) override { return Wake::Due; }
    void nudge() override {}

    void set(Instant now) { now_ = now; }

  private:
    Instant now_{};
};

}  // namespace wls::fakes
