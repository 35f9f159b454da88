#include "fakes/memory_reader.h"

#include <algorithm>
#include <ranges>

namespace wls::fakes {

namespace {

constexpr std::size_t kSearched = 4096;  // characters of a name that `q` looks at

std::string lower(std::string_view text) {
    std::string lowered(text);
    for (char& c : lowered)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lowered;
}

bool matches(const SeedRow& row, const ScheduleFilter& filter) {
    return (!filter.name || row.name == *filter.name) &&
           (!filter.status || row.status == *filter.status) &&
           (!filter.active || row.active == *filter.active) &&
           (!filter.q || lower(row.name.substr(0, kSearched)).contains(lower(*filter.q)));
}

// Whether `wanted`, a key or only a name, means the workload of this key.
bool means(const std::string& wanted, const std::string& key) {
    const auto workload = workload_of_key(key);
    return key == wanted || (workload && !wanted.contains('/') && workload->name == wanted);
}

bool matches(const Transition& row, const TransitionFilter& filter) {
    const Outcome shown = row.outcome == Outcome::Acting ? Outcome::Pending : row.outcome;
    return (!filter.after || row.id < *filter.after) &&
           (!filter.workload || means(*filter.workload, row.workload)) &&
           (!filter.outcome || text(shown) == *filter.outcome) &&
           (!filter.from || row.nominal_at >= *filter.from) &&
           (!filter.to || row.nominal_at < *filter.to);
}

// What a list shows of a row.
Schedule listed(ScheduleId id, const SeedRow& row) {
    Schedule schedule;
    schedule.id = id;
    schedule.name = row.name;
    schedule.start_time = row.start_time;
    schedule.end_time = row.end_time;
    schedule.status = row.status;
    schedule.active = row.active;
    return schedule;
}

}  // namespace

Result<std::optional<ScheduleId>> MemoryReader::schedules(
    const ScheduleFilter& filter, std::optional<ScheduleId> after, int limit,
    const std::function<bool(const Schedule&)>& take) {
    const std::lock_guard lock(mutex_);
    const bool is_bounded = filter.status || filter.active || filter.q;
    int looked_at = 0, left = limit;
    for (const auto& [id, row] : tables_.schedules.rows()) {
        if ((after && id <= *after) || (filter.name && row.name != *filter.name)) continue;
        if (matches(row, filter) && (left-- <= 0 || !take(listed(id, row)))) break;
        if (is_bounded && ++looked_at == kRowsLookedAt) {
            if (left > 0) return id;
            break;
        }
    }
    return std::nullopt;
}

Result<std::optional<Schedule>> MemoryReader::schedule(ScheduleId id) {
    const std::lock_guard lock(mutex_);
    return tables_.schedule(id);
}

Result<std::vector<Workload>> MemoryReader::workloads(const WorkloadFilter& filter) {
    const std::lock_guard lock(mutex_);
    std::vector<Workload> all;
    const auto* const meanings = tables_.workloads.find(0);
    for (const auto& [name, meaning] : meanings ? *meanings : MemoryTables::Meanings{}) {
        const auto space = meaning.rfind(' ');
        auto workload = workload_of_key(meaning.substr(0, space));
        if (!workload) continue;  // a name is never empty, but in tests
        workload->mode = parse_mode(meaning.substr(space + 1));
        all.push_back(std::move(*workload));
    }
    return chosen(std::move(all), filter);
}

Result<std::vector<Transition>> MemoryReader::transitions(const TransitionFilter& filter) {
    const std::lock_guard lock(mutex_);
    const auto of = filter.schedule ? tables_.schedule(*filter.schedule) : std::nullopt;
    std::vector<Transition> rows;
    for (const auto& row : std::views::reverse(std::views::values(tables_.transitions.rows()))) {
        if (rows.size() == static_cast<std::size_t>(filter.limit)) break;
        if (filter.schedule && (of ? row.life != of->life : row.schedule != *filter.schedule))
            continue;
        if (matches(row, filter)) rows.push_back(row);
    }
    return rows;
}

Result<std::optional<Transition>> MemoryReader::transition(TransitionId id) {
    const std::lock_guard lock(mutex_);
    const auto* const found = tables_.transitions.find(id);
    return found ? std::optional(*found) : std::nullopt;
}

Result<std::optional<Run>> MemoryReader::run_started_by(TransitionId id) {
    const std::lock_guard lock(mutex_);
    std::optional<Run> last;
    for (const auto& row : std::views::values(tables_.runs.rows()))
        if (row.run.started_by == id && (!last || row.run.id.attempt > last->id.attempt))
            last = row.run;
    return last;
}

bool MemoryReader::is_open_on(const std::string& workload, Instant now) const {
    return std::ranges::any_of(tables_.plans.rows(), [&](const auto& entry) {
        const Plan& plan = entry.second.plan;
        return plan.workload == workload && plan.valid && plan.window &&
               plan.window->contains(now) && tables_.schedules.find(entry.first)->active;
    });
}

Result<std::vector<Run>> MemoryReader::overdue_runs(Instant now) {
    const std::lock_guard lock(mutex_);
    const auto& lives = tables_.plans.index().by_life;
    const auto is_owed = [&](const Run& run) {
        const auto found = lives.find(run.held_for);
        if (found != lives.end()) {
            const Plan& plan = tables_.plans.find(found->second)->plan;
            const bool is_over = plan.window && plan.window->over(now);
            if (!tables_.schedules.find(found->second)->active) return false;
            if (plan.workload == run.workload && !is_over) return false;
        }
        return run.mode == Mode::Task || !is_open_on(run.workload, now);
    };
    std::vector<Run> owed;
    for (const auto& id : tables_.runs.index().live)
        if (const auto& run = tables_.runs.find(id)->run; is_owed(run)) owed.push_back(run);
    return owed;
}

Result<std::optional<Instant>> MemoryReader::next_due_at() {
    const std::lock_guard lock(mutex_);
    std::optional<Instant> next;
    const auto look_at = [&](const auto& due) {
        if (!due.empty() && (!next || due.begin()->first < *next)) next = due.begin()->first;
    };
    look_at(tables_.plans.index().due);
    look_at(tables_.transitions.index().due);
    look_at(tables_.runs.index().due);
    return next;
}

}  // namespace wls::fakes
