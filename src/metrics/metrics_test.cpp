#include "metrics/metrics.h"

#include <gmock/gmock.h>

#include "metrics/process.h"

namespace wls::metrics {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

class Measures : public testing::Test {
  protected:
    // The value behind a series' name and labels; empty when it is not there.
    std::string value(const std::string& series) {
        const std::string text = "\n" + metrics.text(counts);
        const auto at = text.find("\nworkload_scheduler_" + series + " ");
        if (at == std::string::npos) return "";
        const auto begin = text.find(' ', at) + 1;
        const auto end = text.find('\n', begin);
        return text.substr(text.rfind(' ', end) + 1, end - text.rfind(' ', end) - 1);
    }

    Transition start(std::int64_t id, Instant nominal_at, Outcome outcome = Outcome::Pending) {
        Transition made;
        made.id = {id};
        made.nominal_at = nominal_at;
        made.decided_at = now;
        made.outcome = outcome;
        if (!is_open(outcome)) made.done_at = now;
        return made;
    }

    const Instant now{seconds{1'000'000}};
    Counts counts;
    Metrics metrics{{"1.2.3", "2025b", Instant{seconds{1'700'000'000}}}};
};

TEST_F(Measures, SaysWhatItIs) {
    const auto text = metrics.text(counts);
    EXPECT_THAT(text, HasSubstr("version=\"1.2.3\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("workload_scheduler_tzdata_info{release=\"2025b\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("process_start_time_seconds 1700000000"));
    EXPECT_THAT(text, HasSubstr("\nprocess_open_fds "));
    EXPECT_THAT(text, HasSubstr("\nprocess_resident_memory_bytes "));
    EXPECT_THAT(text, HasSubstr("\nprocess_cpu_seconds_total "));
}

TEST_F(Measures, CountsRequestsByMethodRouteAndClass) {
    metrics.answered("GET", "/schedules", 200, milliseconds{2});
    metrics.answered("GET", "/schedules", 204, milliseconds{2});
    metrics.answered("GET", "/schedules", 404, milliseconds{2});
    metrics.answered("POST", "/schedules", 503, milliseconds{2});
    EXPECT_EQ(value(R"(http_requests_total{method="GET",route="/schedules",status="2xx"})"), "2");
    EXPECT_EQ(value(R"(http_requests_total{method="GET",route="/schedules",status="4xx"})"), "1");
    EXPECT_EQ(value(R"(http_requests_total{method="POST",route="/schedules",status="5xx"})"), "1");
    const std::string bucket = R"(http_request_duration_seconds_bucket{method="GET",)";
    EXPECT_EQ(value(bucket + R"(route="/schedules",le="0.001"})"), "0");
    EXPECT_EQ(value(bucket + R"(route="/schedules",le="0.0025"})"), "3");
}

TEST_F(Measures, AnythingUnknownIsOneSeries) {
    for (int i = 0; i < 2'000; ++i)
        metrics.answered("M" + std::to_string(i), "", i, milliseconds{1});
    metrics.answered("get", "", 0, milliseconds{1});
    metrics.answered("G\"ET\n", "", -5, milliseconds{1});
    EXPECT_EQ(value(R"(http_requests_total{method="other",route="other",status="4xx"})"), "100");
    const auto text = metrics.text(counts);
    EXPECT_EQ(std::ranges::count(text, '\n') < 200, true) << text;
}

TEST_F(Measures, ShowsLevels) {
    counts = {7, 8, Counts::Stored{1, 2, 3, 4}};
    EXPECT_EQ(value("write_queue_depth"), "7");
    EXPECT_EQ(value("reports_waiting"), "8");
    EXPECT_EQ(value("schedules"), "1");
    EXPECT_EQ(value("runs_live"), "2");
    EXPECT_EQ(value("transitions_overdue"), "3");
    EXPECT_EQ(value("transitions_blocked"), "4");
    counts.stored.reset();
    EXPECT_EQ(value("schedules"), "") << "unknown is not zero";
    EXPECT_EQ(value("transitions_overdue"), "");
    counts.stored = Counts::Stored{};
    EXPECT_EQ(value("schedules"), "0");
}

TEST_F(Measures, LatenessIsOfWindowsAndCountsOnce) {
    auto transition = start(1, now - milliseconds{30});
    metrics.changed(transition, now);
    metrics.changed(transition, now);  // recorded and changed in one turn
    const std::string decided = R"(transition_lateness_seconds_count{stage="decided"})";
    const std::string applied = R"(transition_lateness_seconds_count{stage="applied"})";
    EXPECT_EQ(value(decided), "1");
    EXPECT_EQ(value(R"(transition_lateness_seconds_bucket{stage="decided",le="0.025"})"), "0");
    EXPECT_EQ(value(R"(transition_lateness_seconds_bucket{stage="decided",le="0.05"})"), "1");
    EXPECT_EQ(value(applied), "0");

    transition.outcome = Outcome::Done;
    transition.done_at = now + seconds{1};
    metrics.changed(transition, now + seconds{1});
    EXPECT_EQ(value(applied), "1");
    transition.message = "exit code 0";
    metrics.changed(transition, now + seconds{9});
    EXPECT_EQ(value(applied), "1") << "told again when its run ends";
    EXPECT_EQ(value(decided), "1");

    for (const auto cause : {Cause::CatchUp, Cause::Edit, Cause::Override, Cause::Drift}) {
        auto other = start(2, now - seconds{5}, Outcome::Done);
        other.cause = cause;
        metrics.changed(other, now);
    }
    for (const auto outcome : {Outcome::Missed, Outcome::Already, Outcome::Cancelled,
                               Outcome::Failed, Outcome::Skipped}) {
        auto other = start(3, now - seconds{5}, outcome);
        other.decided_at = now - seconds{5};
        metrics.changed(other, now);
    }
    EXPECT_EQ(value(decided), "1");
    EXPECT_EQ(value(applied), "1") << "nothing was applied";
}

TEST_F(Measures, TransitionsCountByEdgeAndOutcome) {
    const auto count = [&](const char* edge, const char* outcome) {
        return value(std::string("transitions_total{edge=\"") + edge + "\",outcome=\"" + outcome +
                     "\"}");
    };
    auto begun = start(1, now);
    metrics.changed(begun, now);
    begun.outcome = Outcome::Acting;
    metrics.changed(begun, now);
    EXPECT_THAT(metrics.text(counts), Not(HasSubstr("transitions_total{"))) << "still open";
    begun.outcome = Outcome::Done;
    begun.done_at = now + seconds{1};
    metrics.changed(begun, now + seconds{1});
    begun.message = "exit code 3";
    begun.outcome = Outcome::Failed;
    metrics.changed(begun, now + seconds{5});
    EXPECT_EQ(count("start", "done"), "1");
    EXPECT_EQ(count("start", "failed"), "1");
    auto stop = start(2, now, Outcome::Already);
    stop.edge = Edge::Stop;
    metrics.changed(stop, now);
    metrics.changed(stop, now);
    EXPECT_EQ(count("stop", "already"), "1");
    metrics.changed(start(3, now, Outcome::Missed), now);
    metrics.changed(start(4, now, Outcome::Missed), now);
    EXPECT_EQ(count("start", "missed"), "2");
}

TEST(Process, KnowsItself) {
    const auto use = process_use();
    ASSERT_TRUE(use);
    EXPECT_GE(use->open_fds, 3U);
    EXPECT_GE(use->max_fds, use->open_fds);
    EXPECT_GT(use->resident_bytes, 100'000U);
}

}  // namespace
}  // namespace wls::metrics
