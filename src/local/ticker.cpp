#include "local/ticker.h"

#include <poll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>

namespace wls::local {

Fd alarm_after(std::chrono::milliseconds time) {
    Fd alarm(::timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK));
    if (!alarm) return {};
    const auto wait = std::max(time, std::chrono::milliseconds{1});
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(wait);
    itimerspec once{};
    once.it_value.tv_sec = seconds.count();
    once.it_value.tv_nsec = std::chrono::nanoseconds(wait - seconds).count();
    if (::timerfd_settime(alarm.get(), 0, &once, nullptr) != 0) return {};
    return alarm;
}

bool has_rung(const Fd& alarm) {
    pollfd ready{alarm.get(), POLLIN, 0};
    return ::poll(&ready, 1, 0) == 1;
}

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
