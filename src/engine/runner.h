// The runner: takes what is due, asks once more whether it is still wanted, and says what the
// executor is to do; takes what the executor reports, and writes down what it means. All inside a
// transaction; the orders are given only after it is on disk.
#pragma once

#include "base/result.h"
#include "engine/journal.h"
#include "engine/planner.h"
#include "time/zone.h"

namespace wls {

class Runner {
  public:
    // Both outlive the runner. `zone`: of schedules that name none.
    Runner(const Workloads& workloads, const Zone& zone) : workloads_(workloads), zone_(zone) {}

    // What an executor reported, in order. A report that was settled before changes nothing.
    Result<> settle(Journal& journal, const Report& report) const;

    // `seen_since`: when the engine last looked. Brings due schedules' plans up to date, records
    // transitions, claims those that can be acted on. Bounded work for each call: what stays due is
    // for the next.
    Result<Orders> turn(Journal& journal, Instant seen_since) const;

    // Whether what stands in the store has been looked at for this run's workload: else a turn that
    // follows may still record its stop.
    Result<bool> is_decided(Journal& journal, const RunId& id) const;

  private:
    Result<> plan_one(Journal& journal, const PlannedSchedule& before, Instant seen_since) const;
    Result<> write_down(Journal& journal, const Schedule& schedule, const PlanOutput& output) const;
    Result<> stop_what_was_left(Journal& journal, const Run& run) const;
    Result<> start(Journal& journal, const Transition& transition, Orders& orders) const;
    Result<> stop(Journal& journal, const Transition& transition, Orders& orders) const;
    Result<> look_at(Journal& journal, const std::string& workload) const;
    Mode mode_of(const std::string& workload) const;

    const Workloads& workloads_;
    const Zone& zone_;
};

}  // namespace wls
