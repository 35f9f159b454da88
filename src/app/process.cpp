#include "app/process.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace wls::app {

namespace {

// Descriptors that no client's connection may take: the server's own, and those of a stop.
constexpr std::size_t kKeptFree = 56;

}  // namespace

void prepare_process() {
    for (int fd = 0; fd <= 2; ++fd)
        if (::fcntl(fd, F_GETFD) < 0 && ::open("/dev/null", O_RDWR) != fd) std::abort();

    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
    files.rlim_cur = files.rlim_max;
    [[maybe_unused]] const int raised = ::setrlimit(RLIMIT_NOFILE, &files);
}

std::size_t connections_limit(std::size_t wanted) {
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY) return wanted;
    const std::size_t left = files.rlim_cur > kKeptFree ? files.rlim_cur - kKeptFree : 0;
    return std::clamp<std::size_t>(left / 2, 1, wanted);
}

}  // namespace wls::app
