// A write that waits for its turn among the clients', and for its end.
#pragma once

#include <future>
#include <memory>
#include <utility>

#include "engine/store.h"

namespace wls {

// As patient as a client's request with another program's lock. Not on the store's thread.
inline Result<> write_in_turn(Store& store, Store::Work work) {
    // Shared: the store's thread may still be in set_value when the waiting thread goes on.
    const auto promise = std::make_shared<std::promise<Result<>>>();
    auto outcome = promise->get_future();
    store.submit(std::move(work),
                 [promise](const Result<>& result) { promise->set_value(result); });
    return outcome.get();
}

}  // namespace wls
