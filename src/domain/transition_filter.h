// Which transitions of the history are wanted. Value; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.h"
#include "base/instant.h"

namespace wls {

struct TransitionFilter {
    std::optional<ScheduleId> schedule = {};
    // With a slash a Workload::key(), exactly; without one a name, of whatever kind and namespace.
    std::optional<std::string> workload = {};
    std::optional<std::string> outcome = {};  // a word of the API
    std::optional<Instant> from = {};         // nominal_at >= from
    std::optional<Instant> to = {};           // nominal_at < to
    std::optional<TransitionId> after = {};   // the rows that follow this one, newest first
    int limit = 100;
};

}  // namespace wls
