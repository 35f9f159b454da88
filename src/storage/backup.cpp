#include "storage/backup.h"

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "storage/sqlite_connection.h"
#include "time/zone.h"

namespace wls::storage {

namespace {

namespace fs = std::filesystem;

constexpr const char* kPrefix = "scheduler-";
constexpr const char* kSuffix = ".db";
constexpr int kNamesASecond = 100;

std::string stamp(Instant now) {
    std::string text =
        iso_text(std::chrono::floor<std::chrono::seconds>(Zone::utc().to_local(now).time));
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text + "Z";
}

Failure cannot(const std::string& what, const fs::path& path, const std::error_code& error) {
    return fail(ErrorCode::Unavailable, "cannot " + what + " '" + path.string() +
                                            "': " + error.message() +
                                            "; free space or choose another folder with --to");
}

Result<fs::path> free_name(const BackupOrder& order) {
    const std::string base = kPrefix + stamp(order.now);
    for (int i = 1; i <= kNamesASecond; ++i) {
        const auto file = order.folder / (base + (i == 1 ? "" : "-" + std::to_string(i)) + kSuffix);
        std::error_code error;
        if (!fs::exists(file, error)) return file;
    }
    return fail(ErrorCode::Unavailable,
                "too many backups in one second in '" + order.folder.string() + "'");
}

// The copy is one plain file: without the log that a WAL database keeps beside it.
void copy_database(const fs::path& from, const fs::path& to) {
    Connection source(from, Connection::Mode::ReadOnly);
    Connection target(to, Connection::Mode::ReadWrite);
    SQLite::Backup backup(target.database(), source.database());
    backup.executeStep(-1);
}

Result<> check(const fs::path& file) {
    Connection connection(file, Connection::Mode::ReadWrite);
    connection.database().execAndGet("PRAGMA journal_mode = DELETE");
    const std::string verdict = connection.database().execAndGet("PRAGMA integrity_check");
    if (verdict == "ok") return {};
    return fail(ErrorCode::Internal, "the copy is not whole: " + verdict);
}

void sync(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    ::fsync(fd);
    ::close(fd);
}

// Names sort by time, because they hold it in one length and in UTC.
int thin_out(const fs::path& folder, int keep) {
    std::vector<fs::path> copies;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(kPrefix) && name.ends_with(kSuffix)) copies.push_back(entry.path());
    }
    std::ranges::sort(copies, std::greater{});
    int removed = 0;
    for (auto i = static_cast<std::size_t>(std::max(keep, 1)); i < copies.size(); ++i)
        removed += fs::remove(copies[i], error) ? 1 : 0;
    return removed;
}

void remove_partial(const fs::path& partial) {
    std::error_code error;
    for (const char* tail : {"", "-journal", "-wal", "-shm"})
        fs::remove(partial.string() + tail, error);
}

}  // namespace

Result<Backup> back_up(const BackupOrder& order) {
    std::error_code error;
    if (!fs::exists(order.database, error))
        return fail(ErrorCode::NotFound, "there is no database at '" +
                                             fs::absolute(order.database).string() +
                                             "': name it with --database");
    fs::create_directories(order.folder, error);
    if (error) return cannot("create the folder", order.folder, error);
    const auto file = free_name(order);
    if (!file) return fail(file);

    const fs::path partial = file->string() + "." + std::to_string(::getpid()) + ".partial";
    const auto copied = guarded([&]() -> Result<> {
        copy_database(order.database, partial);
        return check(partial);
    });
    if (!copied) {
        remove_partial(partial);
        return fail("backup to '" + order.folder.string() + "'", copied);
    }
    sync(partial);
    fs::rename(partial, *file, error);
    if (error) return cannot("name the copy", *file, error);
    sync(order.folder);
    return Backup{*file, fs::file_size(*file, error), thin_out(order.folder, order.keep)};
}

}  // namespace wls::storage
