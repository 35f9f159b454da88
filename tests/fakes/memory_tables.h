// The tables of storage/schema.h, in memory, with what its triggers do. One thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "domain/plan.h"
#include "domain/run.h"
#include "domain/schedule.h"
#include "domain/transition.h"
#include "fakes/journaled_table.h"

namespace wls::fakes {

inline constexpr Instant kAsSoonAsPossible{Duration{-9'000'000'000'000'000'000}};

// A row of the seed's table.
struct SeedRow {
    std::string name;
    std::string start_time;
    std::string end_time;
    std::string status = kScheduled;
    bool active = true;
};

// A row of schedule_plan.
struct PlanRow {
    Life life;
    Revision revision;
    std::optional<Instant> changed_at;
    Pass start_pass = Pass::First;
    Pass end_pass = Pass::First;
    Plan plan;
};

struct RunRow {
    Run run;
    std::optional<Instant> due_at;
};

struct NoIndex {
    template <class Key, class Row>
    void add(const Key&, const Row&) {}
    template <class Key, class Row>
    void remove(const Key&, const Row&) {}
    template <class Key, class Row>
    void change(const Key&, const Row&, const Row&) {}
};

struct PlanIndex {
    std::map<Life, ScheduleId> by_life;
    std::set<std::pair<Instant, Life>> due;

    void add(ScheduleId id, const PlanRow& row);
    void remove(ScheduleId id, const PlanRow& row);
    void change(ScheduleId id, const PlanRow& before, const PlanRow& after);
};

struct TransitionIndex {
    using Identity = std::tuple<std::string, Life, Revision, Instant, Edge, std::int64_t>;
    static Identity identity(const Transition& transition);

    std::map<Life, std::set<TransitionId>> by_life;
    std::set<std::pair<Instant, TransitionId>> due;
    std::set<TransitionId> open;
    std::set<Identity> identities;

    void add(TransitionId id, const Transition& row);
    void remove(TransitionId id, const Transition& row);
    void change(TransitionId id, const Transition& before, const Transition& after);
};

struct RunIndex {
    std::set<RunId> live;
    std::set<std::pair<Instant, RunId>> due;
    // By workload, in the order of their ends.
    std::map<std::string, std::map<std::int64_t, RunId>, std::less<>> ended;

    void add(const RunId& id, const RunRow& row);
    void remove(const RunId& id, const RunRow& row);
    void change(const RunId& id, const RunRow& before, const RunRow& after);
};

struct MemoryTables {
    Journal journal;  // of the transaction that is open

    JournaledTable<ScheduleId, SeedRow, NoIndex> schedules{journal};
    JournaledTable<ScheduleId, PlanRow, PlanIndex> plans{journal};
    JournaledTable<TransitionId, Transition, TransitionIndex> transitions{journal};
    JournaledTable<RunId, RunRow, RunIndex> runs{journal};
    using Meanings = std::map<std::string, std::string>;            // by name: key and mode
    JournaledTable<int, Meanings, NoIndex> workloads{journal};      // one row, 0
    JournaledTable<int, std::int64_t, NoIndex> numbers{journal};    // see Number
    JournaledTable<int, Instant, NoIndex> looked_at{journal};       // one row, 0
    JournaledTable<int, std::string, NoIndex> zone_rules{journal};  // one row, 0
    enum Number { kLifeSequence, kLastTransition };

    std::int64_t next(Number which);

    void commit() { journal.clear(); }
    void roll_back();

    // Statements on the seed's table, by anyone, with their triggers.
    ScheduleId insert(const SeedRow& row);            // the id that SQLite gives
    void replace(ScheduleId id, const SeedRow& row);  // INSERT OR REPLACE
    void update(ScheduleId id, const SeedRow& row);   // nothing when there is none
    void move(ScheduleId id, ScheduleId to);          // UPDATE OR REPLACE … SET id
    bool remove(ScheduleId id);

    // A row with what stands beside it; nothing when there is none.
    std::optional<Schedule> schedule(ScheduleId id) const;
    std::optional<PlannedSchedule> planned(ScheduleId id) const;

    bool is_workload(const std::string& name) const;

  private:
    bool holds_run(Life life) const;
    void orphan(ScheduleId id);
    void give_life(ScheduleId id, const std::string& name);
    void on_change(ScheduleId id, const SeedRow& before, const SeedRow& after);
};

}  // namespace wls::fakes
