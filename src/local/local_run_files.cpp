#include "local/local_run_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

#include "local/files.h"
#include "local/run_log.h"

namespace wls::local {

namespace {

Failure cannot(const char* what, const std::string& path, int error) {
    return fail(ErrorCode::Unavailable,
                std::string("cannot ") + what + " '" + path + "': " + errno_text(error));
}

Result<> unlink(const std::string& path) {
    if (::unlink(path.c_str()) == 0 || errno == ENOENT) return {};
    return cannot("remove", path, errno);
}

// Whose log a file is: "<run>.log" or "<run>.log.1".
std::optional<RunId> run_of(std::string_view name) {
    if (name.ends_with(".1")) name.remove_suffix(2);
    if (!name.ends_with(".log")) return {};
    name.remove_suffix(4);
    return RunId::parse(name);
}

Instant written_at(const struct stat& status) {
    return Instant{
        std::chrono::duration_cast<Duration>(std::chrono::seconds{status.st_mtim.tv_sec} +
                                             std::chrono::nanoseconds{status.st_mtim.tv_nsec})};
}

}  // namespace

Result<> LocalRunFiles::remove(const RunId& run) {
    const std::string log = log_path(data_, run.text());
    WLS_TRY(unlink(log));
    WLS_TRY(unlink(log + ".1"));
    WLS_TRY(unlink(data_ + "/logs/" + run.text() + ".calls"));
    return unlink(data_ + "/run/" + run.text());
}

Result<std::vector<RunFiles::LogFile>> LocalRunFiles::next_logs(int count) {
    const std::string folder = data_ + "/logs";
    if (!logs_) logs_.reset(::opendir(folder.c_str()));
    if (!logs_ && errno == ENOENT) return std::vector<LogFile>{};
    if (!logs_) return cannot("read", folder, errno);
    std::vector<LogFile> logs;
    while (static_cast<int>(logs.size()) < count) {
        errno = 0;
        const dirent* const entry = ::readdir(logs_.get());
        if (!entry) {
            const int error = errno;
            if (error != 0 || logs.empty()) logs_.reset();
            if (error != 0) return cannot("read", folder, error);
            break;
        }
        const auto run = run_of(entry->d_name);
        struct stat status{};
        const bool is_file =
            run &&
            ::fstatat(::dirfd(logs_.get()), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(status.st_mode);
        if (is_file) logs.push_back({*run, entry->d_name, written_at(status)});
    }
    return logs;
}

Result<> LocalRunFiles::remove_log(const std::string& name) {
    return unlink(data_ + "/logs/" + name);
}

Result<> LocalRunFiles::sync() {
    for (const char* name : {"/logs", "/run"}) {
        const std::string folder = data_ + name;
        const int error = sync_folder(folder);
        if (error != 0 && error != ENOENT) return cannot("write", folder, error);
    }
    return {};
}

}  // namespace wls::local
