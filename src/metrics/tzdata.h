// Which time zone rules this machine has.
#pragma once

#include <string>

namespace wls::metrics {

// "2025b": the release that the files of `folder` (/usr/share/zoneinfo) name; "unknown" when none
// does. Any thread.
std::string tzdata_release(const std::string& folder);

}  // namespace wls::metrics
