// A clock that stands still until the test moves it, and an alarm that never waits. One thread.
#pragma once

#include "base/clock.h"

namespace wls::fakes {

class FakeClock : public Clock, public Alarm {
  public:
    Instant now() const override { return now_; }
    Moment moment() const override { return moment_; }
    Wake wait_until(Instant) override { return Wake::Due; }
    void nudge() override {}

    // Time passes until then.
    void pass_to(Instant now) {
        moment_ += now - now_;
        now_ = now;
    }
    // The wall clock is set; no time passes.
    void step_to(Instant now) { now_ = now; }

  private:
    Instant now_{};
    Moment moment_{};
};

}  // namespace wls::fakes
