// Finds the keeper of a run whose claim was taken away: it holds the file open all the same.
#pragma once

#include <optional>
#include <string>

#include "local/proc.h"

namespace wls::local {

// The live keeper that claimed `run` in `folder`; nothing when there is none, or none that can be
// told from another server's. Reads all of /proc. Any thread.
std::optional<ProcessId> find_keeper(const std::string& folder, const std::string& run);

}  // namespace wls::local
