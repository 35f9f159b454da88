// The first lines of the log: where the server listens, what it keeps where, which zone it means,
// and what anybody who reaches the port can do.
#pragma once

#include <cstdint>
#include <string>

#include "app/settings/settings.h"
#include "base/log.h"

namespace wls::app {

struct StartFacts {
    std::uint16_t port;
    std::string zone;
    std::string catalog;  // its file, or "built in"
    std::size_t workloads;
};

void log_start(Log& log, const Settings& settings, const StartFacts& facts);

}  // namespace wls::app
