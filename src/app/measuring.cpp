#include "app/measuring.h"

namespace wls::app {

namespace {

constexpr Duration kOverdue = std::chrono::seconds{60};

// Counting a million schedules takes milliseconds of the io thread. Whoever asks without end gets
// at most this part of its time.
constexpr int kPart = 100;

}  // namespace

Measuring::Measuring(const std::string& tzdata, const std::filesystem::path& database,
                     const Clock& clock)
    : clock_(clock), metrics_({WLS_VERSION, tzdata, clock.now()}), reader_(database) {}

void Measuring::answered(const http::Exchange& exchange) {
    metrics_.answered(exchange.method, exchange.route, exchange.status, exchange.took);
}

std::string Measuring::text(const storage::SqliteStore& store, const Loop& loop) {
    return metrics_.text({store.writes_waiting(), loop.reports_waiting(), stored()});
}

std::optional<metrics::Counts::Stored> Measuring::stored() {
    const Moment begun = clock_.moment();
    const bool count = begun >= count_again_at_;
    const auto read = reader_.read(clock_.now() - kOverdue, count);
    if (!read) return {};
    if (count) {
        const Moment ended = clock_.moment();
        count_again_at_ = ended + (ended - begun) * kPart;
    }
    return metrics::Counts::Stored{read->schedules, read->runs_live, read->transitions_overdue,
                                   read->transitions_blocked};
}

}  // namespace wls::app
