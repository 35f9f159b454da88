// The runner: takes what is due, asks once more whether it is still wanted, and says what the
// executor is to do; takes what the executor reports, and writes down what it means. All inside a
// transaction; the orders are given only after it is on disk.
#pragma once

#include <variant>
#include <vector>

#include "base/result.h"
#include "engine/executor.h"
#include "engine/planner.h"
#include "engine/store.h"
#include "time/zone.h"

namespace wls {

struct StopOrder {
    RunId run;
    std::string workload;
};
using Order = std::variant<StartOrder, StopOrder>;

class Runner {
  public:
    // Both outlive the runner. `zone`: of schedules that name none.
    Runner(const Workloads& workloads, const Zone& zone) : workloads_(workloads), zone_(zone) {}

    // What executors reported, in order. A report that was settled before changes nothing.
    Result<> settle(Transaction& transaction, const Report& report, Instant now) const;

    // `seen_since`: when the engine last looked. Brings due schedules' plans up to date, records
    // transitions, claims those that can be acted on. Bounded work for each call: what stays due is
    // for the next.
    Result<std::vector<Order>> turn(Transaction& transaction, Instant now,
                                    Instant seen_since) const;

  private:
    Result<> plan_one(Transaction& transaction, const PlannedSchedule& before, Instant now,
                      Instant seen_since) const;
    Result<> write_down(Transaction& transaction, const Schedule& schedule,
                        const PlanOutput& output, Instant now) const;
    Result<> stop_what_was_left(Transaction& transaction, const Run& run, Instant now) const;
    Result<> act(Transaction& transaction, const Transition& transition, Instant now,
                 std::vector<Order>& orders) const;
    Result<> start(Transaction& transaction, Transition transition, Instant now,
                   std::vector<Order>& orders) const;
    Result<> stop(Transaction& transaction, Transition transition, Instant now,
                  std::vector<Order>& orders) const;

    const Workloads& workloads_;
    const Zone& zone_;
};

}  // namespace wls
