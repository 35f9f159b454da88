// Reads a run's log while the run writes it, across the renames of run_log.h.
#pragma once

#include <string>

#include "base/result.h"
#include "domain/run.h"
#include "local/fd.h"

namespace wls::local {

class LogFollower {
  public:
    LogFollower(const std::string& data, const RunId& run);

    // What was written since the last call, at most 64 KiB; the first calls give the last 1 MiB of
    // what was there before. Empty: nothing at present, or no log yet. Never waits. Nothing is lost
    // or repeated as long as less than 1 MiB is written between two calls; where more was, a line
    // says that some may be missing. Unavailable: the log cannot be read. One thread.
    Result<std::string> next();

  private:
    void begin();
    bool find_newer();
    bool was_emptied();

    std::string path_;
    Fd file_;           // being read
    Fd newer_;          // comes after it; then it is written to no more
    bool gap_ = false;  // between the two
    std::size_t position_ = 0;
};

}  // namespace wls::local
