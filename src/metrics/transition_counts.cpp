#include "metrics/transition_counts.h"

namespace wls::metrics {

namespace {

// Beside the outcomes.
constexpr int kDecided = -1;
constexpr int kApplied = -2;

}  // namespace

// What closed now closed in this turn: the first done_at stays. A start that was done fails later,
// with its run; then it counts as failed too.
TransitionCounts::News TransitionCounts::look(const Transition& transition, Instant now) {
    if (now_ != now) counted_.clear();
    now_ = now;
    News news;
    const bool is_window = transition.cause == Cause::Window;
    if (is_window && transition.decided_at == now && is_first(transition, kDecided))
        news.decided_late = now - transition.nominal_at;
    if (is_open(transition.outcome)) return news;
    const bool closed_now = transition.done_at == now;
    if (is_window && closed_now && transition.outcome == Outcome::Done &&
        is_first(transition, kApplied))
        news.applied_late = now - transition.nominal_at;
    if ((closed_now || transition.outcome == Outcome::Failed) &&
        is_first(transition, static_cast<int>(transition.outcome)))
        news.outcome = transition.outcome;
    return news;
}

bool TransitionCounts::is_first(const Transition& transition, int what) {
    return counted_.emplace(transition.id, what).second;
}

}  // namespace wls::metrics
