#include "domain/desired_state.h"

namespace wls {

namespace {

bool governs(const Demand& demand) {
    return demand.active && !demand.window.empty() && !demand.window.over(demand.planned_at);
}

void earlier(std::optional<Instant>& until, Instant at) {
    if (!until || at < *until) until = at;
}

}  // namespace

Desired desired_state(std::span<const Demand> demands, Instant now) {
    Desired desired;
    std::optional<Instant> next_start;
    const Demand* open = nullptr;
    const Demand* last_over = nullptr;
    for (const Demand& demand : demands) {
        if (!governs(demand)) continue;
        if (now < demand.window.start_at)
            earlier(next_start, demand.window.start_at);
        else if (demand.window.contains(now)) {
            if (!open || demand.window.end_at > open->window.end_at) open = &demand;
        } else if (!last_over || demand.window.end_at > last_over->window.end_at) {
            last_over = &demand;
        }
    }
    if (open) return {State::Up, open->life, open->window.start_at, open->window.end_at};
    if (last_over) return {State::Down, last_over->life, last_over->window.end_at, next_start};
    desired.until = next_start;
    return desired;
}

}  // namespace wls
