#include "storage/sqlite_session.h"

#include <poll.h>
#include <sqlite3.h>

#include <utility>

namespace wls::storage {

namespace {

constexpr int kTryMilliseconds = 1;  // a writer at full speed leaves short gaps
constexpr int kTries = kBeginMilliseconds / kTryMilliseconds;

// SQLite's busy handler: `tries` waits were before this one; 0 gives up.
int wait(void*, int tries) {
    if (tries >= kTries) return 0;
    ::poll(nullptr, 0, kTryMilliseconds);
    return 1;
}

}  // namespace

SqliteSession::SqliteSession(Connection& connection, const std::filesystem::path& file,
                             Checkpointer& checkpointer)
    : connection_(connection), file_(std::filesystem::absolute(file)), transaction_(connection) {
    sqlite3_wal_hook(
        connection.database().getHandle(),
        [](void* listener, sqlite3*, const char*, int pages) {
            static_cast<Checkpointer*>(listener)->log_grew_to(pages);
            return SQLITE_OK;
        },
        &checkpointer);
    sqlite3_busy_handler(connection.database().getHandle(), wait, nullptr);
}

Result<bool> SqliteSession::begin() {
    if (connection_.file_has_moved())
        return fail(ErrorCode::Unavailable,
                    "the database file '" + file_.string() +
                        "' was moved, removed or replaced while the server uses it: stop the "
                        "server, put the file back, and start the server");
    return guarded([&]() -> Result<bool> {
        try {
            connection_.query("BEGIN IMMEDIATE").run();
        } catch (const SQLite::Exception& exception) {
            if (exception.getErrorCode() == SQLITE_BUSY) return false;
            throw;
        }
        auto query = connection_.query("PRAGMA data_version");
        const std::int64_t version = query.step() ? query.number(0) : 0;
        courtesy_.began(std::exchange(data_version_, version).value_or(version) != version);
        return true;
    });
}

Result<> SqliteSession::roll_back_savepoint() {
    if (!connection_.in_transaction())
        return fail(ErrorCode::Unavailable, "the database rolled the transaction back");
    WLS_TRY(run("ROLLBACK TO work"));
    return run("RELEASE work");
}

void SqliteSession::roll_back() {
    if (connection_.in_transaction()) [[maybe_unused]]
        const auto undone = run("ROLLBACK");
}

void SqliteSession::give_way(bool more_waits) {
    if (const int rest = courtesy_.rest(more_waits); rest > 0) ::poll(nullptr, 0, rest);
}

Error SqliteSession::locked() const {
    return {ErrorCode::Unavailable,
            "another program holds the write lock of the database '" + file_.string() +
                "': try again in a moment",
            {}};
}

Result<> SqliteSession::run(const char* sql) {
    return guarded([&]() -> Result<> {
        connection_.query(sql).run();
        return {};
    });
}

}  // namespace wls::storage
