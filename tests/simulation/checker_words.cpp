// Checker: lives, runs and rows in words, for traces and violations.
#include "simulation/checker.h"

namespace wls::simulation {

std::string Checker::local(Instant at) const {
    return iso_text(parts_.zone.to_local(at).time);
}

std::string Checker::describe(const RunId& run) const {
    return "run of life " + std::to_string(run.life.value) + " for " + local(run.occurrence_at) +
           ", attempt " + std::to_string(run.attempt);
}

std::string Checker::describe(const Transition& row) const {
    std::string line = "#" + std::to_string(row.id.value) + " " + std::string(text(row.edge)) +
                       " of " + row.workload + " by life " + std::to_string(row.life.value) +
                       " revision " + std::to_string(row.revision.value) + " for " +
                       local(row.occurrence_at) + ", nominal " + local(row.nominal_at) + ": " +
                       std::string(text(row.outcome)) + " (" + std::string(text(row.cause)) + ")";
    if (row.attempts > 0) line += ", attempt " + std::to_string(row.attempts);
    if (row.try_at) line += ", next " + local(*row.try_at);
    if (!row.message.empty()) line += ", \"" + row.message + "\"";
    return line;
}

std::string Checker::describe(Life number) const {
    std::string text = "  life " + std::to_string(number.value);
    if (const auto* const life = find(number)) {
        const auto& row = life->version.row;
        text += " (schedule " + std::to_string(life->id.value) + ", revision " +
                std::to_string(life->version.revision.value) + " made " +
                local(life->version.made_at) +
                (life->version.by_foreign ? " by another program" : "") + "): '" + row.name + "' " +
                row.start_time + " to " + row.end_time + ", " + row.status +
                (row.active ? "" : ", inactive") + (life->gone ? ", deleted" : "");
        if (life->occurrence) text += "; stands for " + local(*life->occurrence);
    }
    const auto& plans = parts_.tables.plans;
    if (const auto found = plans.index().by_life.find(number);
        found != plans.index().by_life.end()) {
        const Plan& plan = plans.find(found->second)->plan;
        text += "\n  planned: '" + plan.workload + "'";
        if (plan.planned_at) text += " at " + local(*plan.planned_at);
        if (plan.due_at) text += ", to be looked at " + local(*plan.due_at);
    }
    const auto& lives = parts_.tables.transitions.index().by_life;
    if (const auto found = lives.find(number); found != lives.end())
        for (const auto id : found->second)
            text += "\n  history: " + describe(*parts_.tables.transitions.find(id));
    for (const auto& [id, row] : parts_.tables.runs.rows())
        if (id.life == number)
            text += "\n  recorded: " + describe(id) + ": state " +
                    std::to_string(static_cast<int>(row.run.state));
    for (const auto& [id, process] : parts_.machine.processes())
        if (id.life == number)
            text += "\n  on the machine: " + describe(id) + ": " + simulation::text(process.stage) +
                    (process.executed ? ", executed" : ", not executed");
    return text;
}

}  // namespace wls::simulation
