#include "fakes/memory_store.h"

#include "fakes/memory_reader.h"
#include "fakes/memory_transaction.h"

namespace wls::fakes {

namespace {

// Takes back what was not committed, also when the work throws.
class OpenTransaction {
  public:
    explicit OpenTransaction(MemoryTables& tables) : tables_(tables) {}
    ~OpenTransaction() { tables_.roll_back(); }
    OpenTransaction(const OpenTransaction&) = delete;
    OpenTransaction& operator=(const OpenTransaction&) = delete;

  private:
    MemoryTables& tables_;
};

}  // namespace

MemoryStore::MemoryStore(std::function<void()> committed) : committed_(std::move(committed)) {}

void MemoryStore::submit(Work work, Done done) {
    const auto result = write(std::move(work));
    done(result);
    if (result && committed_) committed_();
}

Result<> MemoryStore::write(Work work) {
    const std::lock_guard lock(mutex_);
    const OpenTransaction undone_unless_committed(tables_);
    MemoryTransaction transaction(tables_);
    WLS_TRY(work(transaction));
    tables_.commit();
    return {};
}

Result<std::unique_ptr<Reader>> MemoryStore::reader() {
    return std::make_unique<MemoryReader>(tables_, mutex_);
}

ScheduleId MemoryStore::foreign_insert(const SeedRow& row) {
    const std::lock_guard lock(mutex_);
    const ScheduleId id = tables_.insert(row);
    tables_.commit();
    return id;
}

void MemoryStore::foreign_replace(ScheduleId id, const SeedRow& row) {
    const std::lock_guard lock(mutex_);
    tables_.replace(id, row);
    tables_.commit();
}

void MemoryStore::foreign_update(ScheduleId id, const std::function<void(SeedRow&)>& change) {
    const std::lock_guard lock(mutex_);
    const auto* const found = tables_.schedules.find(id);
    if (!found) return;
    SeedRow row = *found;
    change(row);
    tables_.update(id, row);
    tables_.commit();
}

void MemoryStore::foreign_move(ScheduleId id, ScheduleId to) {
    const std::lock_guard lock(mutex_);
    tables_.move(id, to);
    tables_.commit();
}

void MemoryStore::foreign_remove(ScheduleId id) {
    const std::lock_guard lock(mutex_);
    tables_.remove(id);
    tables_.commit();
}

}  // namespace wls::fakes
