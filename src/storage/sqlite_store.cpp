#include "storage/sqlite_store.h"

#include "storage/checkpointer.h"
#include "storage/sqlite_archive.h"
#include "storage/sqlite_open.h"
#include "storage/sqlite_reader.h"
#include "storage/sqlite_session.h"
#include "storage/writer.h"

namespace wls::storage {

struct SqliteStore::Parts {
    Parts(std::filesystem::path path, std::unique_ptr<Connection> opened,
          std::function<void()> committed, std::function<void(const Error&)> failed)
        : file(std::move(path)),
          connection(std::move(opened)),
          checkpointer(file),
          session(*connection, file, checkpointer),
          writer(session, std::move(committed), std::move(failed)) {}

    std::filesystem::path file;
    std::unique_ptr<Connection> connection;
    Checkpointer checkpointer;
    SqliteSession session;
    Writer writer;
};

Result<> SqliteStore::check(const std::filesystem::path& file) {
    return check_database(file);
}

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::filesystem::path& file,
                                                       std::function<void()> committed,
                                                       std::function<void(const Error&)> failed) {
    auto connection = open_for_writing(file);
    if (!connection) return fail(connection);
    return guarded([&]() -> Result<std::unique_ptr<SqliteStore>> {
        auto parts = std::make_unique<Parts>(file, std::move(*connection), std::move(committed),
                                             std::move(failed));
        return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(parts)));
    });
}

SqliteStore::SqliteStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SqliteStore::~SqliteStore() = default;

void SqliteStore::hurry() {
    parts_->writer.hurry();
}

std::size_t SqliteStore::writes_waiting() const {
    return parts_->writer.waiting();
}

std::uint64_t SqliteStore::write_steps() const {
    return parts_->writer.steps();
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
