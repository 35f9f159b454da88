#include "local/ticker.h"

#include <sys/timerfd.h>
#include <unistd.h>

namespace wls::local {

Ticker::Ticker() : timer_(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)) {}

void Ticker::run(bool on) {
    if (on == on_) return;
    on_ = on;
    itimerspec every{};
    if (on) {
        every.it_interval.tv_nsec = std::chrono::nanoseconds(kTick).count();
        every.it_value = every.it_interval;
    }
    ::timerfd_settime(timer_.get(), 0, &every, nullptr);
}

std::uint64_t Ticker::passed() {
    std::uint64_t ticks = 0;
    if (::read(timer_.get(), &ticks, sizeof ticks) != sizeof ticks) return 0;
    return ticks;
}

}  // namespace wls::local
