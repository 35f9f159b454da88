#include "fakes/memory_transaction.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <ranges>
#include <tuple>

namespace wls::fakes {

namespace {

SeedRow row_of(const ScheduleDraft& draft) {
    return {draft.name, table_text(draft.start.time), table_text(draft.end.time), draft.status,
            draft.active};
}

template <class Value>
void cut(std::vector<Value>& rows, int limit) {
    if (rows.size() > static_cast<std::size_t>(limit)) rows.erase(rows.begin() + limit, rows.end());
}

std::vector<Run> by_occurrence(std::vector<Run> runs) {
    std::ranges::sort(runs, {}, [](const Run& run) {
        return std::tuple(run.id.occurrence_at, run.id.life, run.id.attempt);
    });
    return runs;
}

std::string meaning(const MemoryTables::Meanings& meanings, const std::string& name) {
    const auto found = meanings.find(name);
    return found == meanings.end() ? "" : found->second;
}

}  // namespace

Result<ScheduleId> MemoryTransaction::add(const ScheduleDraft& draft, Instant now) {
    const ScheduleId id = tables_.insert(row_of(draft));
    save_beside(id, draft, now);
    return id;
}

void MemoryTransaction::save_beside(ScheduleId id, const ScheduleDraft& draft, Instant now) {
    const auto* const found = tables_.plans.find(id);
    if (!found) return;
    PlanRow row = *found;
    row.start_pass = draft.start.pass;
    row.end_pass = draft.end.pass;
    if (row.plan.due_at && *row.plan.due_at < Instant{}) row.changed_at = now;
    tables_.plans.put(id, row);
}

Result<std::optional<Schedule>> MemoryTransaction::schedule(ScheduleId id) {
    return tables_.schedule(id);
}

Result<void> MemoryTransaction::replace(ScheduleId id, const ScheduleDraft& draft, Instant now) {
    const auto before = tables_.schedule(id);
    if (!before) return {};
    if (before->start_pass != draft.start.pass || before->end_pass != draft.end.pass) {
        SeedRow row = *tables_.schedules.find(id);  // a pass alone that changes draws a revision
        row.start_time.clear();
        row.end_time.clear();
        tables_.update(id, row);
    }
    tables_.update(id, row_of(draft));
    save_beside(id, draft, now);
    return {};
}

Result<bool> MemoryTransaction::remove(ScheduleId id) {
    return tables_.remove(id);
}

Result<void> MemoryTransaction::set_status(Life life, std::string_view status) {
    const auto& lives = tables_.plans.index().by_life;
    const auto found = lives.find(life);
    if (found == lives.end()) return {};
    SeedRow row = *tables_.schedules.find(found->second);
    row.status = status;
    tables_.schedules.put(found->second, row);
    return {};
}

Result<std::vector<PlannedSchedule>> MemoryTransaction::due_schedules(Instant now, int limit) {
    std::vector<PlannedSchedule> due;
    for (const auto& [due_at, life] : tables_.plans.index().due) {
        if (due_at > now || due.size() == static_cast<std::size_t>(limit)) break;
        due.push_back(*tables_.planned(tables_.plans.index().by_life.at(life)));
    }
    return due;
}

Result<std::optional<PlannedSchedule>> MemoryTransaction::planned(Life life) {
    const auto& lives = tables_.plans.index().by_life;
    const auto found = lives.find(life);
    if (found == lives.end()) return std::nullopt;
    return tables_.planned(found->second);
}

Result<void> MemoryTransaction::save_plan(Life life, const Plan& plan) {
    const auto& lives = tables_.plans.index().by_life;
    const auto found = lives.find(life);
    if (found == lives.end()) return {};
    const ScheduleId id = found->second;
    PlanRow row = *tables_.plans.find(id);
    row.plan = plan;
    tables_.plans.put(id, row);
    return {};
}

Result<void> MemoryTransaction::make_unfinished_due(Instant now) {
    std::vector<ScheduleId> unfinished;
    for (const auto& [id, row] : tables_.plans.rows())
        if (!row.plan.workload.empty() && row.plan.window && row.plan.window->end_at > now)
            unfinished.push_back(id);
    for (const auto id : unfinished) {
        PlanRow row = *tables_.plans.find(id);
        row.plan.due_at = kAsSoonAsPossible;
        tables_.plans.put(id, row);
    }
    for (const auto due = tables_.transitions.index().due; const auto& [try_at, id] : due) {
        if (try_at <= now) continue;
        Transition row = *tables_.transitions.find(id);
        row.try_at = now;
        tables_.transitions.put(id, row);
    }
    return {};
}

Result<std::vector<PlannedSchedule>> MemoryTransaction::open_on(std::string_view workload,
                                                                Instant now, int limit) {
    std::vector<PlannedSchedule> open;
    for (const auto& [id, row] : tables_.plans.rows()) {
        const Plan& plan = row.plan;
        if (workload.empty() || plan.workload != workload || !plan.valid || !plan.window) continue;
        if (plan.revision != row.revision || !plan.window->contains(now)) continue;
        auto planned = tables_.planned(id);
        if (planned && planned->schedule.active) open.push_back(std::move(*planned));
    }
    std::ranges::sort(open, [](const PlannedSchedule& a, const PlannedSchedule& b) {
        return std::tuple(b.plan.window->end_at, a.schedule.life) <
               std::tuple(a.plan.window->end_at, b.schedule.life);
    });
    cut(open, limit);
    return open;
}

Result<bool> MemoryTransaction::has_due_schedule(std::string_view workload, Instant now) {
    for (const auto& [due_at, life] : tables_.plans.index().due) {
        if (due_at > now) break;
        const auto id = tables_.plans.index().by_life.at(life);
        if (tables_.plans.find(id)->plan.workload == workload) return true;
    }
    return false;
}

Result<std::optional<TransitionId>> MemoryTransaction::record(const Transition& transition) {
    const auto& known = tables_.transitions.index().identities;
    // SQLite draws the id before it sees that the row is there already.
    const TransitionId id{tables_.next(MemoryTables::kLastTransition)};
    if (known.contains(TransitionIndex::identity(transition))) return std::nullopt;
    Transition row = transition;
    row.id = id;
    tables_.transitions.put(row.id, row);
    return row.id;
}

Result<void> MemoryTransaction::update(const Transition& transition) {
    const auto* const found = tables_.transitions.find(transition.id);
    if (!found) return {};
    Transition row = *found;  // what identifies it never changes
    row.done_at = transition.done_at;
    row.outcome = transition.outcome;
    row.attempts = transition.attempts;
    row.try_at = transition.try_at;
    row.message = transition.message;
    tables_.transitions.put(row.id, row);
    return {};
}

Result<std::optional<Transition>> MemoryTransaction::transition(TransitionId id) {
    const auto* const found = tables_.transitions.find(id);
    return found ? std::optional(*found) : std::nullopt;
}

Result<std::vector<Transition>> MemoryTransaction::transitions_of(Life life,
                                                                  Instant occurrence_at) {
    std::vector<Transition> rows;
    const auto& lives = tables_.transitions.index().by_life;
    const auto found = lives.find(life);
    if (found == lives.end()) return rows;
    int planned = 0, again = 0;
    for (const auto id : std::views::reverse(found->second)) {
        const Transition& row = *tables_.transitions.find(id);
        const bool is_of_it = row.occurrence_at == occurrence_at &&
                              ++(row.cause == Cause::Drift ? again : planned) <= kNewestOfEachKind;
        if (is_of_it || is_open(row.outcome)) rows.push_back(row);
    }
    std::ranges::reverse(rows);
    return rows;
}

Result<std::vector<Transition>> MemoryTransaction::open_transitions_on(std::string_view workload) {
    std::vector<Transition> rows;
    for (const auto id : tables_.transitions.index().open)
        if (const auto& row = *tables_.transitions.find(id); row.workload == workload)
            rows.push_back(row);
    return rows;
}

Result<std::vector<Transition>> MemoryTransaction::due_transitions(Instant now, int limit) {
    std::vector<Transition> due;
    for (const auto& [try_at, id] : tables_.transitions.index().due) {
        if (try_at > now) break;
        due.push_back(*tables_.transitions.find(id));
    }
    std::ranges::sort(due, {}, [](const Transition& row) {
        return std::tuple(row.edge == Edge::Start, row.nominal_at, row.life, row.id);
    });
    cut(due, limit);
    return due;
}

Result<void> MemoryTransaction::release_waiting(std::string_view workload, Instant try_at) {
    const Transition* first = nullptr;
    for (const auto id : tables_.transitions.index().open) {
        const Transition& row = *tables_.transitions.find(id);
        if (row.workload != workload || row.edge != Edge::Start || row.try_at ||
            row.outcome != Outcome::Pending)
            continue;
        const auto place = [](const Transition& t) { return std::tuple(t.nominal_at, t.life); };
        if (!first || place(row) < place(*first)) first = &row;
    }
    if (!first) return {};
    Transition released = *first;
    released.try_at = try_at;
    tables_.transitions.put(released.id, released);
    return {};
}

Result<void> MemoryTransaction::save_run(const Run& run) {
    RunRow row{run, {}};
    if (const auto* const found = tables_.runs.find(run.id)) {
        row = *found;  // what it is never changes, nor whose life it was
        const Run before = row.run;
        row.run = run;
        row.run.workload = before.workload;
        row.run.mode = before.mode;
        row.run.short_lives = before.short_lives;
    }
    tables_.runs.put(run.id, row);
    return {};
}

Result<std::optional<Run>> MemoryTransaction::run(const RunId& id) {
    const auto* const found = tables_.runs.find(id);
    return found ? std::optional(found->run) : std::nullopt;
}

Result<int> MemoryTransaction::last_attempt(Life life, Instant occurrence_at) {
    int last = 0;
    const auto& rows = tables_.runs.rows();
    for (auto at = rows.lower_bound({life, occurrence_at, 0});
         at != rows.end() && at->first.life == life && at->first.occurrence_at == occurrence_at;
         ++at)
        last = at->first.attempt;
    return last;
}

Result<std::vector<Run>> MemoryTransaction::live_runs_on(std::string_view workload) {
    std::vector<Run> runs;
    for (const auto& id : tables_.runs.index().live)
        if (const auto& run = tables_.runs.find(id)->run; run.workload == workload)
            runs.push_back(run);
    return by_occurrence(std::move(runs));
}

Result<std::vector<Run>> MemoryTransaction::live_runs_held_for(Life life) {
    std::vector<Run> runs;
    for (const auto& id : tables_.runs.index().live)
        if (const auto& run = tables_.runs.find(id)->run; run.held_for == life) runs.push_back(run);
    return runs;
}

Result<std::optional<Run>> MemoryTransaction::last_ended_run_on(std::string_view workload) {
    const auto& by_workload = tables_.runs.index().ended;
    const auto found = by_workload.find(workload);
    if (found == by_workload.end() || found->second.empty()) return std::nullopt;
    return tables_.runs.find(found->second.rbegin()->second)->run;
}

Result<std::vector<Run>> MemoryTransaction::runs_of(Life life) {
    std::vector<Run> runs;
    const auto& rows = tables_.runs.rows();
    for (auto at = rows.lower_bound({life, Instant::min(), 0});
         at != rows.end() && at->first.life == life; ++at)
        runs.push_back(at->second.run);
    std::ranges::reverse(runs);
    std::ranges::stable_partition(runs, [](const Run& run) { return is_alive(run.state); });
    cut(runs, kNewestRuns);
    return runs;
}

Result<std::vector<Run>> MemoryTransaction::all_live_runs() {
    std::vector<Run> runs;
    for (const auto& id : tables_.runs.index().live) runs.push_back(tables_.runs.find(id)->run);
    return by_occurrence(std::move(runs));
}

Result<std::vector<Run>> MemoryTransaction::due_runs(Instant now, int limit) {
    std::vector<Run> runs;
    for (const auto& [due_at, id] : tables_.runs.index().due) {
        if (due_at > now || runs.size() == static_cast<std::size_t>(limit)) break;
        runs.push_back(tables_.runs.find(id)->run);
    }
    return runs;
}

Result<void> MemoryTransaction::mark_run_due(const RunId& id, std::optional<Instant> due_at) {
    const auto* const found = tables_.runs.find(id);
    if (!found) return {};
    RunRow row = *found;
    row.due_at = due_at;
    tables_.runs.put(id, row);
    return {};
}

// Both old and new names are looked at again: a target may have come, gone or changed its meaning.
Result<void> MemoryTransaction::set_workloads(const std::vector<Workload>& workloads) {
    const auto* const found = tables_.workloads.find(0);
    const MemoryTables::Meanings known = found ? *found : MemoryTables::Meanings{};
    MemoryTables::Meanings wanted;
    for (const auto& workload : workloads)
        wanted[workload.name] = workload.key() + " " + std::string(text(workload.mode));
    tables_.workloads.put(0, wanted);
    for (const auto& [id, schedule] : tables_.schedules.rows()) {
        if (meaning(known, schedule.name) == meaning(wanted, schedule.name)) continue;
        PlanRow row = *tables_.plans.find(id);
        row.plan.due_at = kAsSoonAsPossible;
        tables_.plans.put(id, row);
    }
    for (const auto open = tables_.transitions.index().open; const auto id : open) {
        Transition row = *tables_.transitions.find(id);
        if (row.outcome != Outcome::Blocked || !row.try_at || *row.try_at <= Instant{}) continue;
        row.try_at = kAsSoonAsPossible;
        tables_.transitions.put(id, row);
    }
    return {};
}

Result<std::optional<Instant>> MemoryTransaction::looked_at() {
    const auto* const found = tables_.looked_at.find(0);
    return found ? std::optional(*found) : std::nullopt;
}

Result<void> MemoryTransaction::set_looked_at(Instant at) {
    tables_.looked_at.put(0, at);
    return {};
}

Result<void> MemoryTransaction::set_zone_rules(const std::string& rules) {
    const auto* const known = tables_.zone_rules.find(0);
    if (known && *known == rules) return {};
    tables_.zone_rules.put(0, rules);
    for (const auto rows = tables_.plans.rows(); const auto& [id, plan] : rows) {
        if (plan.plan.workload.empty()) continue;
        PlanRow row = plan;
        row.plan.due_at = kAsSoonAsPossible;
        tables_.plans.put(id, row);
    }
    return {};
}

Result<std::int64_t> MemoryTransaction::next_number() {
    return tables_.next(MemoryTables::kLifeSequence);
}

}  // namespace wls::fakes
