// A Reader on SQLite: a connection of its own that only reads.
#pragma once

#include <filesystem>

#include "engine/store.h"
#include "storage/sqlite_connection.h"

namespace wls::storage {

class SqliteReader : public Reader {
  public:
    // May throw SQLite::Exception.
    explicit SqliteReader(const std::filesystem::path& file)
        : connection_(file, Connection::Mode::ReadOnly) {}

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
    std::optional<ScheduleId> end_of_look(const ScheduleFilter& filter,
                                          std::optional<ScheduleId> after);  // may throw
    Result<std::vector<Transition>> transitions_of_time(
        const TransitionFilter& filter);  // may throw
    bool triggers_are_gone();
    std::optional<Life> life_of(ScheduleId id);  // of one that is there; may throw
    std::optional<std::string> workload_from(const std::string& key);   // may throw
    std::vector<std::string> workloads_named(const std::string& name);  // may throw

    Connection connection_;
    std::int64_t schema_ = -1;  // PRAGMA schema_version when the triggers were last seen
};

}  // namespace wls::storage
