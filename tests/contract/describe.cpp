#include "contract/describe.h"

namespace wls::contract {

std::string describe(Instant at) {
    return std::to_string(at.time_since_epoch().count());
}

std::string describe(const Schedule& schedule) {
    return "schedule " + describe(schedule.id) + " life " + describe(schedule.life) + " revision " +
           describe(schedule.revision) + " '" + schedule.name + "' " + schedule.start_time + "/" +
           std::to_string(static_cast<int>(schedule.start_pass)) + " " + schedule.end_time + "/" +
           std::to_string(static_cast<int>(schedule.end_pass)) + " " + schedule.status + " " +
           describe(schedule.active) + " changed " + describe(schedule.changed_at);
}

std::string describe(const PlannedSchedule& planned) {
    const Plan& plan = planned.plan;
    std::string window = "none";
    if (plan.window) window = describe(plan.window->start_at) + "-" + describe(plan.window->end_at);
    return describe(planned.schedule) + " plan of '" + plan.workload + "' revision " +
           describe(plan.revision) + " at " + describe(plan.planned_at) + " window " + window +
           " valid " + describe(plan.valid) + " occurrence " + describe(plan.occurrence_at) +
           " due " + describe(plan.due_at);
}

std::string describe(const Transition& t) {
    return "transition " + describe(t.id) + " '" + t.workload + "' schedule " +
           describe(t.schedule) + " life " + describe(t.life) + " revision " +
           describe(t.revision) + " " + std::string(text(t.edge)) + " " + describe(t.nominal_at) +
           " event " + describe(t.event) + " of " + describe(t.occurrence_at) + " " +
           std::string(text(t.cause)) + " decided " + describe(t.decided_at) + " done " +
           describe(t.done_at) + " " + t.from + ">" + t.to + " " + std::string(text(t.outcome)) +
           " attempts " + describe(t.attempts) + " try " + describe(t.try_at) + " " + t.message;
}

std::string describe(const Workload& workload) {
    return "workload " + workload.key() + " " + std::string(text(workload.mode));
}

std::string describe(const Run& run) {
    return "run " + run.id.text() + " '" + run.workload + "' by " + describe(run.started_by) + " " +
           std::to_string(static_cast<int>(run.state)) + " code " + describe(run.exit_code) + " " +
           std::string(text(run.mode)) + " for " + describe(run.held_for) + " found up " +
           describe(run.found_up) + " unsure " + describe(run.unsure) + " after " +
           describe(run.short_lives) + " from " + describe(run.started_at) + " to " +
           describe(run.ended_at) + " end " + describe(run.end_number);
}

}  // namespace wls::contract
