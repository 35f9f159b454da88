// What a run printed: `logs/<RunId>.log`, bounded. Past 1 MiB the file becomes `.log.1` and a new
// one begins, so a run never takes more than 2 MiB, and the last 1 MiB is always there.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/run.h"
#include "local/fd.h"

namespace wls::local {

inline constexpr std::size_t kLogLimit = 1 << 20;

// The file that a run's output goes to; `.1` behind it: the one before.
std::string log_path(const std::string& data, const std::string& run);

// False when one of them is none, too.
bool same_file(const Fd& a, const Fd& b);

// Writes. Never fails: what the disk does not take is dropped, because a full disk must not stop a
// workload. The keeper's only thread.
class RunLog {
  public:
    RunLog() = default;  // drops everything
    RunLog(const std::string& data, const std::string& run);

    void write(std::string_view bytes);

  private:
    void open();

    std::string path_;
    Fd file_;
    std::size_t size_ = 0;
};

// The last 1 MiB. Good while the run is writing, too. NotFound: there is none. Any thread.
Result<std::string> read_log(const std::string& data, const RunId& run);

}  // namespace wls::local
