// A Reader that knows nothing, for tests that need one method of it.
#pragma once

#include "engine/store.h"

namespace wls::http {

class EmptyReader : public Reader {
  public:
    Result<std::optional<ScheduleId>> schedules(
        const ScheduleFilter&, std::optional<ScheduleId>, int,
        const std::function<bool(const Schedule&)>&) override {
        return std::nullopt;
    }
    Result<std::optional<Schedule>> schedule(ScheduleId) override { return std::nullopt; }
    Result<std::vector<Workload>> workloads(const WorkloadFilter&) override {
        return std::vector<Workload>{};
    }
    Result<std::vector<Transition>> transitions(const TransitionFilter&) override {
        return std::vector<Transition>{};
    }
    Result<std::optional<Transition>> transition(TransitionId) override { return std::nullopt; }
    Result<std::optional<Run>> run_started_by(TransitionId) override { return std::nullopt; }
    Result<std::vector<Run>> overdue_runs(Instant) override { return std::vector<Run>{}; }
    Result<std::optional<Instant>> next_due_at() override { return std::nullopt; }
};

}  // namespace wls::http
