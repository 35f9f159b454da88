// How much of what is stored, for metrics. A connection of its own that only reads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/instant.h"
#include "base/result.h"

namespace wls::storage {

struct StoredCounts {
    std::uint64_t schedules = 0;
    std::uint64_t runs_live = 0;
    std::uint64_t transitions_overdue =
        0;  // open, and their nominal instant before `overdue_since`
    std::uint64_t transitions_blocked = 0;
};

class CountReader {
  public:
    // Opens the file at the first `read`.
    explicit CountReader(std::filesystem::path file);
    ~CountReader();

    // Costs what is open and live, never what the history keeps; and a count of all schedules,
    // which is not repeated when `count_schedules` is false: then the one before is given again.
    // Unavailable: the file cannot be read. One thread at a time.
    Result<StoredCounts> read(Instant overdue_since, bool count_schedules);

  private:
    struct Opened;
    std::filesystem::path file_;
    std::unique_ptr<Opened> opened_;
    std::uint64_t schedules_ = 0;
};

}  // namespace wls::storage
