// Checker: what it learns at each step.
#include <algorithm>
#include <array>
#include <utility>

#include "simulation/checker.h"
#include "simulation/modes.h"

namespace wls::simulation {

namespace {

bool is_ours(const std::string& status) {
    constexpr std::array<std::string_view, 5> kWords = {"scheduled", "running", "completed",
                                                        "failed", "missed"};
    return std::ranges::find(kWords, status) != kWords.end();
}

bool same_but_status(const fakes::SeedRow& a, const fakes::SeedRow& b) {
    return a.name == b.name && a.start_time == b.start_time && a.end_time == b.end_time &&
           a.active == b.active;
}

}  // namespace

void Checker::look(Actor actor, bool well, bool can_stop) {
    learn(actor);
    hold(levels_.look(lives_, well));
    if (!well) well_since_.reset();
    if (well && !well_since_) well_since_ = parts_.timeline.moment();
    if (!can_stop) can_stop_since_.reset();
    if (can_stop && !can_stop_since_) can_stop_since_ = parts_.timeline.moment();
    if (can_stop_since_ && lasts(*can_stop_since_)) check_ends();
    const auto& tables = parts_.tables;
    const auto version =
        tables.transitions.version() + tables.plans.version() + tables.schedules.version();
    if (version != checked_version_)
        for (const auto& [id, life] : present_) check_history(lives_.at(life));
    checked_version_ = version;
    if (well_since_ && lasts(*well_since_)) check_settled();
}

// A time earlier than any before is news as well.
bool Checker::has_news() {
    const auto& tables = parts_.tables;
    const auto version = tables.transitions.version() + tables.plans.version() +
                         tables.schedules.version() + tables.workloads.version() +
                         parts_.machine.version();
    const Instant now = parts_.timeline.now();
    const bool has = version != learned_version_ || now < learned_at_;
    learned_version_ = version;
    learned_at_ = now;
    return has;
}

void Checker::learn(Actor actor) {
    if (!has_news()) return learn_processes();
    for (auto at = present_.begin(); at != present_.end();) {
        const auto* const beside = parts_.tables.plans.find(at->first);
        const bool stays = beside && beside->life == at->second;
        if (!stays) {
            if (actor == Actor::Engine) broken("the engine never deletes a schedule", at->second);
            lives_.at(at->second).gone = parts_.timeline.moment();
        }
        at = stays ? std::next(at) : present_.erase(at);
    }
    for (const auto& [id, beside] : parts_.tables.plans.rows()) learn_row(id, beside, actor);
    for (auto& [number, life] : lives_)
        std::erase_if(life.owed_since, [&](const auto& owed) {
            return !parts_.machine.running().contains(owed.first);
        });
    levels_.know(lives_);
    learn_processes();
}

void Checker::learn_row(ScheduleId id, const fakes::PlanRow& beside, Actor actor) {
    const auto& row = *parts_.tables.schedules.find(id);
    auto [found, is_new] = lives_.try_emplace(beside.life);
    LifeModel& life = found->second;
    if (is_new) {
        life.id = id;
        life.life = beside.life;
        life.status = row.status;
        life.status_by_others = parts_.timeline.moment();
        present_[id] = beside.life;
    }
    if (is_new || life.version.revision != beside.revision)
        learn_version(life, id, beside, actor);
    else if (!same_but_status(life.version.row, row))
        broken("a change of a schedule draws a revision", life.life);
    learn_status(life, row.status, actor);
    life.version.row.status = row.status;
    life.version.earliest = std::min(life.version.earliest, parts_.timeline.now());
    learn_workload(life);
    const auto& due_at = beside.plan.due_at;
    if (beside.plan.revision == beside.revision && !(due_at && *due_at < Instant{}))
        life.take_up(parts_.timeline.now());
    learn_state(life);
    if (state_ != life.last_state) {
        life.last_state = state_;
        life.last_event = parts_.timeline.moment();
    }
}

void Checker::learn_version(LifeModel& life, ScheduleId id, const fakes::PlanRow& beside,
                            Actor actor) {
    if (actor == Actor::Engine)
        broken("the engine never changes a schedule's name, times or active", beside.life);
    Version version;
    version.revision = beside.revision;
    version.row = *parts_.tables.schedules.find(id);
    version.window = window_of_row(version.row, beside.start_pass, beside.end_pass, parts_.zone);
    version.by_foreign = actor == Actor::Foreign;
    version.made = parts_.timeline.moment();
    version.made_at = version.earliest = parts_.timeline.now();
    version.latest = Instant::min();
    life.version = std::move(version);
}

void Checker::learn_workload(LifeModel& life) const {
    const auto* const workload = parts_.catalog.find(life.version.row.name);
    if (workload ? is_key_of(life.workload, *workload) : life.workload.empty()) return;
    life.workload = workload ? workload->key() : "";
    life.workload_since = parts_.timeline.moment();
}

void Checker::learn_status(LifeModel& life, const std::string& status, Actor actor) {
    if (status == life.status) return;
    if (actor != Actor::Engine)
        life.status_by_others = parts_.timeline.moment();
    else if (!is_ours(life.status))
        broken("a client's own status is kept, and was '" + life.status + "'", life.life);
    else if (!is_ours(status))
        broken("the engine writes only its five words", life.life);
    life.status = status;
}

// What is up and should not be, since when.
void Checker::learn_processes() {
    for (const auto& run : parts_.machine.running()) {
        const auto& process = *parts_.machine.find(run);
        busy_[process.workload] = parts_.timeline.moment();
        LifeModel& life = lives_.at(run.life);
        if (is_level(process.workload)) continue;
        if (life.owes_stop(run, process.workload, parts_.timeline.now()))
            life.owed_since.try_emplace(run, parts_.timeline.moment());
        else
            life.owed_since.erase(run);
    }
}

// What the status table speaks of: another state is another event.
void Checker::learn_state(const LifeModel& life) {
    state_.assign({life.version.revision.value});
    if (!life.occurrence) return;
    if (is_level(life.taken_workload)) {  // what became of its starts
        for (const auto* const start : starts_of(life))
            if (!is_open(start->outcome))
                state_.insert(state_.end(),
                              {start->id.value, static_cast<std::int64_t>(start->outcome)});
        return;
    }
    const auto* const start = start_of(life);
    const auto* const process = executed(life.life, life.taken_workload, *life.occurrence);
    state_.push_back(start ? static_cast<std::int64_t>(start->outcome) : -1);
    state_.push_back(process ? static_cast<std::int64_t>(process->stage) : -1);
}

void Checker::on_clock_set(Duration by) {
    clock_moved_ += by;
    clock_was_set_ = true;
    levels_.on_clock_set();
    well_since_.reset();
    can_stop_since_.reset();
}

void Checker::before_tick() {
    const Moment moment = parts_.timeline.moment();
    if (!has_ticked_) clock_moved_ = {};  // what it was before, this server cannot know
    has_ticked_ = true;
    if (clock_moved_ > kJump || clock_moved_ < -kJump) hold_until_ = moment + kHold;
    const Duration far = clock_moved_ < Duration{} ? -clock_moved_ : clock_moved_;
    if (far > kJump - kNear && far < kJump + kNear) hold_until_.reset();
    clock_moved_ = {};
    held_ = hold_until_ && moment < *hold_until_;
    const auto* const last = parts_.tables.numbers.find(fakes::MemoryTables::kLastTransition);
    recorded_before_ = last ? *last : 0;
    if (held_) return;
    for (const auto& [id, number] : present_) {
        Version& version = lives_.at(number).version;
        version.latest = std::max(version.latest, parts_.timeline.now());
    }
}

void Checker::after_tick(bool written) {
    if (written && !held_) levels_.on_turn();
    const auto* const last = parts_.tables.numbers.find(fakes::MemoryTables::kLastTransition);
    if (held_ && last && *last != recorded_before_)
        broken("nothing is decided for 60 s after the clock jumped by more than a day",
               parts_.tables.transitions.find({*last})->life);
}

}  // namespace wls::simulation
