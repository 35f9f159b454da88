#include "storage/sqlite_store.h"

#include <poll.h>
#include <sqlite3.h>

#include <atomic>

#include "storage/checkpointer.h"
#include "storage/sqlite_archive.h"
#include "storage/sqlite_open.h"
#include "storage/sqlite_reader.h"
#include "storage/sqlite_transaction.h"
#include "storage/writer.h"

namespace wls::storage {

namespace {

// Another program may hold the file's write lock; we are patient, but not for ever.
constexpr int kTryMilliseconds = 1;  // a writer at full speed leaves short gaps
constexpr int kPatientTries = 20'000 / kTryMilliseconds;
constexpr int kHurriedTries = 1'000 / kTryMilliseconds;

class SqliteSession : public WriteSession {
  public:
    SqliteSession(Connection& connection, Checkpointer& checkpointer)
        : connection_(connection), transaction_(connection) {
        sqlite3_wal_hook(
            connection.database().getHandle(),
            [](void* listener, sqlite3*, const char*, int pages) {
                static_cast<Checkpointer*>(listener)->log_grew_to(pages);
                return SQLITE_OK;
            },
            &checkpointer);
        sqlite3_busy_handler(
            connection.database().getHandle(),
            [](void* session, int tries) {
                return static_cast<SqliteSession*>(session)->wait(tries);
            },
            this);
    }

    void hurry() override { hurrying_ = true; }

    Result<> begin() override { return run("BEGIN IMMEDIATE"); }
    Result<> savepoint() override { return run("SAVEPOINT work"); }
    Result<> release_savepoint() override { return run("RELEASE work"); }
    Result<> commit() override { return run("COMMIT"); }

    Result<> roll_back_savepoint() override {
        if (!connection_.in_transaction())
            return fail(ErrorCode::Unavailable, "the database rolled the transaction back");
        WLS_TRY(run("ROLLBACK TO work"));
        return run("RELEASE work");
    }

    void roll_back() override {
        if (connection_.in_transaction()) [[maybe_unused]]
            const auto undone = run("ROLLBACK");
    }

    Transaction& transaction() override { return transaction_; }

  private:
    // SQLite's busy handler: the number of waits before this one; 0 gives up.
    int wait(int tries) const {
        if (tries >= (hurrying_ ? kHurriedTries : kPatientTries)) return 0;
        ::poll(nullptr, 0, kTryMilliseconds);
        return 1;
    }

    Result<> run(const char* sql) {
        return guarded([&]() -> Result<> {
            connection_.query(sql).run();
            return {};
        });
    }

    Connection& connection_;
    SqliteTransaction transaction_;
    std::atomic<bool> hurrying_ = false;
};

}  // namespace

struct SqliteStore::Parts {
    Parts(std::filesystem::path path, std::unique_ptr<Connection> opened,
          std::function<void()> committed)
        : file(std::move(path)),
          connection(std::move(opened)),
          checkpointer(file),
          session(*connection, checkpointer),
          writer(session, std::move(committed)) {}

    std::filesystem::path file;
    std::unique_ptr<Connection> connection;
    Checkpointer checkpointer;
    SqliteSession session;
    Writer writer;
};

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::filesystem::path& file,
                                                       std::function<void()> committed) {
    auto connection = open_for_writing(file);
    if (!connection) return fail(connection);
    return guarded([&]() -> Result<std::unique_ptr<SqliteStore>> {
        auto parts = std::make_unique<Parts>(file, std::move(*connection), std::move(committed));
        return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(parts)));
    });
}

SqliteStore::SqliteStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SqliteStore::~SqliteStore() = default;

void SqliteStore::hurry() {
    parts_->session.hurry();
}

std::size_t SqliteStore::writes_waiting() const {
    return parts_->writer.waiting();
}

void SqliteStore::submit(Work work, Done done) {
    parts_->writer.submit(std::move(work), std::move(done));
}

Result<> SqliteStore::write(Work work) {
    return parts_->writer.write(std::move(work));
}

Result<std::unique_ptr<Reader>> SqliteStore::reader() {
    return guarded([&]() -> Result<std::unique_ptr<Reader>> {
        return std::make_unique<SqliteReader>(parts_->file);
    });
}

Result<std::unique_ptr<Archive>> SqliteStore::archive() {
    return guarded([&]() -> Result<std::unique_ptr<Archive>> {
        return std::make_unique<SqliteArchive>(parts_->file, *this, *parts_->connection);
    });
}

}  // namespace wls::storage
