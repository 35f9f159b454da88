// Finds live keepers among the processes of the machine: a keeper holds its claim open, also one
// that was taken away. Reads all of /proc. Any thread.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "local/process/claim.h"

namespace wls::local {

// What the claim says that a live keeper took for `run` in the data folder `data` and that is not
// there any more, also when its folder was renamed; nothing when there is no such keeper, or none
// that can be told from another server's. Where it cannot be read it says who the keeper is.
std::optional<ClaimState> find_taken_claim(const std::string& data, const std::string& run);

struct KeptRun {
    std::string name;  // RunId::text()
    pid_t keeper = 0;
};

// The runs that live keepers of the data folder `data` hold, whether their claims are there or not.
std::vector<KeptRun> kept_runs(const std::string& data);

}  // namespace wls::local
