// The stores that keep engine/store.h, each in a place of its own, for tests that hold for all.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/store.h"
#include "fakes/memory_store.h"

namespace wls::contract {

// Where a store lives; it goes when this does.
class Place {
  public:
    virtual ~Place() = default;

    // The store as a program finds it that starts: only what is on the disk. Ends the one before.
    virtual Store& open() = 0;
    virtual void close() = 0;

    // True when `submit` returns before its work ran.
    virtual bool queues() const = 0;

    // Statements of another program on the seed's table.
    virtual void foreign_insert(const fakes::SeedRow& row) = 0;
    virtual void foreign_replace(ScheduleId id, const fakes::SeedRow& row) = 0;
    virtual void foreign_update(ScheduleId id, const fakes::SeedRow& row) = 0;
    virtual void foreign_move(ScheduleId id, ScheduleId to) = 0;
    virtual void foreign_remove(ScheduleId id) = 0;
};

std::unique_ptr<Place> sqlite_place();
std::unique_ptr<Place> memory_place();

struct Kind {
    const char* name;
    std::unique_ptr<Place> (*make)();
};

}  // namespace wls::contract
