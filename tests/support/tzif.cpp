#include "support/tzif.h"

#include <fstream>

namespace wls::support {

namespace {

void put(std::string& bytes, std::int64_t value, int size) {
    for (int byte = size - 1; byte >= 0; --byte)
        bytes += static_cast<char>((value >> (8 * byte)) & 0xFF);
}

// The six counts of a header: no leap seconds, and a type of local time for each change.
std::string header(std::int64_t changes, std::int64_t types, std::int64_t letters) {
    std::string bytes = "TZif2" + std::string(15, '\0');
    for (const auto count :
         {std::int64_t{0}, std::int64_t{0}, std::int64_t{0}, changes, types, letters})
        put(bytes, count, 4);
    return bytes;
}

}  // namespace

void write_tzif(const std::filesystem::path& path, std::int32_t first,
                const std::vector<TzifChange>& changes) {
    const std::string letters("LMT\0STD\0DST\0", 12);
    // The part of version 1, which readers of version 2 pass over, is as short as may be.
    std::string bytes = header(0, 1, 1) + std::string(7, '\0');
    const auto count = static_cast<std::int64_t>(changes.size());
    bytes += header(count, count + 1, static_cast<std::int64_t>(letters.size()));
    for (const auto& change : changes) put(bytes, change.at, 8);
    for (std::int64_t type = 1; type <= count; ++type) put(bytes, type, 1);
    put(bytes, first, 4);
    put(bytes, 0, 2);
    for (const auto& change : changes) {
        put(bytes, change.offset, 4);
        put(bytes, change.is_dst ? 1 : 0, 1);
        put(bytes, change.is_dst ? 8 : 4, 1);
    }
    bytes += letters + "\n\n";
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace wls::support
