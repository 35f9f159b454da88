// From a use case to a later answer: hands work to the store's thread and answers when it is on
// disk, so that the io thread never waits.
#pragma once

#include <functional>

#include "engine/store.h"
#include "http/reply.h"

namespace wls::http {

// Runs inside a transaction on the store's thread; an Error leaves no trace and becomes the answer.
using Writing = std::function<Result<Response>(Transaction&)>;

// `store` outlives the answer.
Deferred write(Store& store, Writing writing);

}  // namespace wls::http
