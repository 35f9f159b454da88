#include "storage/sqlite_open.h"

#include <sqlite3.h>
#include <unistd.h>

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
            connection.exec(all[step]);
            connection.exec(("PRAGMA user_version = " + std::to_string(step + 1)).c_str());
            connection.exec(triggers());
        }
        connection.exec("COMMIT");
    }
}

bool has_triggers(Connection& connection) {
    auto query = connection.query(
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'schedule\\_%'"
        " ESCAPE '\\' AND tbl_name = 'workloadschedule'");
    return query.step() && query.number(0) == 4;
}

// Another program may have dropped the seed's table and made it anew: its rows are new lives.
void restore_triggers(Connection& connection) {
    connection.exec("BEGIN IMMEDIATE");
    connection.exec(
        "CREATE TABLE IF NOT EXISTS workloadschedule (id INTEGER NOT NULL, name VARCHAR NOT NULL,"
        " start_time DATETIME NOT NULL, end_time DATETIME NOT NULL, status VARCHAR NOT NULL,"
        " active BOOLEAN NOT NULL, PRIMARY KEY (id));"
        "DELETE FROM schedule_plan;"
        "INSERT INTO schedule_plan(schedule_id, life, revision, due_at)"
        " SELECT id, number + row_number() OVER (ORDER BY id),"
        " number + row_number() OVER (ORDER BY id), -9000000000000000000"
        " FROM workloadschedule, life_sequence;"
        "UPDATE life_sequence SET number = number + (SELECT count(*) FROM workloadschedule);"
        "UPDATE run SET due_at = -9000000000000000000 WHERE state IN ('claimed', 'running');"
        "UPDATE transition SET try_at = -9000000000000000000"
        " WHERE outcome IN ('pending', 'blocked')");
    connection.exec(triggers());
    connection.exec("COMMIT");
}

Result<> prepare(Connection& connection, const fs::path& file) {
    connection.exec("PRAGMA journal_mode = WAL");
    connection.exec("PRAGMA synchronous = FULL");
    connection.exec("PRAGMA wal_autocheckpoint = 0");  // checkpoints are not the writer's work
    const int version = connection.database().execAndGet("PRAGMA user_version").getInt();
    const auto newest = static_cast<int>(migrations().size());
    if (version > newest)
        return fail(ErrorCode::Invalid, "the database " + quoted(file) +
                                            " was written by a newer version (tables " +
                                            std::to_string(version) + ", this program knows " +
                                            std::to_string(newest) + "): use that version");
    if (version < newest) migrate(connection);
    if (!has_triggers(connection)) restore_triggers(connection);
    return {};
}

}  // namespace

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
