// A program's first process, as its keeper or caller makes it: forked, prepared, but executing
// nothing until it is told to. Should its parent die before that, it ends without executing
// anything.
#pragma once

#include <sys/types.h>

#include <expected>
#include <string>
#include <string_view>
#include <utility>

#include "local/fd.h"
#include "local/program.h"

namespace wls::local {

class Child {
  public:
    // The child leads a session and a process group of its own; its standard output and error are
    // `output`, its input is /dev/null; default signals, umask 022, no other files. `Orphan::Dies`:
    // SIGKILL when its parent dies. `too_late`, if there is one: an alarm (ticker.h); once it has
    // rung nothing is executed any more, however long the way there took. Or errno.
    enum class Orphan { Lives, Dies };
    static std::expected<Child, int> fork(const Program& program, const Fd& output, Orphan orphan,
                                          const Fd& too_late = {});

    pid_t pid() const { return pid_; }

    // Lets it execute. Empty once the program runs; else a sentence that says why it does not, and
    // the child is gone and reaped. `key`: where the catalog names the program. Once only.
    std::string execute(const Program& program, std::string_view key);

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
