// Keeps a second server off the same data folder: two engines on one plan would start everything
// twice.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace wls::app {

class FolderLock {
  public:
    // Creates the folder when missing. Unavailable: it cannot be created or written, or another
    // server holds it; one sentence with path and way out. The lock ends with this object, or with
    // the process however it ends.
    static Result<FolderLock> take(const std::filesystem::path& folder);

    ~FolderLock();
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;

  private:
    explicit FolderLock(int fd) : fd_(fd) {}
    int fd_;
};

}  // namespace wls::app
