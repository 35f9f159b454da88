// The machine's clocks: the only place that reads them, and the only one that waits for an instant.
#pragma once

#include "base/clock.h"

namespace wls::app {

class SystemClock : public Clock {
  public:
    Instant now() const override;
    Moment moment() const override;
};

// Waits on an absolute timerfd of the wall clock, which the kernel ends when the clock is set. At
// most 30 s at a time, so a paused machine costs no more than that.
class SystemAlarm : public Alarm {
  public:
    explicit SystemAlarm(const Clock& clock);
    ~SystemAlarm() override;
    SystemAlarm(const SystemAlarm&) = delete;
    SystemAlarm& operator=(const SystemAlarm&) = delete;

    Wake wait_until(Instant at) override;
    void nudge() override;

  private:
    const Clock& clock_;
    int timer_;
    int nudged_;
};

}  // namespace wls::app
