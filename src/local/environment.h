// What stands in the environment of everything that a workload executes, and nothing else does:
// the server's own is not inherited. Values; any thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/run.h"
#include "time/window.h"

namespace wls::local {

// "2026-11-24T07:33:06Z": how workloads are told instants.
std::string utc_text(Instant at);

using Variables = std::map<std::string, std::string>;

class ServerEnvironment {
  public:
    ServerEnvironment();  // reads PATH and HOME

    // PATH, HOME, the catalog's own (which may replace those), and the run's. An empty window: its
    // end is not known.
    Variables of_run(const RunId& run, const Window& window, const Variables& catalogs) const;

  private:
    std::string path_, home_;
};

// "NAME=value", as exec takes them.
std::vector<std::string> environment_entries(const Variables& variables);

// A folder of the catalog or a setting, as an absolute path without a '/' at its end.
std::string absolute_folder(const std::string& path);

}  // namespace wls::local
