// Starts a keeper. Any thread; returns when the program is loaded, not when the run has begun.
#pragma once

#include <sys/types.h>

#include "base/result.h"
#include "local/fd.h"
#include "local/keeper_order.h"

namespace wls::local {

struct SpawnedKeeper {
    pid_t pid = 0;  // our child: to be reaped
    Fd answer;      // its line (keeper_order.h), then its end; does not block
};

// Executes this very program with the command `keep`, in a session of its own, without anything of
// ours: no descriptor, no environment, no signal mask. Unavailable: nothing was started.
Result<SpawnedKeeper> spawn_keeper(const KeeperOrder& order);

}  // namespace wls::local
