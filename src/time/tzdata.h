// Which time zone rules this machine has: the files of tzdata.
#pragma once

#include <string>

namespace wls {

// Where the system keeps them.
inline constexpr const char* kZoneInfo = "/usr/share/zoneinfo";

// "2025b": the release that the files of `folder` name; "unknown" when none does. Any thread.
std::string tzdata_release(const std::string& folder);

}  // namespace wls
