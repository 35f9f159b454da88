// Runs one command to its end, within a time. The caller's only thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "local/fd.h"
#include "local/program.h"
#include "local/run_log.h"
#include "local/ticker.h"

namespace wls::local {

// What commands print, on its way into the run's bounded log.
class CallOutput {
  public:
    CallOutput(const std::string& data, const std::string& run);

    bool good() const { return static_cast<bool>(end_); }  // false: out of file descriptors
    const Fd& begin() const { return begin_; }             // the commands' output
    int fd() const { return end_.get(); }

    void say(std::string_view line);  // a line of our own
    void empty();                     // what is there now; never waits

    // Goes on until nobody holds the output any more: a daemon that a start left behind would be
    // killed by its first word otherwise.
    void until_the_end();

  private:
    bool take();  // a part; false when there is none now

    RunLog log_;
    Fd end_, begin_;
    char buffer_[16 * 1024];
};

struct CommandEnd {
    enum class What {
        Exited,       // by itself, with `code`
        Killed,       // by somebody's signal `code`
        NotExecuted,  // certainly nothing ran; `why` is a sentence
        TimedOut,     // its group was ended
    };
    What what = What::NotExecuted;
    int code = 0;
    std::string why;
};

struct CommandLimits {
    std::chrono::milliseconds timeout;
    std::chrono::milliseconds stop_grace;
};

// The command leads a session and a process group of its own, and dies with us. Past its time the
// group gets SIGTERM and, after the grace, SIGKILL. What it leaves behind when it ends by itself
// goes on. `key`: where the catalog names it.
CommandEnd run_command(const Program& program, std::string_view key, CommandLimits limits,
                       CallOutput& output, Ticker& ticker);

}  // namespace wls::local
