#include "storage/sqlite_open.h"

#include <sqlite3.h>
#include <unistd.h>

#include "storage/repair.h"
#include "storage/schema.h"

namespace wls::storage {

namespace {

namespace fs = std::filesystem;

std::string quoted(const fs::path& path) {
    return "'" + fs::absolute(path).string() + "'";
}

Result<> make_folder(const fs::path& file) {
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return fail(ErrorCode::Unavailable,
                    "cannot create the database folder " + quoted(folder) + ": " + error.message() +
                        "; create it and give this user the right to write there, or choose another"
                        " place with --database");
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        return fail(ErrorCode::Unavailable,
                    "cannot write in the database folder " + quoted(folder) +
                        ": permission denied; give this user the right to write there, or choose"
                        " another place with --database");
    return {};
}

Result<> check_file(const fs::path& file) {
    std::error_code error;
    if (!fs::exists(file, error)) return {};
    if (fs::is_directory(file, error))
        return fail(ErrorCode::Invalid,
                    "the database " + quoted(file) + " is a folder: name a file with --database");
    if (::access(file.c_str(), R_OK | W_OK) != 0)
        return fail(ErrorCode::Unavailable,
                    "cannot read and write the database file " + quoted(file) +
                        ": permission denied; give this user the right to do both");
    return {};
}

Failure cannot_open(const fs::path& file, const SQLite::Exception& exception) {
    if (exception.getErrorCode() == SQLITE_NOTADB || exception.getErrorCode() == SQLITE_CORRUPT)
        return fail(ErrorCode::Invalid,
                    "the file " + quoted(file) +
                        " is no SQLite database (or is damaged): move it away, or choose another"
                        " with --database");
    const Error error = to_error(exception);
    return fail(error.code, "cannot open the database " + quoted(file) + ": " + error.message);
}

// Each step looks at the version under the write lock: another process may be migrating too.
void migrate(Connection& connection) {
    const auto all = migrations();
    for (std::size_t step = 0; step < all.size(); ++step) {
        connection.exec("BEGIN IMMEDIATE");
        const auto at = connection.database().execAndGet("PRAGMA user_version").getInt();
        if (static_cast<std::size_t>(at) == step) {
            connection.exec(seed_table());
            connection.exec(all[step]);
            connection.exec(("PRAGMA user_version = " + std::to_string(step + 1)).c_str());
            connection.exec(triggers());
        }
        connection.exec("COMMIT");
    }
}

Result<int> known_version(Connection& connection, const fs::path& file) {
    const int version = connection.database().execAndGet("PRAGMA user_version").getInt();
    const auto newest = static_cast<int>(migrations().size());
    if (version <= newest) return version;
    return fail(ErrorCode::Invalid, "the database " + quoted(file) +
                                        " was written by a newer version (tables " +
                                        std::to_string(version) + ", this program knows " +
                                        std::to_string(newest) + "): use that version");
}

// A connection cannot wait for the lock that this needs while others write in the other mode:
// SQLite says "locked" at once, however patient it is. So it is tried for as long as a writer
// waits.
void write_ahead(Connection& connection) {
    constexpr int kPause = 1;  // ms
    constexpr int kTries = Connection::kWriterMilliseconds / (2 * kPause);
    auto& database = connection.database();
    database.setBusyTimeout(kPause);
    for (int tries = 1;; ++tries) {
        try {
            connection.exec("PRAGMA journal_mode = WAL");
            return database.setBusyTimeout(Connection::kWriterMilliseconds);
        } catch (const SQLite::Exception& exception) {
            if (exception.getErrorCode() != SQLITE_BUSY || tries == kTries) throw;
        }
        sqlite3_sleep(kPause);
    }
}

Result<> prepare(Connection& connection, const fs::path& file) {
    const auto version = known_version(connection, file);
    if (!version) return fail(version);
    write_ahead(connection);
    connection.exec("PRAGMA synchronous = FULL");
    connection.exec("PRAGMA wal_autocheckpoint = 0");  // checkpoints are not the writer's work
    if (static_cast<std::size_t>(*version) < migrations().size()) migrate(connection);
    if (has_triggers(connection)) return {};
    connection.exec("BEGIN IMMEDIATE");
    repair(connection);
    connection.exec("COMMIT");
    return {};
}

}  // namespace

// What cannot be read without a change (another's lock, a journal to be rolled back) is for `open`.
Result<> check_database(const fs::path& file) {
    WLS_TRY(make_folder(file));
    WLS_TRY(check_file(file));
    std::error_code error;
    if (!fs::exists(file, error)) return {};
    try {
        Connection connection(file, Connection::Mode::ReadOnly);
        const auto version = known_version(connection, file);
        return version ? Result<>{} : fail(version);
    } catch (const SQLite::Exception& exception) {
        const bool sound =
            exception.getErrorCode() != SQLITE_NOTADB && exception.getErrorCode() != SQLITE_CORRUPT;
        return sound ? Result<>{} : cannot_open(file, exception);
    }
}

Result<std::unique_ptr<Connection>> open_for_writing(const fs::path& file) {
    WLS_TRY(make_folder(file));
    WLS_TRY(check_file(file));
    try {
        auto connection = std::make_unique<Connection>(file, Connection::Mode::ReadWrite);
        WLS_TRY(prepare(*connection, file));
        return connection;
    } catch (const SQLite::Exception& exception) {
        return cannot_open(file, exception);
    }
}

}  // namespace wls::storage
