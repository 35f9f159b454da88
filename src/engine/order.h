// What the runner asks of the executor once a turn is on disk. Values; any thread.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/executor.h"

namespace wls {

struct StopOrder {
    RunId run;
    std::string workload;  // Workload::key()
};

using Order = std::variant<StartOrder, StopOrder>;
using Orders = std::vector<Order>;

}  // namespace wls
