// The planner: from a schedule, what is known of it, and `now`, to what should be recorded. Pure:
// no store, no clock, no effect. Level, not edge: asked again with nothing changed, it decides
// nothing new.
#pragma once

#include <string>
#include <string_view>
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
// `target` is null when no workload has the schedule's name. `seen_since`: when the engine last
// looked; a change that carries no time of its own came after that. due_at is left as it was.
//
//   what an edit finds                      | occurrence_at          | planned_at
//   no plan yet, or another target          | the window's start     | the change's time
//   old and new window both open now        | stays: no second run   | the change's time
//   anything else that differs              | the window's start     | the change's time
//   inactive                                | nothing changes until it is active again
Plan replan(const PlannedSchedule& planned, const Workload* target, const Zone& zone, Instant now,
            Instant seen_since);

struct PlanInput {
    PlannedSchedule before;  // as loaded
    Plan plan;               // as `replan` made it
    std::vector<Transition>
        transitions;        // of this life: open ones, and those of plan.occurrence_at
    std::vector<Run> runs;  // of this life
    Instant now;
    bool level = false;  // a service or an effect: what its transitions come to, Level decides
};

struct PlanOutput {
    Plan plan;                         // with due_at
    std::vector<StatusEvent> events;   // for the schedule's status, in order
    std::vector<Transition> recorded;  // new, some of them already in their last state
    std::vector<Transition> updated;   // known ones, changed
};

PlanOutput decide(const PlanInput& input);

// Why the schedule, with its plan as it is now, no longer wants what runs or is to start on
// `workload`. One that names another, or none, was changed, whatever the catalog has.
std::string why_unwanted(const Schedule& schedule, const Plan& plan, std::string_view workload);

// What the schedule demands of its workload, for desired_state(). Nothing when it demands nothing.
std::optional<Demand> demand_of(const PlannedSchedule& planned);

}  // namespace wls
