// What goes on below the data folder though the database knows nothing of it: after going back to
// an older copy, for one. It is named, never stopped: it may be what another database stands for.
#pragma once

#include <filesystem>
#include <vector>

#include "base/log.h"
#include "domain/run.h"

namespace wls::app {

// Warns of each run that has a live keeper and is none of `live`, the runs recorded as live: which
// it is, and how it is ended. Reads all of /proc; names at most ten. Before runs are started.
void warn_of_unknown_runs(Log& log, const std::filesystem::path& data,
                          const std::vector<Run>& live);

}  // namespace wls::app
