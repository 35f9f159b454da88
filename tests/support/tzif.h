// Compiled time zone files (RFC 8536, version 2) with the changes that a test wants.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace wls::support {

struct TzifChange {
    std::int64_t at = 0;      // seconds since 1970, UTC
    std::int32_t offset = 0;  // from then on, seconds east of UTC
    bool is_dst = false;
};

// A zone whose clocks show UTC plus `first` until the first of `changes`, which are in their order.
void write_tzif(const std::filesystem::path& path, std::int32_t first,
                const std::vector<TzifChange>& changes);

}  // namespace wls::support
