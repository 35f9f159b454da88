#include "local/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace wls::local {

namespace {

bool is_folder(const std::string& path) {
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

}  // namespace

std::string errno_text(int error) {
    const char* text = ::strerrordesc_np(error);
    return text != nullptr ? text : "error " + std::to_string(error);
}

std::expected<std::string, int> read_file(const std::string& path, std::size_t limit) {
    const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!file) return std::unexpected(errno);
    return read_all(file.get(), limit);
}

std::expected<std::string, int> read_regular_file(const std::string& path, std::size_t limit) {
    const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (!file) return std::unexpected(errno == ENXIO ? ENOTSUP : errno);  // ENXIO: a socket
    struct stat status{};
    if (::fstat(file.get(), &status) != 0) return std::unexpected(errno);
    if (S_ISDIR(status.st_mode)) return std::unexpected(EISDIR);
    if (!S_ISREG(status.st_mode)) return std::unexpected(ENOTSUP);
    return read_all(file.get(), limit);
}

std::expected<std::string, int> read_all(int fd, std::size_t limit) {
    std::string text;
    char buffer[4096];
    while (text.size() < limit) {
        const ssize_t got = ::read(fd, buffer, std::min(sizeof buffer, limit - text.size()));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::unexpected(errno);
        if (got == 0) break;
        text.append(buffer, static_cast<std::size_t>(got));
    }
    return text;
}

int write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(fd, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return errno;
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return 0;
}

std::string one_line(std::string_view text) {
    constexpr std::size_t kLineLimit = 1024;
    std::string line(text.substr(0, kLineLimit));
    for (char& c : line)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return line + "\n";
}

int sync_folder(const std::string& path) {
    const Fd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder) return errno;
    return ::fsync(folder.get()) == 0 ? 0 : errno;
}

Result<> make_folders(const std::string& path) {
    if (is_folder(path)) return {};
    const auto slash = path.find_last_of('/');
    const std::string above = slash == std::string::npos ? "." : path.substr(0, slash);
    if (!above.empty()) WLS_TRY(make_folders(above));

    const int error = ::mkdir(path.c_str(), 0777) == 0 ? 0 : errno;
    if (!is_folder(path))
        return fail(ErrorCode::Unavailable,
                    "cannot create the folder " + path + ": " +
                        errno_text(error == EEXIST ? ENOTDIR : error) +
                        "; give --data a folder that the server's user may write");
    sync_folder(above.empty() ? "/" : above);
    return {};
}

}  // namespace wls::local
