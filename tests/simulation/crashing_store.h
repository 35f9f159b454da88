// The engine's store: one in memory whose disk can be full, and which the server may crash before,
// inside or after each write. One thread.
#pragma once

#include <memory>
#include <utility>

#include "engine/store.h"
#include "simulation/crash.h"
#include "simulation/faults.h"

namespace wls::simulation {

class CrashingStore : public Store {
  public:
    // All outlive it.
    CrashingStore(Store& store, const Faults& faults, CrashPoints& points)
        : store_(store), faults_(faults), points_(points) {}

    void submit(Work work, Done done) override { store_.submit(std::move(work), std::move(done)); }

    Result<> write(Work work) override {
        if (faults_.disk_full) return fail(ErrorCode::Unavailable, "the disk is full");
        points_.pass("before a write");
        const auto written = store_.write([&](Transaction& transaction) -> Result<> {
            WLS_TRY(work(transaction));
            points_.pass("before a commit");
            return {};
        });
        points_.pass("after a write");
        return written;
    }

    Result<std::unique_ptr<Reader>> reader() override { return store_.reader(); }

  private:
    Store& store_;
    const Faults& faults_;
    CrashPoints& points_;
};

}  // namespace wls::simulation
