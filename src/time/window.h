// A half-open interval of time, [start, end): adjacent windows tile. Pure value; any thread.
#pragma once

#include "base/instant.h"

namespace wls {

struct Window {
    Instant start_at;
    Instant end_at;

    bool empty() const { return end_at <= start_at; }
    bool contains(Instant at) const { return start_at <= at && at < end_at; }
    bool over(Instant at) const { return end_at <= at; }

    friend bool operator==(const Window&, const Window&) = default;
};

}  // namespace wls
