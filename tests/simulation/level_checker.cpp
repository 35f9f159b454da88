#include "simulation/level_checker.h"

#include <algorithm>

#include "engine/level.h"
#include "simulation/modes.h"

namespace wls::simulation {

namespace {

using std::chrono::seconds;

// Of a schedule that is acted on: its window is open now, whatever the engine has seen.
bool is_open_now(const LifeModel& life, Instant now) {
    return life.version.window->contains(now);
}

// And no look of the engine has shown it to be over.
bool is_open(const LifeModel& life, Instant now) {
    return is_open_now(life, now) && !life.version.window->over(life.version.latest);
}

// A clock that was set back: it was open, or over.
bool may_be_open(const LifeModel& life, Instant now) {
    const Window& window = *life.version.window;
    return window.contains(now) ||
           (now < window.start_at && window.start_at <= life.version.latest);
}

}  // namespace

LevelChecker::Want LevelChecker::want(const Lives& lives, const Level& level) const {
    const Instant now = parts_.timeline.now();
    bool either = false;
    for (const auto* const life : level.named_by) {
        if (is_open(*life, now)) return Want::Up;
        either = either || may_be_open(*life, now);
    }
    for (const auto& [number, released] : level.keepers) {
        const LifeModel& life = lives.at(number);
        const bool holds = !life.gone && !life.version.row.active;
        either = either || holds || comes_again(life);
    }
    return either ? Want::Either : Want::Down;
}

// Of a keeper, begun by a clock that was ahead: its window comes again.
bool LevelChecker::comes_again(const LifeModel& life) const {
    return clock_was_set_ && life.is_acted_on() &&
           !life.version.window->over(parts_.timeline.now());
}

bool LevelChecker::is_up(const std::string& workload) const {
    if (is_effect(workload)) return parts_.effects.of(workload).up;
    return std::ranges::any_of(parts_.machine.running(), [&](const RunId& run) {
        return parts_.machine.find(run)->workload == workload;
    });
}

void LevelChecker::know(const Lives& lives) {
    for (auto& [workload, level] : levels_) level.named_by.clear();
    for (const auto& [number, life] : lives) {
        if (life.gone) continue;
        if (is_level(life.taken_workload)) levels_.try_emplace(life.taken_workload);
        if (!is_level(life.workload)) continue;
        Level& level = levels_[life.workload];
        if (life.is_acted_on()) level.named_by.push_back(&life);
    }
}

LevelChecker::Verdict LevelChecker::look(const Lives& lives, bool well) {
    if (!well) trouble_at_ = parts_.timeline.moment();
    if (!well)  // what the engine learns late may look longer than it was
        for (auto& [workload, level] : levels_) level.short_lives = 0;
    for (auto& [workload, level] : levels_) learn(lives, workload, level);
    return check_given_up();
}

LevelChecker::Verdict LevelChecker::check_given_up() {
    const auto& rows = parts_.tables.transitions.rows();
    for (auto at = rows.upper_bound(seen_); at != rows.end(); ++at) {
        const Transition& row = at->second;
        seen_ = row.id;
        if (row.edge == Edge::Start && row.cause == Cause::Drift &&
            row.outcome == Outcome::Failed && is_service(row.workload) &&
            levels_[row.workload].maybe_short_lives < kMostShortLives &&
            !levels_[row.workload].may_still_run)
            return Broken{"a service is given up only after ten short lives in a row", row.life};
    }
    return {};
}

// Since the last look, in which nothing happened: a server that got no time when one window ended,
// and another's was open when it looked again, may have owed a stop between them. Whether it was
// done without a record nobody knows, so the start makes sure of it by a call of its own.
bool LevelChecker::has_slept_through_gap(const Level& level) const {
    const Instant now = parts_.timeline.now();
    Instant covered_until = level.looked_at;
    const auto covers = [&](const auto* life) { return is_open_now(*life, covered_until); };
    while (covered_until < now) {
        const auto found = std::ranges::find_if(level.named_by, covers);
        if (found == level.named_by.end()) return true;
        covered_until = (*found)->version.window->end_at;
    }
    return false;
}

void LevelChecker::learn(const Lives& lives, const std::string& workload, Level& level) {
    const Moment moment = parts_.timeline.moment();
    const Instant now = parts_.timeline.now();
    if (const auto next = want(lives, level); next != level.want) {
        level.want = next;
        level.want_since = moment;
    }
    // A stop is owed, and may be done without a record: the next window's start may be a call
    // again.
    if (level.want == Want::Down || has_slept_through_gap(level)) level.doubt();
    level.looked_at = now;
    const bool known = is_in(parts_.catalog, workload);
    if (known != level.in_catalog) {
        level.in_catalog = known;
        level.in_catalog_since = moment;
    }
    forget_keepers(lives, workload, level);
    for (auto& [number, released] : level.keepers) {
        const LifeModel& life = lives.at(number);
        released = released || life.gone || life.version.row.active;
    }
    std::vector<Revision> open;
    for (const auto* const life : level.named_by) {
        if (!is_open_now(*life, now)) continue;
        open.push_back(life->version.revision);
        level.keepers[life->life] = false;
    }
    std::ranges::sort(open);
    if (open != level.open) level.short_lives = 0;
    if (!std::ranges::includes(level.open, open)) level.opened = moment;
    level.open = std::move(open);
}

// What goes down is held by nobody, but for whom a start is under way, and one that is deactivated
// while it is down holds nothing; nor does an inactive one hold what an open window has kept up for
// long enough since: where the server dies as it is deactivated, the run passes to nobody.
void LevelChecker::forget_keepers(const Lives& lives, const std::string& workload, Level& level) {
    const bool may_be_up = is_effect(workload) && parts_.effects.of(workload).may_be_up;
    const bool is_down = !is_up(workload) && !may_be_up;
    if (is_down && !level.is_down) {
        level.keepers.clear();
        for (const Life life : starting(workload)) level.keepers[life] = false;
    } else if (is_down && !level.keepers.empty()) {
        const auto under_way = starting(workload);
        std::erase_if(level.keepers, [&](const auto& keeper) {
            const LifeModel& life = lives.at(keeper.first);
            return !keeper.second && !life.gone && !life.version.row.active &&
                   !under_way.contains(keeper.first);
        });
    }
    level.is_down = is_down;
    const Moment since = std::max({trouble_at_, level.want_since, level.busy, level.opened});
    if (level.want == Want::Up)
        std::erase_if(level.keepers, [&](const auto& keeper) {
            const Version& version = lives.at(keeper.first).version;
            return !version.row.active &&
                   parts_.timeline.moment() - std::max(since, version.made) >= kSettle;
        });
}

// For whom a start of it is under way.
std::set<Life> LevelChecker::starting(const std::string& workload) const {
    std::set<Life> lives;
    for (const auto& id : parts_.tables.runs.index().live) {
        const auto& run = parts_.tables.runs.find(id)->run;
        if (run.workload == workload && run.state == RunState::Claimed) lives.insert(run.held_for);
    }
    return lives;
}

// By the history. The answer of a stop that was called off may be of before a start.
bool LevelChecker::is_stopping(const std::string& workload) const {
    return std::ranges::any_of(parts_.tables.transitions.index().open, [&](TransitionId id) {
        const Transition& row = *parts_.tables.transitions.find(id);
        return row.edge == Edge::Stop && row.workload == workload;
    });
}

void LevelChecker::on_report(const Report& report) {
    const auto* const run = parts_.tables.runs.find(report.run);
    if (run && report.what == Report::What::Unproven && is_service(run->run.workload))
        levels_[run->run.workload].may_still_run = true;
    if (!run || !is_effect(run->run.workload)) return;
    levels_[run->run.workload].busy = parts_.timeline.moment();
    if (!is_alive(run->run.state)) return;  // of a call that was made twice: it was answered before
    if (report.what == Report::What::Started && !report.already)
        answers_[run->run.workload] = true;
    else if (report.what == Report::What::Stopped && is_stopping(run->run.workload))
        answers_[run->run.workload] = false;
    else
        answers_.erase(run->run.workload);
}

// Also before an order is given: a turn's orders follow from what it wrote down.
void LevelChecker::on_turn() {
    for (const auto& [workload, up] : answers_) {
        Level& level = levels_[workload];
        level.answered.reset();
        // What is told of a stop that was not recorded may be of before a start.
        if (up ? !level.in_doubt : !level.unrecorded_stop) level.answered = up;
    }
    answers_.clear();
}

// More orders than any windows and back-offs give.
bool LevelChecker::is_hasty(Level& level) const {
    constexpr std::size_t kMostInAMinute = 60;
    const Moment moment = parts_.timeline.moment();
    level.orders.push_back(moment);
    while (moment - level.orders.front() > seconds{60}) level.orders.pop_front();
    return level.orders.size() > kMostInAMinute;
}

LevelChecker::Verdict LevelChecker::on_start(const Lives& lives, const StartOrder& order) {
    on_turn();
    Level& level = levels_[order.workload];
    learn(lives, order.workload, level);
    const auto& run = parts_.tables.runs.find(order.run)->run;
    const auto& start = *parts_.tables.transitions.find(run.started_by);
    const Life number = start.life;
    const auto found = lives.find(number);
    if (found == lives.end() || found->second.gone)
        return Broken{"nothing starts for a schedule that is gone", number};
    const LifeModel& life = found->second;
    const Version& version = life.version;
    if (!version.row.active)
        return Broken{"active=false touches nothing, and this was a start", number};
    if (life.workload != order.workload)
        return Broken{"the workload is the one that it names", number};
    if (version.window != order.window)
        return Broken{"the order's window is the schedule's", number};
    if (version.latest < version.window->start_at) return Broken{"nothing starts early", number};
    if (version.window->over(parts_.timeline.now()))
        return Broken{"nothing starts when its window is over", number};
    if (life.occurrence != start.occurrence_at)
        return Broken{"a start is of its schedule's occurrence", number};
    if (is_service(order.workload) && parts_.machine.find(order.run))
        return Broken{"no run's name comes twice", number};
    for (const auto& live : parts_.tables.runs.index().live)
        if (live != order.run && parts_.tables.runs.find(live)->run.workload == order.workload)
            return Broken{"a level has one run at a time", number};
    if (level.short_lives >= kMostShortLives)
        return Broken{"after ten short lives in a row it is left down", number};
    if (level.answered == true)
        return Broken{"a start that was answered is not called again", number};
    level.answered.reset();
    level.in_doubt = level.unrecorded_stop = level.may_be_down = false;
    level.busy = parts_.timeline.moment();
    if (is_hasty(level)) return Broken{"attempts are put off, each time for longer", number};
    if (!is_up(order.workload)) level.keepers.clear();
    level.keepers[number] = false;
    return {};
}

LevelChecker::Verdict LevelChecker::on_stop(const Lives& lives, const RunId& run,
                                            std::string_view of, bool disk_full) {
    const std::string workload(of);
    Level& level = levels_[workload];
    learn(lives, workload, level);
    level.busy = parts_.timeline.moment();
    if (is_hasty(level)) return Broken{"attempts are put off, each time for longer", run.life};
    level.short_lives = 0;
    if (disk_full) {  // what stands on disk may be older
        level.unrecorded_stop = true;
        return {};
    }
    on_turn();
    const Instant now = parts_.timeline.now();
    for (const auto* const life : level.named_by)
        if (is_open(*life, now))
            return Broken{"an open window of any schedule keeps it up", life->life};
    bool is_held = !level.keepers.empty();
    for (const auto& [number, released] : level.keepers) {
        const LifeModel& life = lives.at(number);
        is_held = is_held && !released && !life.gone && !life.version.row.active;
    }
    if (is_held) return Broken{"active=false touches nothing, and this was a stop", run.life};
    if (level.answered == false)
        return Broken{"a stop that was answered is not called again", run.life};
    level.answered.reset();
    level.unrecorded_stop = false;
    return {};
}

LevelChecker::Verdict LevelChecker::on_change(const RunId& run, const Process& process) {
    Level& level = levels_[process.workload];
    const Moment moment = parts_.timeline.moment();
    level.busy = moment;
    if (process.stage == Stage::Running) {
        level.up_since[run] = moment;
        level.may_still_run = false;
        const auto* const recorded = parts_.tables.runs.find(run);
        const auto* const start =
            recorded ? parts_.tables.transitions.find(recorded->run.started_by) : nullptr;
        if (start && start->cause != Cause::Drift) level.short_lives = level.maybe_short_lives = 0;
        for (const auto& other : parts_.machine.running())
            if (other != run && parts_.machine.find(other)->workload == process.workload)
                return Broken{"a service runs once, and another run of it is up", run.life};
        return {};
    }
    const auto since = level.up_since.find(run);
    if (since == level.up_since.end()) {  // nobody knows whether it ran
        if (process.stage == Stage::Gone) ++level.maybe_short_lives;
        return {};
    }
    // By a clock that was set back the ends of before look like the last ones.
    const bool is_last = parts_.timeline.now() >= level.latest_end;
    level.latest_end = std::max(level.latest_end, parts_.timeline.now());
    const Duration life = moment - since->second;
    const bool certain = trouble_at_ < since->second && is_last;
    level.up_since.erase(since);
    const bool is_long = certain && life > kShortLife + seconds{1};
    const bool is_short = certain && life < kShortLife - seconds{1};
    level.short_lives = is_short ? level.short_lives + 1 : 0;
    level.maybe_short_lives = is_long ? 0 : level.maybe_short_lives + 1;
    return {};
}

LevelChecker::Verdict LevelChecker::settled(const Lives& lives) const {
    const Moment moment = parts_.timeline.moment();
    for (const auto& [workload, level] : levels_) {
        if (moment - level.want_since < kSettle || moment - level.busy < kSettle) continue;
        Verdict broken;
        const bool is_new = moment - level.opened < kSettle;
        if (level.want == Want::Up && !is_new) broken = check_up(workload, level);
        if (level.want == Want::Down) broken = check_down(lives, workload, level);
        if (broken) return broken;
    }
    return {};
}

// The history says so of each schedule that would have it up, since its last change.
bool LevelChecker::gave_up(const std::string& workload, const Level& level) const {
    if (!is_service(workload)) return false;
    const auto& by_life = parts_.tables.transitions.index().by_life;
    for (const auto* const life : level.named_by) {
        if (!is_open(*life, parts_.timeline.now())) continue;
        const auto found = by_life.find(life->life);
        if (found == by_life.end()) return false;
        const Transition* last = nullptr;
        for (const auto id : found->second) {
            const auto& row = *parts_.tables.transitions.find(id);
            if (row.edge == Edge::Start && row.workload == workload &&
                row.occurrence_at == life->occurrence)
                last = &row;
        }
        if (!last || last->outcome != Outcome::Failed || last->revision != life->version.revision)
            return false;
    }
    return true;
}

LevelChecker::Verdict LevelChecker::check_up(const std::string& workload,
                                             const Level& level) const {
    if (is_up(workload) || gave_up(workload, level) || level.may_be_down) return {};
    for (const auto* const life : level.named_by)
        if (is_open(*life, parts_.timeline.now()))
            return Broken{workload + " is up while a window is open on it", life->life};
    return {};
}

LevelChecker::Verdict LevelChecker::check_down(const Lives& lives, const std::string& workload,
                                               const Level& level) const {
    Life last{};
    bool is_left = false;  // up before us, and its schedule deleted: as it was
    for (const auto& [number, released] : level.keepers) {
        last = number;
        is_left = is_left || lives.at(number).gone;
    }
    if (is_service(workload)) {
        if (is_up(workload)) return Broken{workload + " is down outside every window", last};
        return {};
    }
    const Effect& effect = parts_.effects.of(workload);
    if (effect.found_up && is_left) return {};
    if (!level.in_catalog || parts_.timeline.moment() - level.in_catalog_since < kSettle) return {};
    if (effect.may_be_up) return Broken{workload + ", which may be up, is owed a stop", last};
    return {};
}

}  // namespace wls::simulation
