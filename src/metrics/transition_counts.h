// What the changes of a transition mean for the counts: each thing counts once, however often a
// transition is told of. Bounded memory: what was counted at one instant. One thread.
#pragma once

#include <optional>
#include <set>
#include <utility>

#include "domain/transition.h"

namespace wls::metrics {

class TransitionCounts {
  public:
    struct News {
        std::optional<Outcome> outcome;                      // it has come to this one now
        std::optional<Duration> decided_late, applied_late;  // of window starts and stops
    };
    News look(const Transition& transition, Instant now);

  private:
    bool is_first(const Transition& transition, int what);

    std::optional<Instant> now_;
    std::set<std::pair<TransitionId, int>> counted_;  // at now_
};

}  // namespace wls::metrics
