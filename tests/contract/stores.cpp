#include "contract/stores.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "storage/sqlite_store.h"

namespace wls::contract {

namespace {

class SqlitePlace : public Place {
  public:
    SqlitePlace() {
        // In memory where there is such a place: what is promised here is no power cut's business.
        const bool in_memory = ::access("/dev/shm", W_OK) == 0;
        std::string name = in_memory ? "/dev/shm/" : testing::TempDir();
        name += "wls_contract_XXXXXX";
        folder_ = ::mkdtemp(name.data());
    }
    ~SqlitePlace() override {
        close();
        std::filesystem::remove_all(folder_);
    }
    SqlitePlace(const SqlitePlace&) = delete;
    SqlitePlace& operator=(const SqlitePlace&) = delete;

    Store& open() override {
        close();
        store_ = storage::SqliteStore::open(folder_ / "scheduler.db", {}).value();
        return *store_;
    }
    void close() override {
        other_.reset();
        store_.reset();
    }
    bool queues() const override { return true; }

    void foreign_insert(const fakes::SeedRow& row) override {
        SQLite::Statement insert(other(),
                                 "INSERT INTO workloadschedule(name, start_time, end_time, status,"
                                 " active) VALUES (?, ?, ?, ?, ?)");
        bind(insert, 1, row);
        insert.exec();
    }
    void foreign_replace(ScheduleId id, const fakes::SeedRow& row) override {
        SQLite::Statement insert(other(),
                                 "INSERT OR REPLACE INTO workloadschedule(id, name, start_time,"
                                 " end_time, status, active) VALUES (?, ?, ?, ?, ?, ?)");
        insert.bind(1, id.value);
        bind(insert, 2, row);
        insert.exec();
    }
    void foreign_update(ScheduleId id, const fakes::SeedRow& row) override {
        SQLite::Statement update(other(),
                                 "UPDATE workloadschedule SET name = ?, start_time = ?, end_time ="
                                 " ?, status = ?, active = ? WHERE id = ?");
        bind(update, 1, row);
        update.bind(6, id.value);
        update.exec();
    }
    void foreign_move(ScheduleId id, ScheduleId to) override {
        SQLite::Statement move(other(),
                               "UPDATE OR REPLACE workloadschedule SET id = ? WHERE id = ?");
        move.bind(1, to.value);
        move.bind(2, id.value);
        move.exec();
    }
    void foreign_remove(ScheduleId id) override {
        SQLite::Statement remove(other(), "DELETE FROM workloadschedule WHERE id = ?");
        remove.bind(1, id.value);
        remove.exec();
    }

  private:
    SQLite::Database& other() {
        if (!other_) {
            other_ = std::make_unique<SQLite::Database>((folder_ / "scheduler.db").string(),
                                                        SQLite::OPEN_READWRITE, 5'000);
            other_->exec("PRAGMA synchronous = OFF");
        }
        return *other_;
    }

    static void bind(SQLite::Statement& statement, int first, const fakes::SeedRow& row) {
        statement.bind(first, row.name);
        statement.bind(first + 1, row.start_time);
        statement.bind(first + 2, row.end_time);
        statement.bind(first + 3, row.status);
        statement.bind(first + 4, static_cast<int>(row.active));
    }

    std::filesystem::path folder_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<SQLite::Database> other_;
};

class MemoryPlace : public Place {
  public:
    Store& open() override { return store_; }
    void close() override {}
    bool queues() const override { return false; }

    void foreign_insert(const fakes::SeedRow& row) override { store_.foreign_insert(row); }
    void foreign_replace(ScheduleId id, const fakes::SeedRow& row) override {
        store_.foreign_replace(id, row);
    }
    void foreign_update(ScheduleId id, const fakes::SeedRow& row) override {
        store_.foreign_update(id, [&](fakes::SeedRow& stored) { stored = row; });
    }
    void foreign_move(ScheduleId id, ScheduleId to) override { store_.foreign_move(id, to); }
    void foreign_remove(ScheduleId id) override { store_.foreign_remove(id); }

  private:
    fakes::MemoryStore store_;
};

}  // namespace

std::unique_ptr<Place> sqlite_place() {
    return std::make_unique<SqlitePlace>();
}

std::unique_ptr<Place> memory_place() {
    return std::make_unique<MemoryPlace>();
}

}  // namespace wls::contract
