// The server's metrics and where their counts come from.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "engine/loop.h"
#include "http/server.h"
#include "metrics/metrics.h"
#include "storage/sqlite_store.h"
#include "storage/stored_counts.h"

namespace wls::app {

class Measuring {
  public:
    // `clock` outlives it. `tzdata`: the release of the time zones' rules, "2025b".
    Measuring(const std::string& tzdata, const std::filesystem::path& database, const Clock& clock);

    // What happens: to be told to the engine and the server.
    Observer& observer() { return metrics_; }
    void answered(const http::Exchange& exchange);

    // The text of GET /metrics. One thread at a time.
    std::string text(const storage::SqliteStore& store, const Loop& loop);

  private:
    std::optional<metrics::Counts::Stored> stored();

    const Clock& clock_;
    metrics::Metrics metrics_;
    storage::CountReader reader_;
    Moment count_again_at_{};  // all schedules
};

}  // namespace wls::app
