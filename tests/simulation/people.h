// What clients and other programs write: random schedules around now, and changes of them. One
// thread.
#pragma once

#include <string>
#include <vector>

#include "engine/schedules.h"
#include "fakes/memory_store.h"
#include "simulation/timeline.h"
#include "support/random.h"

namespace wls::simulation {

class People {
  public:
    // All outlive it. `names`: of workloads, and of none.
    People(fakes::MemoryStore& disk, const Timeline& timeline, const Zone& zone)
        : disk_(disk), timeline_(timeline), zone_(zone) {}

    void set_names(std::vector<std::string> names) { names_ = std::move(names); }

    // A client's request of a kind ("create", "edit", "status", "activate", "delete"), through
    // engine/schedules. Says what it did.
    std::string request(std::string_view kind, support::Random& random);

    // Another program's statement.
    std::string foreign(support::Random& random);

  private:
    Window window(support::Random& random) const;
    ScheduleDraft draft(support::Random& random) const;
    ScheduleChange edit(support::Random& random, const Schedule& schedule) const;
    std::optional<ScheduleId> someone(support::Random& random) const;
    fakes::SeedRow row(support::Random& random) const;
    std::string change(ScheduleId id, const ScheduleChange& change);
    std::string foreign_update(ScheduleId id, support::Random& random);

    fakes::MemoryStore& disk_;
    const Timeline& timeline_;
    const Zone& zone_;
    std::vector<std::string> names_;
};

}  // namespace wls::simulation
