// A Reader on tables in memory. Takes the store's lock for each call.
#pragma once

#include <mutex>

#include "engine/store.h"
#include "fakes/memory_tables.h"

namespace wls::fakes {

class MemoryReader : public Reader {
  public:
    // Both outlive it.
    MemoryReader(const MemoryTables& tables, std::recursive_mutex& mutex)
        : tables_(tables), mutex_(mutex) {}

    Result<std::optional<ScheduleId>> schedules(
        const ScheduleFilter& filter, std::optional<ScheduleId> after, int limit,
        const std::function<bool(const Schedule&)>& take) override;
    Result<std::optional<Schedule>> schedule(ScheduleId id) override;
    Result<std::vector<Workload>> workloads(const WorkloadFilter& filter) override;
    Result<std::vector<Transition>> transitions(const TransitionFilter& filter) override;
    Result<std::optional<Transition>> transition(TransitionId id) override;
    Result<std::optional<Run>> run_started_by(TransitionId id) override;
    Result<std::vector<Run>> overdue_runs(Instant now) override;
    Result<std::optional<Instant>> next_due_at() override;

  private:
    bool is_open_on(const std::string& workload, Instant now) const;

    const MemoryTables& tables_;
    std::recursive_mutex& mutex_;
};

}  // namespace wls::fakes
