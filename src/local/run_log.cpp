#include "local/run_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "local/files.h"

namespace wls::local {

namespace {

// Up to `limit` bytes from the file's end.
std::string tail(const Fd& file, std::size_t limit) {
    struct stat status{};
    if (!file || ::fstat(file.get(), &status) != 0) return {};
    const auto size = static_cast<std::size_t>(status.st_size);
    const auto skipped = static_cast<off_t>(size > limit ? size - limit : 0);
    if (::lseek(file.get(), skipped, SEEK_SET) < 0) return {};
    return read_all(file.get(), limit).value_or("");
}

}  // namespace

std::string log_path(const std::string& data, const std::string& run) {
    return data + "/logs/" + run + ".log";
}

bool same_file(const Fd& a, const Fd& b) {
    struct stat first{}, second{};
    return a && b && ::fstat(a.get(), &first) == 0 && ::fstat(b.get(), &second) == 0 &&
           first.st_ino == second.st_ino && first.st_dev == second.st_dev;
}

RunLog::RunLog(const std::string& data, const std::string& run) : path_(log_path(data, run)) {
    open();
}

void RunLog::open() {
    file_.reset(
        ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0644));
    struct stat status{};
    size_ =
        file_ && ::fstat(file_.get(), &status) == 0 ? static_cast<std::size_t>(status.st_size) : 0;
}

void RunLog::write(std::string_view bytes) {
    if (!file_) return;
    if (size_ >= kLogLimit) {
        // When the rename fails the file is emptied: bounded matters more than complete.
        if (::rename(path_.c_str(), (path_ + ".1").c_str()) == 0)
            open();
        else if (::ftruncate(file_.get(), 0) == 0)
            size_ = 0;
        if (!file_) return;
    }
    while (!bytes.empty()) {
        const ssize_t put = ::write(file_.get(), bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return;
        size_ += static_cast<std::size_t>(put);
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
}

Result<std::string> read_log(const std::string& data, const RunId& run) {
    const std::string path = log_path(data, run.text());
    const Fd now(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    const Fd before(::open((path + ".1").c_str(), O_RDONLY | O_CLOEXEC));
    if (!now && !before) return fail(ErrorCode::NotFound, "There is no log of run " + run.text());

    std::string text = tail(now, kLogLimit);
    // The writer may have renamed the file between our two opens; then both are the same.
    if (text.size() < kLogLimit && !same_file(now, before))
        text = tail(before, kLogLimit - text.size()) + text;
    return text;
}

}  // namespace wls::local
