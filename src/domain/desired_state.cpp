#include "domain/desired_state.h"

namespace wls {

namespace {

bool governs(const Claim& claim) {
    return claim.active && !claim.window.empty() && !claim.window.over(claim.planned_at);
}

void earlier(std::optional<Instant>& until, Instant at) {
    if (!until || at < *until) until = at;
}

}  // namespace

Desired desired_state(std::span<const Claim> claims, Instant now) {
    Desired desired;
    std::optional<Instant> next_start;
    const Claim* open = nullptr;
    const Claim* last_over = nullptr;
    for (const Claim& claim : claims) {
        if (!governs(claim)) continue;
        if (now < claim.window.start_at)
            earlier(next_start, claim.window.start_at);
        else if (claim.window.contains(now)) {
            if (!open || claim.window.end_at > open->window.end_at) open = &claim;
        } else if (!last_over || claim.window.end_at > last_over->window.end_at) {
            last_over = &claim;
        }
    }
    if (open) return {State::Up, open->life, open->window.start_at, open->window.end_at};
    if (last_over) return {State::Down, last_over->life, last_over->window.end_at, next_start};
    desired.until = next_start;
    return desired;
}

}  // namespace wls
