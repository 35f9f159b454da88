// Simulated time: events in order of their moments, a steady clock that jumps from one to the next,
// and a wall clock beside it that can be set. One thread.
#pragma once

#include <functional>
#include <map>
#include <utility>

#include "base/clock.h"

namespace wls::simulation {

class Timeline : public Clock {
  public:
    using Event = std::function<void()>;

    // The wall clock shows `now` at moment 0.
    explicit Timeline(Instant now) : offset_(now.time_since_epoch()) {}

    Instant now() const override { return Instant{moment_.time_since_epoch() + offset_}; }
    Moment moment() const override { return moment_; }

    // Events of one moment happen in the order in which they were added; one whose moment has
    // passed happens next.
    void at(Moment moment, Event event) {
        events_.emplace(std::max(moment, moment_), std::move(event));
    }
    void after(Duration delay, Event event) { at(moment_ + delay, std::move(event)); }

    bool has_event() const { return !events_.empty(); }
    Moment next_at() const { return events_.begin()->first; }
    void pass_to(Moment moment) { moment_ = std::max(moment, moment_); }
    void happen_next() {
        auto next = events_.extract(events_.begin());
        pass_to(next.key());
        next.mapped()();
    }

    // The wall clock is set; no time passes.
    void set_clock(Duration by) { offset_ += by; }

  private:
    std::multimap<Moment, Event> events_;
    Moment moment_{};
    Duration offset_;
};

}  // namespace wls::simulation
