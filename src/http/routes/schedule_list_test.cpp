#include "http/routes/schedule_list.h"

#include <gtest/gtest.h>

#include "http/request_for_tests.h"
#include "http/routes/reader_for_tests.h"

namespace wls::http {
namespace {

// Schedules 1 to `rows`; those that fit are multiples of `each`. Looks at 10 rows in a call.
class TenAtATime : public EmptyReader {
  public:
    TenAtATime(int rows, int each) : rows_(rows), each_(each) {}

    Result<std::optional<ScheduleId>> schedules(
        const ScheduleFilter&, std::optional<ScheduleId> after, int limit,
        const std::function<bool(const Schedule&)>& take) override {
        ++calls;
        Schedule schedule;
        schedule.start_time = schedule.end_time = "2026-03-02 10:00:00.000000";
        const auto begin = after ? after->value + 1 : 1;
        int taken = 0;
        for (auto id = begin; id <= rows_; ++id) {
            if (id == begin + 10) return ScheduleId{id - 1};
            if (id % each_ != 0) continue;
            schedule.id.value = id;
            if (!take(schedule) || ++taken == limit) return std::nullopt;
        }
        return std::nullopt;
    }

    int calls = 0;

  private:
    int rows_, each_;
};

// The ids of a JSON list in its order; "?" where it is not well-formed.
std::string ids(const std::string& list) {
    std::string found;
    std::size_t at = 1;
    if (!list.starts_with('[') || !list.ends_with(']')) return "?";
    while (at + 1 < list.size()) {
        if (!found.empty() && list[at++] != ',') return "?";
        if (list.compare(at, 6, "{\"id\":") != 0) return "?";
        const auto end = list.find('}', at);
        found += list.substr(at + 6, list.find(',', at) - at - 6) + " ";
        at = end + 1;
    }
    return found;
}

TEST(ScheduleList, GoesOnWhereTheReaderEndedEarly) {
    const struct {
        int rows, each;
        const char* ids;
        int calls;
    } table[] = {
        {0, 1, "", 1},
        {5, 1, "1 2 3 4 5 ", 1},
        {5, 9, "", 1},
        {10, 10, "10 ", 1},
        {35, 99, "", 4},
        {35, 30, "30 ", 4},
        {35, 11, "11 22 33 ", 4},
        {35, 35, "35 ", 4},
    };
    for (const auto& row : table) {
        TenAtATime reader(row.rows, row.each);
        auto response = list_schedules(reader, {}, make_request("GET", "/schedules"));
        EXPECT_EQ(ids(whole_body(response)), row.ids) << row.rows << " rows, each " << row.each;
        EXPECT_EQ(reader.calls, row.calls);
    }
}

// One call of the reader for one piece: between two pieces others have their turn.
TEST(ScheduleList, LooksOnceForEachPiece) {
    TenAtATime reader(1'000, 999);
    auto response = list_schedules(reader, {}, make_request("GET", "/schedules"));
    EXPECT_EQ(reader.calls, 1);
    auto& source = std::get<Source>(response.body);
    for (int calls = 2; calls < 50; ++calls) {
        EXPECT_TRUE(source().value().has_value());
        EXPECT_EQ(reader.calls, calls);
    }
}

TEST(ScheduleList, APageLooksOnButNotForEver) {
    ScheduleFilter filter;
    filter.limit = 2;
    const auto request = make_request("GET", "/schedules?limit=2");
    const auto link = [](const Response& response) {
        return std::string(response.header("Link").value_or(""));
    };
    TenAtATime few(35, 11);
    const auto first = list_schedules(few, filter, request);
    EXPECT_EQ(ids(std::string(first.text())), "11 22 ");
    EXPECT_NE(link(first).find("after=30"), std::string::npos) << "looked at: " << link(first);

    TenAtATime many(1'000'000, 999'999);
    const auto empty = list_schedules(many, filter, request);
    EXPECT_EQ(empty.text(), "[]");
    EXPECT_EQ(many.calls, 12);
    EXPECT_NE(link(empty).find("after=120"), std::string::npos) << link(empty);

    TenAtATime end(35, 30);
    EXPECT_EQ(link(list_schedules(end, filter, request)), "");
}

}  // namespace
}  // namespace wls::http
