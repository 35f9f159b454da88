// The writer's session on SQLite: its one connection, the busy handler, the courtesy towards other
// programs. Only the writer's thread.
#pragma once

#include <filesystem>
#include <optional>

#include "storage/checkpointer.h"
#include "storage/courtesy.h"
#include "storage/sqlite_connection.h"
#include "storage/sqlite_transaction.h"
#include "storage/writer.h"

namespace wls::storage {

class SqliteSession : public WriteSession {
  public:
    // All outlive the session. The checkpointer hears how long the log is after each commit.
    SqliteSession(Connection& connection, const std::filesystem::path& file,
                  Checkpointer& checkpointer);

    Result<bool> begin() override;
    Result<> savepoint() override { return run("SAVEPOINT work"); }
    Result<> release_savepoint() override { return run("RELEASE work"); }
    Result<> roll_back_savepoint() override;
    Result<> commit() override { return run("COMMIT"); }
    void roll_back() override;
    void give_way(bool more_waits) override;
    Error locked() const override;
    Transaction& transaction() override { return transaction_; }

  private:
    Result<> run(const char* sql);

    Connection& connection_;
    std::filesystem::path file_;
    SqliteTransaction transaction_;
    Courtesy courtesy_;
    std::optional<std::int64_t> data_version_;  // changes with other connections' commits
};

}  // namespace wls::storage
