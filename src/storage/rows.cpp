#include "storage/rows.h"

#include <array>

namespace wls::storage {

namespace {

constexpr std::array<std::string_view, 6> kRunStates = {"claimed", "running", "exited",
                                                        "stopped", "lost",    "not_run"};

RunState parse_run_state(std::string_view word) {
    for (std::size_t i = 0; i < kRunStates.size(); ++i)
        if (kRunStates[i] == word) return static_cast<RunState>(i);
    return RunState::Lost;
}

Pass pass_of(std::int64_t number) {
    return number == 1 ? Pass::Second : Pass::First;
}

}  // namespace

std::string_view text(RunState state) {
    return kRunStates[static_cast<std::size_t>(state)];
}

Schedule listed_schedule_of(const Query& row) {
    Schedule schedule;
    schedule.id.value = row.number(0);
    schedule.name = row.text(1);
    schedule.start_time = row.text(2);
    schedule.end_time = row.text(3);
    schedule.status = row.text(4);
    schedule.active = row.number(5) != 0;
    return schedule;
}

Schedule schedule_of(const Query& row) {
    Schedule schedule = listed_schedule_of(row);
    schedule.life.value = row.number(6);
    schedule.revision.value = row.number(7);
    schedule.start_pass = pass_of(row.number(8));
    schedule.end_pass = pass_of(row.number(9));
    schedule.changed_at = row.maybe_instant(10);
    return schedule;
}

PlannedSchedule planned_of(const Query& row) {
    PlannedSchedule planned{schedule_of(row), {}};
    Plan& plan = planned.plan;
    plan.workload = row.text(11);
    if (const auto revision = row.maybe_number(12)) plan.revision = Revision{*revision};
    plan.planned_at = row.maybe_instant(13);
    const auto start_at = row.maybe_instant(14), end_at = row.maybe_instant(15);
    if (start_at && end_at) plan.window = Window{*start_at, *end_at};
    plan.valid = row.number(16) != 0;
    plan.occurrence_at = row.maybe_instant(17);
    plan.due_at = row.maybe_instant(18);
    return planned;
}

Transition transition_of(const Query& row) {
    Transition transition;
    transition.id.value = row.number(0);
    transition.workload = row.text(1);
    transition.schedule.value = row.number(2);
    transition.life.value = row.number(3);
    transition.revision.value = row.number(4);
    transition.edge = parse_edge(row.text(5)).value_or(Edge::Start);
    transition.nominal_at = row.instant(6);
    transition.event = row.number(7);
    transition.occurrence_at = row.instant(8);
    transition.cause = parse_cause(row.text(9)).value_or(Cause::Window);
    transition.decided_at = row.instant(10);
    transition.done_at = row.maybe_instant(11);
    transition.from = row.text(12);
    transition.to = row.text(13);
    transition.outcome = parse_outcome(row.text(14)).value_or(Outcome::Failed);
    transition.attempts = static_cast<int>(row.number(15));
    transition.try_at = row.maybe_instant(16);
    transition.message = row.text(17);
    return transition;
}

std::string meaning_of(const Workload& workload) {
    return workload.key() + " " + std::string(text(workload.mode));
}

std::optional<Workload> workload_of_meaning(std::string_view meaning) {
    const auto space = meaning.rfind(' ');
    if (space == std::string_view::npos) return std::nullopt;
    auto workload = workload_of_key(meaning.substr(0, space));
    if (workload) workload->mode = parse_mode(meaning.substr(space + 1));
    return workload;
}

Run run_of(const Query& row) {
    Run run;
    run.id = {Life{row.number(0)}, row.instant(1), static_cast<int>(row.number(2))};
    run.workload = row.text(3);
    run.started_by.value = row.number(4);
    run.state = parse_run_state(row.text(5));
    run.exit_code = static_cast<int>(row.number(6));
    run.mode = parse_mode(row.text(7));
    run.held_for.value = row.number(8);
    run.found_up = row.number(9) != 0;
    run.unsure = row.number(10) != 0;
    run.short_lives = static_cast<int>(row.number(11));
    run.started_at = row.maybe_instant(12);
    run.ended_at = row.maybe_instant(13);
    run.end_number = row.number(14);
    return run;
}

Result<std::optional<Schedule>> schedule_with(Connection& connection, ScheduleId id) {
    auto query = connection.query("SELECT " WLS_SCHEDULE_COLUMNS
                                  " FROM workloadschedule s JOIN schedule_plan p"
                                  " ON p.schedule_id = s.id WHERE s.id = ?");
    return one(query.bind(id.value), schedule_of);
}

Result<std::optional<Transition>> transition_with(Connection& connection, TransitionId id) {
    auto query = connection.query("SELECT " WLS_TRANSITION_COLUMNS " FROM transition WHERE id = ?");
    return one(query.bind(id.value), transition_of);
}

}  // namespace wls::storage
