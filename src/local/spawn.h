// Processes of our own: this very program with another command (`keep`, `call`), and what such a
// process does at first and at last; then how it is heard and reaped. Any thread; spawning returns
// when the program is loaded, not when the run has begun.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "local/fd.h"
#include "local/process/keeper_order.h"
#include "local/reactor.h"

namespace wls::local {

struct Spawned {
    pid_t pid = 0;  // our child: to be reaped
    Fd answer;      // its line (keeper_order.h, call_order.h), then its end; does not block
};

// Executes this very program with `words` (the command, and what `ps` is to show of it), in a
// session of its own, without anything of ours: no descriptor, no environment, every signal
// blocked. `order` is on its fd 0, in a memory file that nobody can change any more; at most 4 MiB.
// Unavailable: nothing was started.
Result<Spawned> spawn_self(std::vector<std::string> words, const std::string& order);

// What it answered: the line without its '\n'; empty when it ended without one. Nothing while it is
// to come.
std::optional<std::string> read_answer(const Fd& answer);

// Reaps a spawned process, now or when it ends. `process`: its pidfd; without one, only now. The
// reactor's thread.
void reap(Reactor& reactor, pid_t child, Fd process);

// Its words name the run and the data folder: keeper_search.h reads them.
Result<Spawned> spawn_keeper(const KeeperOrder& order);

// In the spawned process: the order on fd 0, when the server made it.
std::optional<std::string> read_sealed_order();

// In the spawned process: fds 0 to 2 become /dev/null and the directory "/", so that neither server
// nor file systems wait for it.
void let_go_of_server();

}  // namespace wls::local
