// A Store in memory that keeps the contract of engine/store.h: lives, revisions and what the
// triggers of storage/schema.h do, a failed work that leaves no trace. It outlives the engine, as a
// disk does: all that was acknowledged is there. Works run at once, on the caller's thread. Any
// thread.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "engine/store.h"
#include "fakes/memory_tables.h"

namespace wls::fakes {

class MemoryStore : public Store {
  public:
    // `committed`: called after each work that was submitted and stands.
    explicit MemoryStore(std::function<void()> committed = {});

    void submit(Work work, Done done) override;
    Result<> write(Work work) override;
    Result<std::unique_ptr<Reader>> reader() override;

    // Statements of other programs on the seed's table, each a transaction of its own.
    ScheduleId foreign_insert(const SeedRow& row);
    void foreign_replace(ScheduleId id, const SeedRow& row);
    void foreign_update(ScheduleId id, const std::function<void(SeedRow&)>& change);
    void foreign_move(ScheduleId id, ScheduleId to);
    void foreign_remove(ScheduleId id);

    // What is on the disk. Only while no other thread writes.
    const MemoryTables& tables() const { return tables_; }

  private:
    std::function<void()> committed_;
    std::recursive_mutex mutex_;
    MemoryTables tables_;
};

}  // namespace wls::fakes
