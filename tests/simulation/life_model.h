// What the checker knows of one life of a schedule, from what was written into the seed's table and
// from the design's rules alone; nothing here asks the planner or what it recorded. One thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/run.h"
#include "fakes/memory_tables.h"
#include "time/window.h"
#include "time/zone.h"

namespace wls::simulation {

// When all has been well for so long, everything that is owed has been done. The parts: decisions
// held after a jump of the clock (60 s); the longest wait before another attempt, or before a stop
// is asked for again (60 s); a process's grace (20 s); and three steps of an executor that was slow
// when they began (30 s each).
inline constexpr Duration kSettle = std::chrono::seconds{60 + 60 + 20 + 3 * 30};

// Who acted in a step.
enum class Actor { Engine, Client, Foreign, World };

// The row as it stands since somebody's last change of name, times or `active`.
struct Version {
    Revision revision;
    fakes::SeedRow row;
    std::optional<Window> window;  // none: its times mean nothing
    bool by_foreign = false;
    Moment made{};
    Instant made_at{};   // by the wall clock
    Instant latest{};    // the latest that the engine's clock has shown since, when it decided
    Instant earliest{};  // the earliest that the wall clock has shown since
};

struct LifeModel {
    ScheduleId id;
    Life life;
    Version version;
    std::optional<Moment> gone;  // deleted then

    // Which workload its name has meant, since when; empty: none.
    std::string workload;
    Moment workload_since{};

    // The occurrence that it stands for, by the design's rule for edits.
    std::string taken_workload;
    std::optional<Window> taken_window;
    Revision taken_revision;
    std::optional<Instant> occurrence;
    Instant taken_up_at{};  // when the engine first knew of the window for the workload

    // For the status table.
    std::string status;
    Moment status_by_others{};  // when somebody else wrote it last
    Moment last_event{};        // when something happened that the engine answers with a status
    std::vector<std::int64_t> last_state;  // what it was that happened

    std::set<RunId> stops_ordered;
    std::map<RunId, Moment> owed_since;  // processes that are up and should not be

    // Both windows open when the engine took the change up: the occurrence goes on. Else it is the
    // new window's.
    void take_up(Instant now);

    bool is_acted_on() const {
        return !gone && version.row.active && version.window && !workload.empty();
    }
    // A process of this life that the plan, looked at `at`, does not want.
    bool owes_stop(const RunId& run, const std::string& of, Instant at) const;
};

// The window of a row's two times. Nothing when one cannot be read or the end is not later.
std::optional<Window> window_of_row(const fakes::SeedRow& row, Pass start, Pass end,
                                    const Zone& zone);

}  // namespace wls::simulation
