// The newest transitions of a time. Ids follow the times at which transitions were recorded, not
// those for which they were, so neither order leads to them: each day of the time is looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/instant.h"
#include "storage/sqlite_connection.h"

namespace wls::storage {

struct HistoryTime {
    std::optional<Instant> from, to;    // nominal_at: [from, to)
    std::optional<std::int64_t> after;  // only ids below this one
};

// The greatest ids, at most `limit`, greatest first. Costs some look-ups for each day of UTC that
// has rows, and the rows of a day or two; what else the history holds costs nothing. `connection`
// is in a transaction. May throw SQLite::Exception.
std::vector<std::int64_t> newest_of(Connection& connection, const HistoryTime& time, int limit);

}  // namespace wls::storage
