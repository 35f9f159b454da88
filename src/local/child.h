// The workload's first process, as its keeper makes it: forked, prepared, but executing nothing
// until it is told to. Should the keeper die before that, it ends without executing anything.
#pragma once

#include <sys/types.h>

#include <expected>
#include <string>
#include <utility>

#include "local/fd.h"
#include "local/keeper_order.h"

namespace wls::local {

class Child {
  public:
    // The child leads a session and a process group of its own; its standard output and error are
    // `output`, its input is /dev/null; default signals, umask 022, no other files. Or errno.
    static std::expected<Child, int> fork(const KeeperOrder& order, const Fd& output);

    pid_t pid() const { return pid_; }

    // Lets it execute. Empty once the program runs; else a sentence that says why it does not, and
    // the child is gone and reaped. Once only.
    std::string execute(const KeeperOrder& order);

    // Ends it instead, and reaps it.
    void abandon();

  private:
    Child(pid_t pid, Fd go, Fd failed)
        : pid_(pid), go_(std::move(go)), failed_(std::move(failed)) {}

    pid_t pid_;
    Fd go_;
    Fd failed_;
};

}  // namespace wls::local
