// Files and pipes that commands read, whole or line by line; everything is bounded. One thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"

namespace wls::cli {

// All of a file. Invalid: it cannot be read, and why; or it has over `most` bytes.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t most);

class Input {
  public:
    explicit Input(int fd) : fd_(fd) {}

    // All that is left. Invalid: as read_file.
    Result<std::string> rest(std::size_t most);

    // Whether the next line would have to be waited for, as far as is known.
    bool must_wait() const { return !is_over_ && kept_.find('\n', at_) == std::string::npos; }

    // The next line without its end; nothing when there is none. Of one over `most` bytes only the
    // first `most` + 1 are kept. Invalid: it cannot be read, and why.
    Result<std::optional<std::string>> line(std::size_t most);

  private:
    Result<> more();

    int fd_;
    std::string kept_;
    std::size_t at_ = 0;  // where in it the next line begins
    bool is_over_ = false;
};

}  // namespace wls::cli
