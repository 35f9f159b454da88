// Runs seeds one after the other, or shared among processes, and says how it went.
#pragma once

#include "simulation/options.h"

namespace wls::simulation {

// Prints each failure with the command that replays it, then `N passed, N failed`. The exit code:
// 0 when all passed, else 1.
int simulate(const Options& options);

}  // namespace wls::simulation
