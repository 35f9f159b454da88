// What the engine keeps beside the seed's row: how far it has worked a schedule out. Value; any
// thread.
#pragma once

#include <optional>
#include <string>

#include "base/ids.h"
#include "base/instant.h"
#include "domain/schedule.h"
#include "time/window.h"

namespace wls {

struct Plan {
    std::string workload;                  // Workload::key() of its target; empty: a mere record
    std::optional<Revision> revision;      // of the schedule when it was last worked out
    std::optional<Instant> planned_at;     // when the present window was first acted upon as a plan
    std::optional<Window> window;          // the present window
    bool valid = false;                    // the row's times can be read and its end is later
    std::optional<Instant> occurrence_at;  // nominal start that the window's occurrence is known
                                           // by: stays when an edit moves an open window's start
    std::optional<Instant> due_at;         // when the planner must look again; none: never

    friend bool operator==(const Plan&, const Plan&) = default;
};

struct PlannedSchedule {
    Schedule schedule;
    Plan plan;
};

}  // namespace wls
