#include "local/log_follower.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "local/files.h"
#include "local/run_log.h"

namespace wls::local {

namespace {

constexpr std::size_t kPiece = 64 * 1024;
constexpr std::string_view kGap =
    "\n[some output may be missing here: it was written faster than it was read]\n";

// How often one looks again when the writer renames between two looks.
constexpr int kLooks = 3;

Fd open_to_read(const std::string& path) {
    return Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
}

std::size_t size_of(const Fd& file) {
    struct stat status{};
    return file && ::fstat(file.get(), &status) == 0 ? static_cast<std::size_t>(status.st_size) : 0;
}

}  // namespace

LogFollower::LogFollower(const std::string& data, const RunId& run)
    : path_(log_path(data, run.text())) {}

Result<std::string> LogFollower::next() {
    if (!file_) begin();
    if (!file_) return std::string();
    for (;;) {
        std::string piece(kPiece, '\0');
        const ssize_t size =
            ::pread(file_.get(), piece.data(), piece.size(), static_cast<off_t>(position_));
        if (size < 0 && errno == EINTR) continue;
        if (size < 0)
            return fail(ErrorCode::Unavailable,
                        "cannot read '" + path_ + "': " + errno_text(errno));
        piece.resize(static_cast<std::size_t>(size));
        position_ += piece.size();
        if (!piece.empty()) return piece;
        if (newer_) {
            file_ = std::move(newer_);
            position_ = 0;
            if (std::exchange(gap_, false)) return std::string(kGap);
            continue;
        }
        if (was_emptied()) return std::string(kGap);
        // Once there is a newer file this one is whole; its last bytes may have come meanwhile.
        if (!find_newer()) return std::string();
    }
}

void LogFollower::begin() {
    Fd now = open_to_read(path_);
    Fd before = open_to_read(path_ + ".1");
    const std::size_t newest = size_of(now);
    const bool both = now && before && !same_file(now, before);
    if (!now || (both && newest < kLogLimit)) {
        const std::size_t wanted = kLogLimit - std::min(newest, kLogLimit);
        const std::size_t size = size_of(before);
        position_ = size - std::min(size, wanted);
        file_ = std::move(before);
    } else {
        position_ = newest - std::min(newest, kLogLimit);
        file_ = std::move(now);
    }
}

// The file was emptied because it could not be renamed.
bool LogFollower::was_emptied() {
    if (size_of(file_) >= position_) return false;
    position_ = 0;
    return true;
}

bool LogFollower::find_newer() {
    for (int looks = 0; looks < kLooks; ++looks) {
        Fd now = open_to_read(path_);
        if (!now || same_file(now, file_)) return false;
        Fd before = open_to_read(path_ + ".1");
        if (before && same_file(before, now)) continue;  // renamed between the two looks
        gap_ = !same_file(before, file_);
        newer_ = gap_ && before ? std::move(before) : std::move(now);
        return true;
    }
    return false;
}

}  // namespace wls::local
