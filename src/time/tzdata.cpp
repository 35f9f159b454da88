#include "time/tzdata.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <string_view>

namespace wls {

namespace {

constexpr std::size_t kLongestLine = 64;

// The file's first line, as far as one can be that names a release.
std::string first_line(const std::string& path) {
    std::ifstream file(path);
    std::string line(kLongestLine, '\0');
    file.read(line.data(), static_cast<std::streamsize>(line.size()));
    line.resize(static_cast<std::size_t>(file.gcount()));
    return line.substr(0, line.find('\n'));
}

bool is_release(std::string_view word) {
    return word.size() >= 4 && word.size() <= 12 && std::ranges::all_of(word, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-';
           });
}

std::int64_t nanoseconds(const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

std::string tzdata_release(const std::string& folder) {
    constexpr std::string_view kMark = "# version ";
    std::string line = first_line(folder + "/tzdata.zi");
    if (line.starts_with(kMark) && is_release(line.substr(kMark.size())))
        return line.substr(kMark.size());
    line = first_line(folder + "/+VERSION");
    return is_release(line) ? line : "unknown";
}

std::optional<FileStamp> file_stamp(const std::string& path) {
    struct stat found{};
    if (stat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return {};
    return FileStamp{found.st_ino, found.st_size, nanoseconds(found.st_mtim),
                     nanoseconds(found.st_ctim)};
}

}  // namespace wls
