// A Transaction on SQLite: statements on the writing connection. Begin, savepoints and commit are
// the writer's. Only the writer's thread.
#pragma once

#include "engine/store.h"
#include "storage/sqlite_connection.h"

namespace wls::storage {

class SqliteTransaction : public Transaction {
  public:
    explicit SqliteTransaction(Connection& connection) : connection_(connection) {}

    Result<ScheduleId> add(const ScheduleDraft& draft, Instant now) override;
    Result<std::optional<Schedule>> schedule(ScheduleId id) override;
    Result<void> replace(ScheduleId id, const ScheduleDraft& draft, Instant now) override;
    Result<bool> remove(ScheduleId id) override;
    Result<void> set_status(Life life, std::string_view status) override;

    Result<std::vector<PlannedSchedule>> due_schedules(Instant now, int limit) override;
    Result<std::optional<PlannedSchedule>> planned(Life life) override;
    Result<void> save_plan(Life life, const Plan& plan) override;
    Result<void> make_unfinished_due(Instant now) override;
    Result<std::vector<PlannedSchedule>> open_on(std::string_view workload, Instant now,
                                                 int limit) override;
    Result<bool> has_due_schedule(std::string_view workload, Instant now) override;

    Result<std::optional<TransitionId>> record(const Transition& transition) override;
    Result<void> update(const Transition& transition) override;
    Result<std::optional<Transition>> transition(TransitionId id) override;
    Result<std::vector<Transition>> transitions_of(Life life, Instant occurrence_at) override;
    Result<std::vector<Transition>> open_transitions_on(std::string_view workload) override;
    Result<std::vector<Transition>> due_transitions(Instant now, int limit) override;
    Result<void> release_waiting(std::string_view workload, Instant try_at) override;

    Result<void> save_run(const Run& run) override;
    Result<std::optional<Run>> run(const RunId& id) override;
    Result<int> last_attempt(Life life, Instant occurrence_at) override;
    Result<std::vector<Run>> live_runs_on(std::string_view workload) override;
    Result<std::vector<Run>> live_runs_held_for(Life life) override;
    Result<std::optional<Run>> last_ended_run_on(std::string_view workload) override;
    Result<std::vector<Run>> runs_of(Life life) override;
    Result<std::vector<Run>> all_live_runs() override;
    Result<std::vector<Run>> due_runs(Instant now, int limit) override;
    Result<void> mark_run_due(const RunId& id, std::optional<Instant> due_at) override;

    Result<void> set_workloads(const std::vector<Workload>& workloads) override;
    Result<std::optional<Instant>> looked_at() override;
    Result<void> set_looked_at(Instant at) override;
    Result<void> set_zone_rules(const std::string& rules) override;
    Result<std::int64_t> next_number() override;

  private:
    Result<void> save_beside(ScheduleId id, const ScheduleDraft& draft, Instant now);

    Result<void> mend(Instant now);

    Connection& connection_;
};

}  // namespace wls::storage
