// Numbers that must not be mixed up. A ScheduleId is the seed's key and comes back after a
// deletion; a Life never does, so references hang on lives.
#pragma once

#include <compare>
#include <cstdint>

namespace wls {

template <class Tag>
struct Id {
    std::int64_t value = 0;
    friend auto operator<=>(const Id&, const Id&) = default;
};

using ScheduleId = Id<struct ScheduleIdTag>;      // workloadschedule.id
using Life = Id<struct LifeTag>;                  // one existence of a schedule
using Revision = Id<struct RevisionTag>;          // drawn at each change, from the lives' sequence
using TransitionId = Id<struct TransitionIdTag>;  // a row of the history

}  // namespace wls
