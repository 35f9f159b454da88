#include "engine/clock_watch.h"

namespace wls {

namespace {

constexpr Duration kJump = std::chrono::days{1};
constexpr Duration kHold = std::chrono::seconds{60};

// A clock that is slewed, or read a moment later than the other, has not been set back.
constexpr Duration kBack = std::chrono::milliseconds{100};

}  // namespace

ClockWatch::Verdict ClockWatch::look(Instant now, Moment moment) {
    Verdict verdict;
    if (last_) {
        verdict.by = (now - last_->now) - (moment - last_->moment);
        verdict.went_back = verdict.by < -kBack;
        verdict.jumped = verdict.by > kJump || verdict.by < -kJump;
    }
    last_ = Reading{now, moment};
    if (verdict.jumped) held_until_ = moment + kHold;
    if (held_until_ && moment >= *held_until_) held_until_.reset();
    verdict.holding = held_until_.has_value();
    return verdict;
}

}  // namespace wls
