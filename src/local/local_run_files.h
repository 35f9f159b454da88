// The files of runs below the data folder: claims in `run`, logs in `logs`.
#pragma once

#include <dirent.h>

#include <memory>
#include <string>

#include "engine/retention.h"

namespace wls::local {

class LocalRunFiles : public RunFiles {
  public:
    explicit LocalRunFiles(std::string data) : data_(std::move(data)) {}

    // Claim, log and lock of calls. A run without a claim could be executed anew: never call it for
    // one that may be started or recovered again.
    Result<> remove(const RunId& run) override;
    Result<std::vector<LogFile>> next_logs(int count) override;
    Result<> remove_log(const std::string& name) override;
    Result<> sync() override;

  private:
    struct Close {
        void operator()(DIR* folder) const { ::closedir(folder); }
    };

    std::string data_;
    std::unique_ptr<DIR, Close> logs_;  // while a pass through it is under way
};

}  // namespace wls::local
