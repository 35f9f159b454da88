#include "metrics/process.h"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

namespace wls::metrics {

namespace {

// Its entries, without the two dots and the one that counting needs itself.
std::uint64_t count_fds() {
    DIR* const folder = ::opendir("/proc/self/fd");
    if (!folder) return 0;
    std::uint64_t count = 0;
    while (::readdir(folder)) ++count;
    ::closedir(folder);
    return count < 3 ? 0 : count - 3;
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

std::optional<ProcessUse> process_use() {
    std::ifstream pages("/proc/self/statm");
    std::uint64_t size = 0, resident = 0;
    if (!(pages >> size >> resident)) return {};
    ProcessUse use;
    use.resident_bytes = resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    use.open_fds = count_fds();
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) use.max_fds = limit.rlim_cur;
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) == 0)
        use.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    return use;
}

}  // namespace wls::metrics
