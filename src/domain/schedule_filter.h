// Which schedules a reader asks for. A value; any thread. Every part that is set must hold.
#pragma once

#include <optional>
#include <string>

namespace wls {

struct ScheduleFilter {
    std::optional<int> limit;        // at most so many, 1 to 1000
    std::optional<long long> after;  // ids greater than this, in the order of ids
    std::optional<std::string> name;
    std::optional<std::string> status;
    std::optional<std::string> q;  // a part of the name, letter case aside
    std::optional<bool> active;
};

}  // namespace wls
