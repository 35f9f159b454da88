// Checker: what must hold at each order, at each execution, and always.
#include "simulation/checker.h"

#include <algorithm>

#include "simulation/modes.h"

namespace wls::simulation {

const LifeModel* Checker::find(Life life) const {
    const auto found = lives_.find(life);
    return found == lives_.end() ? nullptr : &found->second;
}

void Checker::broken(std::string rule, Life life) const {
    throw Violation{std::move(rule), describe(life)};
}

void Checker::hold(const LevelChecker::Verdict& verdict) const {
    if (verdict) broken(verdict->rule, verdict->life);
}

void Checker::on_start(const StartOrder& order, bool disk_full) {
    learn(Actor::Engine);
    const Life life = order.run.life;
    if (disk_full) broken("nothing starts when it cannot be recorded", life);
    if (held_) broken("nothing starts for 60 s after the clock jumped by more than a day", life);
    const auto* const run = parts_.tables.runs.find(order.run);
    if (!run || run->run.state != RunState::Claimed)
        broken("the run is recorded before its start is ordered", life);
    const auto* const start = parts_.tables.transitions.find(run->run.started_by);
    if (!start || start->outcome != Outcome::Acting)
        broken("the start's transition is recorded as acting before its order", life);
    stage_since_[order.run] = parts_.timeline.moment();
    if (is_level(order.workload)) return hold(levels_.on_start(lives_, order));
    check_owner(order);
    if (parts_.machine.find(order.run)) broken("no run's name comes twice", life);
    if (executed(life, order.workload, order.run.occurrence_at))
        broken("a task executes at most once for an occurrence", life);
    for (const auto& live : parts_.tables.runs.index().live)
        if (live != order.run && parts_.tables.runs.find(live)->run.workload == order.workload)
            broken(
                "runs of one task follow one another; " + describe(live) + " is recorded as live",
                life);
    check_turn(order);
}

// No decision is older than its revision.
void Checker::check_owner(const StartOrder& order) const {
    const Life number = order.run.life;
    const auto* const life = find(number);
    if (!life || life->gone) broken("nothing starts for a schedule that is gone", number);
    const Version& version = life->version;
    if (!version.row.active) broken("active=false touches nothing, and this was a start", number);
    if (life->workload != order.workload) broken("the workload is the one that it names", number);
    if (!version.window) broken("a row that means no window starts nothing", number);
    if (version.window != order.window) broken("the order's window is the schedule's", number);
    if (version.latest < version.window->start_at) broken("nothing starts early", number);
    if (version.window->over(parts_.timeline.now()))
        broken("nothing starts when its window is over", number);
    if (life->occurrence != order.run.occurrence_at)
        broken("the run carries its occurrence's name, " +
                   (life->occurrence ? local(*life->occurrence) : "none"),
               number);
}

// Those that wait for their turn on a task get it by nominal start, then by life.
void Checker::check_turn(const StartOrder& order) const {
    const auto& run = parts_.tables.runs.find(order.run)->run;
    const auto& mine = *parts_.tables.transitions.find(run.started_by);
    for (const auto id : parts_.tables.transitions.index().open) {
        const auto& other = *parts_.tables.transitions.find(id);
        if (other.workload != order.workload || other.edge != Edge::Start || other.try_at ||
            other.outcome != Outcome::Pending || other.life == mine.life)
            continue;
        const auto* const life = find(other.life);
        if (!life->is_acted_on() || !life->version.window->contains(parts_.timeline.now()))
            continue;
        if (life->occurrence == other.occurrence_at &&
            std::pair(other.nominal_at, other.life) < std::pair(mine.nominal_at, mine.life))
            broken("those that wait take their turns in order; first was " + describe(other),
                   mine.life);
    }
}

void Checker::on_stop(const RunId& run, std::string_view workload, bool disk_full) {
    learn(Actor::Engine);
    if (held_) broken("nothing stops for 60 s after the clock jumped by more than a day", run.life);
    if (is_level(workload)) return hold(levels_.on_stop(lives_, run, workload, disk_full));
    LifeModel& life = lives_.at(run.life);
    // What cannot be recorded is stopped by what stands on disk, which may be older.
    const auto* const beside = parts_.tables.plans.find(life.id);
    const bool is_behind = beside && beside->plan.revision != beside->revision;
    const bool again = life.stops_ordered.contains(run);
    const Instant at = std::max(life.version.latest, parts_.timeline.now());
    if (!again && !(disk_full && is_behind) && !life.owes_stop(run, std::string(workload), at))
        broken(life.version.row.active
                   ? "only what is owed a stop is stopped, and not " + describe(run)
                   : "active=false touches nothing, and this was a stop",
               run.life);
    life.stops_ordered.insert(run);
}

void Checker::on_change(const RunId& run, const Process& process) {
    stage_since_[run] = busy_[process.workload] = parts_.timeline.moment();
    const bool level = is_level(process.workload);
    if (level) hold(levels_.on_change(run, process));
    if (process.stage != Stage::Running) return;
    for (const auto& [other, its] : parts_.machine.processes())
        if (!level && other != run && its.executed && other.life == run.life &&
            other.occurrence_at == run.occurrence_at && its.workload == process.workload)
            broken("a task executes at most once for an occurrence, and did as " + describe(other),
                   run.life);
    for (const auto& other : parts_.machine.running())
        if (!level && other != run && parts_.machine.find(other)->workload == process.workload)
            broken("runs of one task follow one another, and this is up: " + describe(other),
                   run.life);
    const auto* const recorded = parts_.tables.runs.find(run);
    if (!recorded) broken("what is executed is recorded before", run.life);
    if (!is_alive(recorded->run.state)) broken("nothing is executed that was called off", run.life);
}

void Checker::check_history(const LifeModel& life) const {
    const auto& lives = parts_.tables.transitions.index().by_life;
    const auto found = lives.find(life.life);
    if (found == lives.end()) return;
    const Version& version = life.version;
    std::vector<const Transition*> starts;
    for (const auto id : found->second) {
        const auto& row = *parts_.tables.transitions.find(id);
        const bool cancelled = row.outcome == Outcome::Cancelled;
        if (row.edge == Edge::Stop && cancelled && row.cause != Cause::Edit && version.row.active &&
            row.revision == version.revision)
            broken("an owed stop is cancelled by an edit only: " + describe(row), life.life);
        if (row.edge != Edge::Start || cancelled) continue;
        const bool is_repair = row.cause == Cause::Drift || row.cause == Cause::Edit;
        if (is_level(row.workload) && is_repair) continue;
        const auto is_same = [&](const Transition* other) {
            return other->occurrence_at == row.occurrence_at && other->workload == row.workload;
        };
        if (std::ranges::any_of(starts, is_same))
            broken("an occurrence has one start in the history", life.life);
        starts.push_back(&row);
        const bool born_past = version.window && version.window->over(version.made_at) &&
                               version.window->over(version.earliest) && !version.by_foreign &&
                               life.workload_since <= version.made;
        if (born_past && row.revision == version.revision)
            broken("a window over when it was written is neither run nor missed", life.life);
    }
}

// Of the occurrence that it stands for; what was called off does not count.
bool Checker::is_start_of(const LifeModel& life, const Transition& row) {
    return row.edge == Edge::Start && row.outcome != Outcome::Cancelled &&
           row.occurrence_at == life.occurrence && row.workload == life.taken_workload;
}

std::vector<const Transition*> Checker::starts_of(const LifeModel& life) const {
    std::vector<const Transition*> starts;
    const auto& lives = parts_.tables.transitions.index().by_life;
    const auto found = lives.find(life.life);
    if (found == lives.end() || !life.occurrence) return starts;
    for (const auto id : found->second)
        if (const auto* const row = parts_.tables.transitions.find(id); is_start_of(life, *row))
            starts.push_back(row);
    return starts;
}

// The first of them.
const Transition* Checker::start_of(const LifeModel& life) const {
    const auto& lives = parts_.tables.transitions.index().by_life;
    const auto found = lives.find(life.life);
    if (found == lives.end() || !life.occurrence) return nullptr;
    for (const auto id : found->second)
        if (const auto* const row = parts_.tables.transitions.find(id); is_start_of(life, *row))
            return row;
    return nullptr;
}

const Process* Checker::executed(Life life, const std::string& workload,
                                 Instant occurrence_at) const {
    const auto& all = parts_.machine.processes();
    for (auto at = all.lower_bound({life, occurrence_at, 0});
         at != all.end() && at->first.life == life && at->first.occurrence_at == occurrence_at;
         ++at)
        if (at->second.executed && at->second.workload == workload) return &at->second;
    return nullptr;
}

}  // namespace wls::simulation
