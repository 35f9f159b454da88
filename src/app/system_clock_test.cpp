#include "app/system_clock.h"

#include <gtest/gtest.h>

#include <thread>

namespace wls::app {
namespace {

using namespace std::chrono_literals;

TEST(SystemClock, ItsMomentsNeverGoBack) {
    const SystemClock clock;
    Moment last = clock.moment();
    for (int i = 0; i < 1'000; ++i) {
        const Moment next = clock.moment();
        ASSERT_GE(next, last);
        last = next;
    }
}

TEST(SystemAlarm, NeverEndsBeforeItsInstantWithoutAReason) {
    const SystemClock clock;
    SystemAlarm alarm(clock);
    for (const auto wait : {0ms, 1ms, 20ms}) {
        const Instant at = clock.now() + wait;
        if (alarm.wait_until(at) == Wake::Due) {
            EXPECT_GE(clock.now(), at);
        }
    }
}

TEST(SystemAlarm, AnInstantOfThePastIsDueAtOnce) {
    const SystemClock clock;
    SystemAlarm alarm(clock);
    for (const Instant at : {clock.now() - 1h, Instant{}, Instant{Duration{-1}}, Instant::min()})
        EXPECT_EQ(alarm.wait_until(at), Wake::Due);
}

TEST(SystemAlarm, ANudgeEndsThePresentWaitOrTheNext) {
    const SystemClock clock;
    SystemAlarm alarm(clock);
    const Instant far = clock.now() + 1h;
    alarm.nudge();
    alarm.nudge();
    EXPECT_EQ(alarm.wait_until(far), Wake::Nudged) << "before the wait, and only once";
    std::thread other([&] { alarm.nudge(); });
    EXPECT_EQ(alarm.wait_until(far), Wake::Nudged);
    other.join();
}

}  // namespace
}  // namespace wls::app
