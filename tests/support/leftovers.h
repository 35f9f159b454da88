// Ends what a test leaves running: servers, keepers, callers, workloads. Any thread.
#pragma once

#include <filesystem>

namespace wls::support {

// Kills every process but our own that has the folder's path in its arguments, its environment, its
// working directory or its open files, until there is none.
void end_processes_of(const std::filesystem::path& folder);

// The same, and removes the folder. A keeper that was only just spawned shows no path yet: it finds
// the folder gone, or is found the second time.
void remove_with_processes(const std::filesystem::path& folder);

}  // namespace wls::support
