#include "storage/backup.h"

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/sqlite_connection.h"
#include "time/zone.h"

namespace wls::storage {

namespace {

namespace fs = std::filesystem;

constexpr const char* kPrefix = "scheduler-";
constexpr const char* kSuffix = ".db";
constexpr const char* kPartial = ".partial";
constexpr int kNamesASecond = 100;
constexpr int kBusyMilliseconds = 3'000;

std::string stamp(Instant now) {
    std::string text =
        iso_text(std::chrono::floor<std::chrono::seconds>(Zone::utc().to_local(now).time));
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text + "Z";
}

Failure cannot(const std::string& what, const fs::path& path, const std::error_code& error) {
    return fail(ErrorCode::Unavailable,
                "cannot " + what + " '" + path.string() + "': " + error.message() +
                    "; check the rights and the space there, or choose another folder with --to");
}

Result<fs::path> free_name(const BackupOrder& order) {
    const std::string base = kPrefix + stamp(order.now);
    for (int i = 1; i <= kNamesASecond; ++i) {
        auto file = order.folder / (base + (i == 1 ? "" : "-" + std::to_string(i)) + kSuffix);
        std::error_code error;
        if (!fs::exists(file, error)) return file;
    }
    return fail(ErrorCode::Unavailable,
                "too many backups in one second in '" + order.folder.string() + "'");
}

// The copy is one plain file: without the log that a WAL database keeps beside it. A step that
// meets another program's lock has copied nothing, and is no exception.
Result<> copy_database(const fs::path& from, const fs::path& to) {
    Connection source(from, Connection::Mode::ReadOnly);
    source.database().setBusyTimeout(kBusyMilliseconds);
    Connection target(to, Connection::Mode::ReadWrite);
    SQLite::Backup backup(target.database(), source.database());
    if (backup.executeStep(-1) == SQLITE_DONE) return {};
    return fail(ErrorCode::Unavailable,
                "another program keeps it locked: try again when that has ended");
}

Result<> check(const fs::path& file) {
    Connection connection(file, Connection::Mode::ReadWrite);
    connection.database().execAndGet("PRAGMA journal_mode = DELETE");
    if (connection.database().execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0)
        return fail(ErrorCode::Invalid, "there are no tables in it");
    const std::string verdict = connection.database().execAndGet("PRAGMA integrity_check");
    if (verdict == "ok") return {};
    return fail(ErrorCode::Internal, "the copy is not whole: " + verdict);
}

Result<> sync(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    const std::error_code error(errno, std::generic_category());
    if (fd >= 0) ::close(fd);
    if (!synced) return cannot("bring to the disk", path, error);
    return {};
}

// A copy's place in time, from its name: the stamp, and its number within that second. Nothing for
// a name that is none of ours, down to the last letter: nobody else's file is thinned out.
std::optional<std::pair<std::string, int>> copy_name(std::string name) {
    if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) return {};
    name = name.substr(std::strlen(kPrefix),
                       name.size() - std::strlen(kPrefix) - std::strlen(kSuffix));
    constexpr std::size_t kStampLength = 16;
    std::string form = name;
    for (char& c : form)
        if (c >= '0' && c <= '9') c = '0';
    if (!form.starts_with("00000000T000000Z")) return {};
    const std::string stamp_text = name.substr(0, kStampLength);
    const std::string number = form.substr(kStampLength);
    if (number.empty()) return std::pair(stamp_text, 1);
    if (number != "-0" && number != "-00" && number != "-000") return {};
    return std::pair(stamp_text, std::stoi(name.substr(kStampLength + 1)));
}

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        files.push_back(entry->path());
    return files;
}

int thin_out(const BackupOrder& order, const fs::path& made) {
    std::map<std::pair<std::string, int>, fs::path, std::greater<>> copies;
    std::error_code error;
    for (const auto& file : files_in(order.folder))
        if (const auto name = copy_name(file.filename().string());
            name && file != made && !fs::equivalent(file, order.database, error))
            copies.emplace(*name, file);
    int stay = std::max(order.keep, 1) - 1;  // beside the one just made
    int removed = 0;
    for (const auto& [name, file] : copies)
        if (stay-- <= 0) removed += fs::remove(file, error) ? 1 : 0;
    return removed;
}

void remove_partial(const fs::path& partial) {
    std::error_code error;
    for (const char* tail : {"", "-journal", "-wal", "-shm"})
        fs::remove(partial.string() + tail, error);
}

// "<copy>.<pid>.partial" of a backup that was killed half-way.
void remove_stale_partials(const fs::path& folder) {
    for (const auto& file : files_in(folder)) {
        if (file.extension() != kPartial) continue;
        const std::string pid = file.stem().extension().string();
        const bool ours = file.filename().string().starts_with(kPrefix) && pid.size() > 1;
        if (ours && ::kill(std::atoi(pid.c_str() + 1), 0) != 0 && errno == ESRCH)
            remove_partial(file);
    }
}

Result<> copy_and_check(const BackupOrder& order, const fs::path& partial, const fs::path& file) {
    WLS_TRY(guarded([&]() -> Result<> {
        const auto copied = copy_database(order.database, partial);
        return copied ? check(partial) : copied;
    }));
    WLS_TRY(sync(partial));
    std::error_code error;
    fs::rename(partial, file, error);
    if (error) return cannot("name the copy", file, error);
    return sync(order.folder);
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

    remove_stale_partials(order.folder);
    const fs::path partial = file->string() + "." + std::to_string(::getpid()) + kPartial;
    if (const auto copied = copy_and_check(order, partial, *file); !copied) {
        remove_partial(partial);
        return fail(
            "cannot back up '" + order.database.string() + "' to '" + order.folder.string() + "'",
            copied);
    }
    return Backup{*file, fs::file_size(*file, error), thin_out(order, *file)};
}

}  // namespace wls::storage
