// The questions of zone.h asked of cctz: for the years beyond the flat table, and as what the table
// is measured against. Any thread. Users of the library need zone.h only.
#pragma once

#include "time/zone.h"

namespace cctz {
class time_zone;
}

namespace wls::by_cctz {

LocalResolution resolve(const cctz::time_zone& rules, LocalTime time);
LocalReading to_local(const cctz::time_zone& rules, Instant instant);
SteadyTime steady_from(const cctz::time_zone& rules, Instant instant);
SteadyTime steady_until(const cctz::time_zone& rules, Instant instant);

}  // namespace wls::by_cctz
