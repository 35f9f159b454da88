#include "app/system_clock.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <ctime>

namespace wls::app {

namespace {

constexpr Duration kLongestWait = std::chrono::seconds{30};

timespec read(clockid_t clock) {
    timespec time{};
    // Cannot fail with these clocks; a wrong time would be worse than none.
    if (::clock_gettime(clock, &time) != 0) std::abort();
    return time;
}

Duration since_zero(const timespec& time) {
    return std::chrono::seconds{time.tv_sec} + Duration{time.tv_nsec / 1'000};
}

}  // namespace

Instant SystemClock::now() const {
    return Instant{since_zero(read(CLOCK_REALTIME))};
}

Moment SystemClock::moment() const {
    return Moment{since_zero(read(CLOCK_BOOTTIME))};
}

SystemAlarm::SystemAlarm(const Clock& clock)
    : clock_(clock),
      timer_(::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK)),
      nudged_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (timer_ < 0 || nudged_ < 0) std::abort();  // no descriptors left at the very start
}

SystemAlarm::~SystemAlarm() {
    ::close(timer_);
    ::close(nudged_);
}

Wake SystemAlarm::wait_until(Instant at) {
    const Instant latest = clock_.now() + kLongestWait;
    // A timer at zero or before would be disarmed; one microsecond later is as good.
    const auto due = std::max<Duration>(std::min(at, latest).time_since_epoch(), Duration{1});
    itimerspec timer{};
    timer.it_value.tv_sec = std::chrono::floor<std::chrono::seconds>(due).count();
    timer.it_value.tv_nsec = (due % std::chrono::seconds{1}).count() * 1'000;
    const int armed =
        ::timerfd_settime(timer_, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &timer, nullptr);
    // The clock was set since the timer was last armed, while nobody waited.
    if (armed != 0 && errno == ECANCELED) return Wake::ClockStepped;
    if (armed != 0) std::abort();

    pollfd watched[] = {{timer_, POLLIN, 0}, {nudged_, POLLIN, 0}};
    if (::poll(watched, 2, -1) < 0) return Wake::Nudged;  // a signal: spurious wakes are allowed
    std::uint64_t count = 0;
    Wake wake = Wake::Due;
    if (watched[1].revents != 0 && ::read(nudged_, &count, sizeof count) > 0) wake = Wake::Nudged;
    if (watched[0].revents != 0 && ::read(timer_, &count, sizeof count) < 0 && errno == ECANCELED)
        wake = Wake::ClockStepped;
    return wake;
}

void SystemAlarm::nudge() {
    const std::uint64_t one = 1;
    // Fails only when the counter is full: then it is nudged already.
    [[maybe_unused]] const auto written = ::write(nudged_, &one, sizeof one);
}

}  // namespace wls::app
