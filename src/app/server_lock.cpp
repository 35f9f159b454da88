#include "app/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace wls::app {

namespace {

Failure cannot(const char* what, const std::filesystem::path& path, const std::string& why) {
    return fail(ErrorCode::Unavailable,
                std::string("cannot ") + what + " '" + std::filesystem::absolute(path).string() +
                    "': " + why +
                    "; give this user the right to write there, or choose another place with"
                    " --data");
}

}  // namespace

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return cannot("create the data folder", folder, error.message());
    const auto path = folder / "server.lock";
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) return cannot("write in the data folder", folder, std::strerror(errno));
    FolderLock lock(fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
        return fail(ErrorCode::Unavailable,
                    "another server uses the data folder '" +
                        std::filesystem::absolute(folder).string() +
                        "': stop it, or choose another folder with --data (and another"
                        " --database)");
    return lock;
}

FolderLock::~FolderLock() {
    if (fd_ >= 0) ::close(fd_);
}

FolderLock::FolderLock(FolderLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

}  // namespace wls::app
