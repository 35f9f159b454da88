// Which transitions of the history are wanted. Value; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.h"
#include "base/instant.h"

namespace wls {

struct TransitionFilter {
    std::optional<ScheduleId> schedule;
    std::optional<std::string> workload;  // Workload::key(), exactly
    std::optional<std::string> outcome;   // a word of the API
    std::optional<Instant> from;          // nominal_at >= from
    std::optional<Instant> to;            // nominal_at < to
    std::optional<TransitionId> after;    // the rows that follow this one, newest first
    int limit = 100;
};

}  // namespace wls
