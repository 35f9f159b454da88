#include "storage/stored_counts.h"

#include "storage/sqlite_connection.h"

namespace wls::storage {

namespace {

constexpr const char* kOpen =
    "SELECT outcome, count(*), sum(nominal_at < ?) FROM transition INDEXED BY transition_open"
    " WHERE outcome IN ('pending', 'acting', 'blocked') GROUP BY outcome";

std::uint64_t count(Connection& connection, const char* sql) {
    auto query = connection.query(sql);
    return query.step() ? static_cast<std::uint64_t>(query.number(0)) : 0;
}

}  // namespace

struct CountReader::Opened {
    explicit Opened(const std::filesystem::path& file)
        : connection(file, Connection::Mode::ReadOnly) {}

    Connection connection;
};

CountReader::CountReader(std::filesystem::path file) : file_(std::move(file)) {}
CountReader::~CountReader() = default;

Result<StoredCounts> CountReader::read(Instant overdue_since, bool count_schedules) {
    return guarded([&]() -> Result<StoredCounts> {
        if (!opened_) opened_ = std::make_unique<Opened>(file_);
        Connection& connection = opened_->connection;
        StoredCounts counts;
        if (count_schedules) schedules_ = count(connection, "SELECT count(*) FROM schedule_plan");
        counts.schedules = schedules_;
        counts.runs_live = count(connection,
                                 "SELECT count(*) FROM run INDEXED BY run_live"
                                 " WHERE state IN ('claimed', 'running')");
        auto open = connection.query(kOpen);
        open.bind(overdue_since);
        while (open.step()) {
            if (open.text(0) == "blocked")
                counts.transitions_blocked = static_cast<std::uint64_t>(open.number(1));
            counts.transitions_overdue += static_cast<std::uint64_t>(open.number(2));
        }
        return counts;
    });
}

}  // namespace wls::storage
