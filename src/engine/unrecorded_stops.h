// Stops that are ordered while nothing can be recorded, and what is reported of them. The store
// still says that what they end is up; so they are remembered here until it takes a turn. Only the
// loop's thread.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "base/clock.h"
#include "engine/executor.h"

namespace wls {

class UnrecordedStops {
  public:
    // Whether the run's stop is to be ordered at `now`, and counts it as ordered: at once, then
    // later each time.
    bool is_to_order(const RunId& run, Moment now);

    // Keeps a report that one of them is done; false when it is no such report.
    bool keep(Report& report);

    // What is kept, in the order in which it came.
    const std::vector<Report>& ends() const { return ends_; }
    std::set<RunId> ended() const;

    // The store has taken a turn: what is still owed is ordered by what it says.
    void forget_orders() { orders_.clear(); }
    // The ends that the turn has settled: kept no longer.
    std::vector<Report> take(const std::set<RunId>& settled);

  private:
    struct Order {
        int times = 0;
        Moment again_at{};
    };
    std::map<RunId, Order> orders_;
    std::vector<Report> ends_;
};

}  // namespace wls
