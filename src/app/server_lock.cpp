#include "app/server_lock.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace wls::app {

namespace {

namespace fs = std::filesystem;

constexpr int kTries = 20;
constexpr int kTryMilliseconds = 50;

Failure cannot(const char* what, const fs::path& path, const std::string& why,
               const std::string& setting) {
    return fail(ErrorCode::Unavailable,
                std::string("cannot ") + what + " '" + fs::absolute(path).string() + "': " + why +
                    "; give this user the right to write there, or choose another place with " +
                    setting);
}

// The locked descriptor.
Result<int> lock(const fs::path& file, const fs::path& what, const std::string& setting) {
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return cannot("create the folder", folder, error.message(), setting);
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) return cannot("write in the folder", folder, std::strerror(errno), setting);
    // A server that was killed a moment ago may live on in a child that has not yet begun to
    // execute.
    int why = 0;
    for (int i = 0; i < kTries; ++i) {
        if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
        why = errno;
        if (why != EWOULDBLOCK) break;
        ::poll(nullptr, 0, kTryMilliseconds);
    }
    ::close(fd);
    if (why != EWOULDBLOCK) return cannot("lock", file, std::strerror(why), setting);
    return fail(ErrorCode::Unavailable, "another server uses '" + fs::absolute(what).string() +
                                            "': stop it, or choose another place with " + setting);
}

}  // namespace

Result<ServerLock> ServerLock::of_folder(const fs::path& what, const std::string& setting) {
    const auto fd = lock(what / "server.lock", what, setting);
    if (!fd) return fail(fd);
    return ServerLock(*fd);
}

Result<ServerLock> ServerLock::of_file(const fs::path& what, const std::string& setting) {
    const auto fd = lock(what.string() + ".lock", what, setting);
    if (!fd) return fail(fd);
    return ServerLock(*fd);
}

ServerLock::~ServerLock() {
    if (fd_ >= 0) ::close(fd_);
}

ServerLock::ServerLock(ServerLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

}  // namespace wls::app
