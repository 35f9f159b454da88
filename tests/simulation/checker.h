// Watches a simulation and throws Violation when one of the engine's promises is broken. It knows
// what clients and other programs wrote, what the clocks showed, which orders were given and what
// ran on the machine; of the store it reads the history, the runs and the status. One thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/executor.h"
#include "fakes/fake_workloads.h"
#include "fakes/memory_tables.h"
#include "simulation/level_checker.h"
#include "simulation/life_model.h"
#include "simulation/machine.h"

namespace wls::simulation {

struct Violation {
    std::string rule;  // in words
    std::string rows;  // what it is about, for a person
};

// What the clock may jump without being doubted, and how long decisions are held after more.
inline constexpr Duration kJump = std::chrono::days{1};
inline constexpr Duration kHold = std::chrono::seconds{60};

// A jump this near to the limit may count either way: the two clocks are not read at once.
inline constexpr Duration kNear = std::chrono::seconds{1};

class Checker {
  public:
    struct Parts {
        const Timeline& timeline;
        const Zone& zone;
        const fakes::MemoryTables& tables;
        const fakes::FakeWorkloads& catalog;
        const Machine& machine;
        Effects& effects;
    };
    explicit Checker(Parts parts)
        : parts_(parts),
          levels_({parts.timeline, parts.tables, parts.catalog, parts.machine, parts.effects}) {}

    // After each step. `well`: the server is up and nothing is wrong at this moment. `can_stop`:
    // the same, but that nothing can be recorded.
    void look(Actor actor, bool well, bool can_stop);

    void on_start(const StartOrder& order, bool disk_full);
    void on_stop(const RunId& run, std::string_view workload, bool disk_full);
    void on_change(const RunId& run, const Process& process);
    void on_report(const Report& report) { levels_.on_report(report); }
    void on_server_end() { levels_.on_server_end(); }
    void on_server_start() {
        has_ticked_ = false;
        hold_until_.reset();
    }
    void on_clock_set(Duration by);
    void before_tick();
    void after_tick(bool written);  // by a server that is still there

    // For traces and violations.
    std::string local(Instant at) const;
    std::string describe(const RunId& run) const;
    std::string describe(const Transition& row) const;
    std::string describe(Life number) const;

  private:
    // checker_model.cpp: keeps the model up to date.
    void learn(Actor actor);
    bool has_news();
    void learn_row(ScheduleId id, const fakes::PlanRow& beside, Actor actor);
    void learn_version(LifeModel& life, ScheduleId id, const fakes::PlanRow& beside, Actor actor);
    void learn_workload(LifeModel& life) const;
    void learn_status(LifeModel& life, const std::string& status, Actor actor);
    void learn_state(const LifeModel& life);
    void learn_processes();

    // checker_rules.cpp: what must hold when all has been well for long enough.
    void check_settled() const;
    void check_life(const LifeModel& life) const;
    void check_started(const LifeModel& life, const Transition* start) const;
    void check_recorded(const LifeModel& life, const Transition* start) const;
    void check_result(const LifeModel& life, const Transition& start) const;
    void check_level_status(const LifeModel& life) const;
    std::optional<std::string> level_status(const LifeModel& life) const;
    bool has_stop_overdue(const LifeModel& life) const;
    void check_status(const LifeModel& life, const Transition* start) const;
    void check_processes() const;
    void check_ends() const;
    void check_nothing_is_left_open() const;

    // What must hold always.
    void check_history(const LifeModel& life) const;
    void check_turn(const StartOrder& order) const;
    void check_owner(const StartOrder& order) const;

    static bool is_start_of(const LifeModel& life, const Transition& row);
    std::vector<const Transition*> starts_of(const LifeModel& life) const;
    const Transition* start_of(const LifeModel& life) const;
    // A process that was executed for the occurrence; null when there was none.
    const Process* executed(Life life, const std::string& workload, Instant occurrence_at) const;
    bool has_settled(const RunId& run) const;
    const LifeModel* find(Life life) const;
    bool lasts(Moment since) const { return parts_.timeline.moment() - since >= kSettle; }
    [[noreturn]] void broken(std::string rule, Life life) const;
    void hold(const LevelChecker::Verdict& verdict) const;

    Parts parts_;
    LevelChecker levels_;
    std::map<Life, LifeModel> lives_;
    std::map<ScheduleId, Life> present_;
    std::map<std::string, Moment> busy_;   // workloads: when a process was last seen on it
    std::map<RunId, Moment> stage_since_;  // ordered, and on the machine
    std::optional<Moment> well_since_;
    std::optional<Moment> can_stop_since_;
    Duration clock_moved_{};  // since the engine looked last
    std::optional<Moment> hold_until_;
    bool has_ticked_ = false;     // this server
    bool clock_was_set_ = false;  // ever
    bool held_ = false;           // this tick may decide nothing
    std::int64_t recorded_before_ = 0;
    std::uint64_t checked_version_ = 0;  // of the tables, when the history was checked
    // Of all that a life's model is made of, when it was learned last, and what the clock showed.
    std::uint64_t learned_version_ = 0;
    Instant learned_at_ = Instant::max();
    std::vector<std::int64_t> state_;  // of the life that is being learned
};

}  // namespace wls::simulation
