// Keeps a second server off what one server alone may use: its data folder, its database file. Two
// engines on one plan would start everything twice.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace wls::app {

class ServerLock {
  public:
    // Locks `<what>/server.lock` of a folder, `<what>.lock` beside a file. Creates the folder that
    // it lies in when missing. Unavailable: it cannot be created or written, or another server
    // holds it; one sentence that names the path and `setting`, the flag to choose another place
    // with. The lock ends with this object, or with the process however it ends.
    static Result<ServerLock> of_folder(const std::filesystem::path& what,
                                        const std::string& setting);
    static Result<ServerLock> of_file(const std::filesystem::path& what,
                                      const std::string& setting);

    ~ServerLock();
    ServerLock(ServerLock&& other) noexcept;
    ServerLock& operator=(ServerLock&&) = delete;

  private:
    explicit ServerLock(int fd) : fd_(fd) {}
    int fd_;
};

}  // namespace wls::app
