// The use cases on schedules: what a client asks for, done in one transaction. They check what only
// the store can know; shapes were checked before. The loop learns of each change from the store.
#pragma once

#include <functional>

#include "base/clock.h"
#include "base/result.h"
#include "domain/schedule.h"
#include "engine/store.h"
#include "time/zone.h"

namespace wls {

// Says whether the schedule is still the one the client saw (If-Match). Empty: it does not matter.
using Precondition = std::function<bool(const Schedule&)>;

class Schedules {
  public:
    // Both outlive this. `zone` is the one of schedules that name none.
    Schedules(const Zone& zone, const Clock& clock) : zone_(zone), clock_(clock) {}

    // The id of the new schedule. Invalid: its end is not after its start.
    Result<ScheduleId> create(Transaction& transaction, const ScheduleDraft& draft) const;

    // The schedule as it stands afterwards. NotFound; Conflict: `precondition` says no; Invalid.
    Result<Schedule> replace(Transaction& transaction, ScheduleId id, const ScheduleDraft& draft,
                             const Precondition& precondition) const;
    Result<Schedule> change(Transaction& transaction, ScheduleId id, const ScheduleChange& change,
                            const Precondition& precondition) const;

    // NotFound; Conflict.
    Result<> remove(Transaction& transaction, ScheduleId id,
                    const Precondition& precondition) const;

  private:
    Result<Schedule> store(Transaction& transaction, ScheduleId id,
                           const ScheduleDraft& draft) const;

    const Zone& zone_;
    const Clock& clock_;  // read once for each request
};

}  // namespace wls
