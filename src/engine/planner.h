// The planner: from a schedule, what is known of it, and `now`, to what should be recorded. Pure:
// no store, no clock, no effect. Level, not edge: asked again with nothing changed, it decides
// nothing new.
#pragma once

#include <string>
#include <vector>

#include "domain/desired_state.h"
#include "domain/plan.h"
#include "domain/run.h"
#include "domain/status.h"
#include "domain/transition.h"
#include "domain/workload.h"
#include "time/zone.h"

namespace wls {

// The schedule's plan brought up to date: its target, its window, the occurrence it stands for.
// `target` is null when no workload has the schedule's name. due_at is left as it was.
Plan replan(const PlannedSchedule& planned, const Workload* target, const Zone& zone, Instant now);

struct PlanInput {
    PlannedSchedule before;  // as loaded
    Plan plan;               // as `replan` made it
    std::vector<Transition>
        transitions;        // of this life: open ones, and those of plan.occurrence_at
    std::vector<Run> runs;  // of this life
    Instant now;
};

struct PlanOutput {
    Plan plan;                         // with due_at
    std::vector<StatusEvent> events;   // for the schedule's status, in order
    std::vector<Transition> recorded;  // new, some of them already in their last state
    std::vector<Transition> updated;   // known ones, changed
};

PlanOutput decide(const PlanInput& input);

// What the schedule claims of its workload, for desired_state(). Nothing when it claims nothing.
std::optional<Claim> claim_of(const PlannedSchedule& planned);

}  // namespace wls
