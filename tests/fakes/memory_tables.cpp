#include "fakes/memory_tables.h"

#include <algorithm>
#include <ranges>

namespace wls::fakes {

void PlanIndex::add(ScheduleId id, const PlanRow& row) {
    by_life[row.life] = id;
    if (row.plan.due_at) due.insert({*row.plan.due_at, row.life});
}

void PlanIndex::remove(ScheduleId, const PlanRow& row) {
    by_life.erase(row.life);
    if (row.plan.due_at) due.erase({*row.plan.due_at, row.life});
}

void PlanIndex::change(ScheduleId id, const PlanRow& before, const PlanRow& after) {
    if (before.life == after.life && before.plan.due_at == after.plan.due_at) return;
    remove(id, before);
    add(id, after);
}

TransitionIndex::Identity TransitionIndex::identity(const Transition& transition) {
    return {transition.workload,   transition.life, transition.revision,
            transition.nominal_at, transition.edge, transition.event};
}

void TransitionIndex::add(TransitionId id, const Transition& row) {
    by_life[row.life].insert(id);
    if (row.try_at) due.insert({*row.try_at, id});
    if (is_open(row.outcome)) open.insert(id);
    identities.insert(identity(row));
}

void TransitionIndex::remove(TransitionId id, const Transition& row) {
    by_life[row.life].erase(id);
    if (row.try_at) due.erase({*row.try_at, id});
    open.erase(id);
    identities.erase(identity(row));
}

// What identifies it never changes.
void TransitionIndex::change(TransitionId id, const Transition& before, const Transition& after) {
    if (before.try_at != after.try_at) {
        if (before.try_at) due.erase({*before.try_at, id});
        if (after.try_at) due.insert({*after.try_at, id});
    }
    if (is_open(before.outcome) == is_open(after.outcome)) return;
    if (is_open(after.outcome))
        open.insert(id);
    else
        open.erase(id);
}

void RunIndex::add(const RunId& id, const RunRow& row) {
    if (is_alive(row.run.state)) live.insert(id);
    if (row.due_at) due.insert({*row.due_at, id});
    if (row.run.end_number > 0) ended[row.run.workload].insert({row.run.end_number, id});
}

void RunIndex::remove(const RunId& id, const RunRow& row) {
    live.erase(id);
    if (row.due_at) due.erase({*row.due_at, id});
    if (row.run.end_number > 0) ended[row.run.workload].erase(row.run.end_number);
}

void RunIndex::change(const RunId& id, const RunRow& before, const RunRow& after) {
    remove(id, before);
    add(id, after);
}

std::int64_t MemoryTables::next(Number which) {
    const auto* const last = numbers.find(which);
    const std::int64_t number = (last ? *last : 0) + 1;
    numbers.put(which, number);
    return number;
}

void MemoryTables::roll_back() {
    for (auto& undo : std::views::reverse(journal)) undo();
    journal.clear();
}

ScheduleId MemoryTables::insert(const SeedRow& row) {
    const auto& rows = schedules.rows();
    const ScheduleId id{rows.empty() ? 1 : rows.rbegin()->first.value + 1};
    replace(id, row);
    return id;
}

// REPLACE fires no delete trigger, so the insert's ends the life that it writes over.
void MemoryTables::replace(ScheduleId id, const SeedRow& row) {
    schedules.put(id, row);
    orphan(id);
    give_life(id, row.name);
}

void MemoryTables::update(ScheduleId id, const SeedRow& row) {
    const auto* const found = schedules.find(id);
    if (!found) return;
    const SeedRow before = *found;
    schedules.put(id, row);
    on_change(id, before, row);
}

void MemoryTables::move(ScheduleId id, ScheduleId to) {
    const auto* const found = schedules.find(id);
    if (!found || id == to) return;
    const SeedRow row = *found;
    schedules.erase(id);
    schedules.put(to, row);
    orphan(id);
    orphan(to);
    plans.erase(id);
    give_life(to, row.name);
}

bool MemoryTables::remove(ScheduleId id) {
    if (!schedules.find(id)) return false;
    schedules.erase(id);
    orphan(id);
    plans.erase(id);
    return true;
}

// What a life leaves behind becomes due: its live runs, and what waits.
void MemoryTables::orphan(ScheduleId id) {
    const auto* const plan = plans.find(id);
    if (!plan) return;
    const Life life = plan->life;
    for (const auto live = runs.index().live; const auto& run : live) {
        RunRow row = *runs.find(run);
        if (row.run.held_for != life) continue;
        row.due_at = kAsSoonAsPossible;
        runs.put(run, row);
    }
    for (const auto open = transitions.index().open; const auto transition : open) {
        Transition row = *transitions.find(transition);
        if (row.life != life || row.outcome == Outcome::Acting) continue;
        row.try_at = kAsSoonAsPossible;
        transitions.put(transition, row);
    }
}

void MemoryTables::give_life(ScheduleId id, const std::string& name) {
    const std::int64_t number = next(kLifeSequence);
    PlanRow row;
    row.life = {number};
    row.revision = {number};
    if (is_workload(name)) row.plan.due_at = kAsSoonAsPossible;
    plans.put(id, row);
}

void MemoryTables::on_change(ScheduleId id, const SeedRow& before, const SeedRow& after) {
    const bool start_changes = before.start_time != after.start_time;
    const bool end_changes = before.end_time != after.end_time;
    if (before.name == after.name && !start_changes && !end_changes &&
        before.active == after.active)
        return;
    const std::int64_t number = next(kLifeSequence);
    const auto* const found = plans.find(id);
    if (!found) return;
    PlanRow row = *found;
    row.revision = {number};
    row.changed_at.reset();
    if (start_changes) row.start_pass = Pass::First;
    if (end_changes) row.end_pass = Pass::First;
    row.plan.due_at.reset();
    if (!row.plan.workload.empty() || is_workload(after.name) || holds_run(row.life))
        row.plan.due_at = kAsSoonAsPossible;
    plans.put(id, row);
}

std::optional<Schedule> MemoryTables::schedule(ScheduleId id) const {
    const auto* const row = schedules.find(id);
    const auto* const beside = plans.find(id);
    if (!row || !beside) return {};
    Schedule schedule;
    schedule.id = id;
    schedule.life = beside->life;
    schedule.revision = beside->revision;
    schedule.name = row->name;
    schedule.start_time = row->start_time;
    schedule.end_time = row->end_time;
    schedule.start_pass = beside->start_pass;
    schedule.end_pass = beside->end_pass;
    schedule.status = row->status;
    schedule.active = row->active;
    schedule.changed_at = beside->changed_at;
    return schedule;
}

std::optional<PlannedSchedule> MemoryTables::planned(ScheduleId id) const {
    auto row = schedule(id);
    if (!row) return {};
    return PlannedSchedule{std::move(*row), plans.find(id)->plan};
}

bool MemoryTables::holds_run(Life life) const {
    return std::ranges::any_of(
        runs.index().live, [&](const RunId& id) { return runs.find(id)->run.held_for == life; });
}

bool MemoryTables::is_workload(const std::string& name) const {
    const auto* const names = workloads.find(0);
    return names && names->contains(name);
}

}  // namespace wls::fakes
