// Time-outs without asking for the time: a file descriptor that becomes readable every 50 ms while
// it runs, and never while it does not. Deadlines are counted in ticks. One thread.
#pragma once

#include <chrono>
#include <cstdint>

#include "local/fd.h"

namespace wls::local {

inline constexpr std::chrono::milliseconds kTick{50};

// How many ticks last at least that long (the first tick may come at once).
inline std::uint64_t ticks_in(std::chrono::milliseconds time) {
    const auto whole = (time + kTick - std::chrono::milliseconds{1}) / kTick;
    return static_cast<std::uint64_t>(whole < 0 ? 0 : whole) + 1;
}

// A file descriptor that becomes readable, for good, once that time has passed, also while the
// machine slept; empty when there are no descriptors left. Less than a millisecond is one.
Fd alarm_after(std::chrono::milliseconds time);
bool has_rung(const Fd& alarm);

class Ticker {
  public:
    Ticker();

    int fd() const { return timer_.get(); }
    bool good() const { return static_cast<bool>(timer_); }  // false: out of file descriptors

    void run(bool on);
    std::uint64_t passed();  // ticks since the last call

  private:
    Fd timer_;
    bool on_ = false;
};

}  // namespace wls::local
