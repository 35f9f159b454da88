// Finds the claim of a run that was taken away, while its keeper lives: that holds it open all the
// same.
#pragma once

#include <optional>
#include <string>

#include "local/process/claim.h"

namespace wls::local {

// What the claim says that a live keeper took for `run` in the data folder `data` and that is not
// there any more, also when its folder was renamed; nothing when there is no such keeper, or none
// that can be told from another server's. Where it cannot be read it says who the keeper is. Reads
// all of /proc. Any thread.
std::optional<ClaimState> find_taken_claim(const std::string& data, const std::string& run);

}  // namespace wls::local
