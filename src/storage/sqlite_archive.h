// The Archive on SQLite: reads on a connection of its own, deletes on the store's thread.
#pragma once

#include "engine/retention.h"
#include "engine/store.h"
#include "storage/sqlite_connection.h"

namespace wls::storage {

class SqliteArchive : public Archive {
  public:
    // May throw SQLite::Exception. `writing` is the store's own connection, only touched inside its
    // works. Both outlive the archive.
    SqliteArchive(const std::filesystem::path& file, Store& store, Connection& writing)
        : reading_(file, Connection::Mode::ReadOnly), store_(store), writing_(writing) {}

    Result<Batch> find(Instant before, const Mark& after, int rows) override;
    Result<> forget(const std::vector<Old>& old, Instant before) override;
    Result<bool> is_live(const RunId& run) override;

    // Binds: before, the mark's done_at and id, limit. Its cost is bounded by the limit.
    static const char* find_sql();

  private:
    Result<Old> with_runs(const Mark& mark, int rows);

    Connection reading_;
    Store& store_;
    Connection& writing_;
};

}  // namespace wls::storage
