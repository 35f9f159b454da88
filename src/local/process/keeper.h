// The keeper: a process of its own, between the server and one workload. It claims the run,
// executes it, holds its log, waits for its end and records it. It outlives the server, holds
// nothing of it, and is asked to stop the workload by SIGTERM.
#pragma once

namespace wls::local {

// The main of that process (the hidden command `keep`), to be called before anything else is set
// up: no threads, no files, no locks. The order comes on fd 0 (keeper_order.h), the answer goes to
// fd 1. Nobody reads the exit code: the claim is what counts.
[[noreturn]] void keep();

}  // namespace wls::local
