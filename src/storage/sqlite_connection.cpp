#include "storage/sqlite_connection.h"

#include <sqlite3.h>

namespace wls::storage {

namespace {

// Another program may hold a lock on the file; we are patient, but not for ever. A reader needs no
// lock that a mere writer holds, and others wait behind it.
int busy_milliseconds(Connection::Mode mode) {
    return mode == Connection::Mode::ReadOnly ? Connection::kReaderMilliseconds
                                              : Connection::kWriterMilliseconds;
}

int open_flags(Connection::Mode mode) {
    const int access = mode == Connection::Mode::ReadOnly
                           ? SQLite::OPEN_READONLY
                           : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
    // One thread at a time uses a connection, so SQLite need not lock at each column read.
    return access | SQLite::OPEN_NOMUTEX;
}

}  // namespace

Query::~Query() {
    statement_.tryReset();
}

Query& Query::bind(std::int64_t value) {
    statement_.bind(next_++, value);
    return *this;
}

Query& Query::bind(std::string_view text) {
    statement_.bind(next_++, std::string(text));
    return *this;
}

Query& Query::bind(Instant instant) {
    return bind(std::int64_t{instant.time_since_epoch().count()});
}

Query& Query::bind_null() {
    statement_.bind(next_++);
    return *this;
}

int Query::run() {
    while (statement_.executeStep()) {
    }
    return statement_.getChanges();
}

std::int64_t Query::number(int column) const {
    return statement_.getColumn(column).getInt64();
}

std::string_view Query::text(int column) const {
    const SQLite::Column value = statement_.getColumn(column);
    const char* const bytes = value.getText();  // converts, so the length is asked after it
    return {bytes, static_cast<std::size_t>(value.getBytes())};
}

Instant Query::instant(int column) const {
    return Instant{Duration{number(column)}};
}

std::optional<std::int64_t> Query::maybe_number(int column) const {
    if (statement_.getColumn(column).isNull()) return {};
    return number(column);
}

std::optional<Instant> Query::maybe_instant(int column) const {
    if (statement_.getColumn(column).isNull()) return {};
    return instant(column);
}

Connection::Connection(const std::filesystem::path& file, Mode mode)
    : database_(file.string(), open_flags(mode), busy_milliseconds(mode)) {}

Query Connection::query(const char* literal) {
    auto& statement = statements_[literal];
    if (!statement) statement = std::make_unique<SQLite::Statement>(database_, literal);
    return Query(*statement);
}

Query Connection::query(const std::string& sql) {
    auto& statement = composed_[sql];
    if (!statement) statement = std::make_unique<SQLite::Statement>(database_, sql);
    return Query(*statement);
}

bool Connection::file_has_moved() {
    int moved = 0;
    sqlite3_file_control(database_.getHandle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

bool Connection::in_transaction() {
    return sqlite3_get_autocommit(database_.getHandle()) == 0;
}

Error to_error(const SQLite::Exception& exception) {
    const auto unavailable = [](const char* sentence) {
        return Error{ErrorCode::Unavailable, sentence, {}};
    };
    switch (exception.getErrorCode()) {
        case SQLITE_FULL:
            return unavailable("the disk that holds the database is full: free some space on it");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return unavailable("another program keeps the database locked: try again in a moment");
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return unavailable("the database file cannot be written: check its permissions");
        case SQLITE_IOERR:
            return unavailable("the disk that holds the database answers with an error");
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return {ErrorCode::Internal,
                    std::string("the database is damaged (") + exception.what() +
                        "): restore it from a backup",
                    {}};
        default:
            return {ErrorCode::Internal, std::string("database: ") + exception.what(), {}};
    }
}

}  // namespace wls::storage
