// The time zone of a schedule that names none, where no server says it. Main thread.
#pragma once

#include <map>
#include <string>

#include "base/result.h"
#include "time/zone.h"

namespace wls::app {

struct UsualZone {
    Zone zone;
    std::string doubt;  // what should name the machine's zone, and does not; empty: all is well
};

// Of WORKLOAD_SCHEDULER_TIMEZONE, else the machine's: TZ, else what `localtime_path` links to, else
// UTC. Invalid: the variable names none.
Result<UsualZone> usual_zone(const std::map<std::string, std::string>& environment,
                             const std::string& localtime_path = "/etc/localtime");

}  // namespace wls::app
