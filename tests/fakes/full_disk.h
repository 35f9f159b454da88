// A Store whose disk can be full (reads go on, writes fail and leave no trace), or hang. Any
// thread.
#pragma once

#include <functional>
#include <memory>

#include "engine/store.h"

namespace wls::fakes {

class FullDisk : public Store {
  public:
    explicit FullDisk(Store& store) : store_(store) {}

    void submit(Work work, Done done) override { store_.submit(std::move(work), std::move(done)); }
    Result<> write(Work work) override {
        if (before_write) before_write();
        if (full) return fail(ErrorCode::Unavailable, "the disk is full");
        return store_.write(std::move(work));
    }
    Result<std::unique_ptr<Reader>> reader() override { return store_.reader(); }

    bool full = false;
    std::function<void()> before_write;

  private:
    Store& store_;
};

}  // namespace wls::fakes
