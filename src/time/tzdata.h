// Which time zone rules this machine has: the files of tzdata.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace wls {

// Where the system keeps them.
inline constexpr const char* kZoneInfo = "/usr/share/zoneinfo";

// "2025b": the release that the files of `folder` name; "unknown" when none does. Any thread.
std::string tzdata_release(const std::string& folder);

// What tells a file from one that was put in its place or written anew.
struct FileStamp {
    std::uint64_t inode = 0;
    std::int64_t bytes = 0;
    std::int64_t written = 0;  // nanoseconds since 1970, UTC
    std::int64_t changed = 0;  // the same; also when it is renamed

    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

// Nothing when `path` is no file. About a microsecond; any thread.
std::optional<FileStamp> file_stamp(const std::string& path);

}  // namespace wls
