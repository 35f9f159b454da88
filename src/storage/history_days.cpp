#include "storage/history_days.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace wls::storage {

namespace {

constexpr auto kLast = std::numeric_limits<std::int64_t>::max();

// The bounds as numbers, the last instant included.
struct Bounds {
    std::int64_t first, last, below_id;
};

struct Day {
    std::int64_t number, newest_id;
};

// Those that have rows, by their newest id. SQLite divides as C++ does.
std::vector<Day> days_of(Connection& connection, const Bounds& bounds) {
    constexpr std::int64_t kDay = std::int64_t{86'400} * 1'000'000;
    auto query = connection.query(
        "WITH RECURSIVE day(number) AS ("
        "SELECT min(nominal_at / 86400000000) FROM transition INDEXED BY transition_day"
        " WHERE nominal_at / 86400000000 >= ?1"
        " UNION ALL SELECT (SELECT min(nominal_at / 86400000000)"
        " FROM transition INDEXED BY transition_day WHERE nominal_at / 86400000000 > number)"
        " FROM day WHERE number < ?2)"
        "SELECT number, (SELECT max(id) FROM transition INDEXED BY transition_day"
        " WHERE nominal_at / 86400000000 = number AND id < ?3) FROM day WHERE number <= ?2");
    query.bind(bounds.first / kDay).bind(bounds.last / kDay).bind(bounds.below_id);
    std::vector<Day> days;
    while (query.step())
        if (const auto newest = query.maybe_number(1)) days.push_back({query.number(0), *newest});
    std::ranges::sort(days, std::greater{}, &Day::newest_id);
    return days;
}

}  // namespace

std::vector<std::int64_t> newest_of(Connection& connection, const HistoryTime& time, int limit) {
    const Bounds bounds{time.from ? time.from->time_since_epoch().count()
                                  : std::numeric_limits<std::int64_t>::min(),
                        time.to ? time.to->time_since_epoch().count() - 1 : kLast,
                        time.after.value_or(kLast)};
    const auto most = static_cast<std::size_t>(limit);
    std::vector<std::int64_t> ids;
    for (const auto& day : days_of(connection, bounds)) {
        // The days that are left have older ones only.
        if (ids.size() == most && day.newest_id < ids.back()) break;
        auto query = connection.query(
            "SELECT id FROM transition INDEXED BY transition_day"
            " WHERE nominal_at / 86400000000 = ?1 AND id < ?2 AND nominal_at >= ?3"
            " AND nominal_at <= ?4 ORDER BY id DESC LIMIT ?5");
        query.bind(day.number)
            .bind(bounds.below_id)
            .bind(bounds.first)
            .bind(bounds.last)
            .bind(std::int64_t{limit});
        const auto before = static_cast<std::ptrdiff_t>(ids.size());
        while (query.step()) ids.push_back(query.number(0));
        std::ranges::inplace_merge(ids, ids.begin() + before, std::greater{});
        ids.resize(std::min(ids.size(), most));
    }
    return ids;
}

}  // namespace wls::storage
