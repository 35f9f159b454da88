// What this process uses, as the kernel tells it.
#pragma once

#include <cstdint>
#include <optional>

namespace wls::metrics {

struct ProcessUse {
    double cpu_seconds = 0;  // all its threads, ever
    std::uint64_t resident_bytes = 0;
    std::uint64_t open_fds = 0;
    std::uint64_t max_fds = 0;
};

// Nothing when /proc is not there. Any thread.
std::optional<ProcessUse> process_use();

}  // namespace wls::metrics
