#include "house/clock_rules.h"

#include <gtest/gtest.h>

namespace wls::house {
namespace {

TEST(ClockRules, CatchesCalls) {
    const char* rows[] = {
        "auto t = std::chrono::system_clock::now();",
        "auto t = steady_clock :: now ();",
        "std::this_thread::sleep_for(1s);",
        "std::this_thread::sleep_until(t);",
        "sleep(1);",
        "::usleep(1);",
        "nanosleep(&a, &b);",
        "const auto t = time(nullptr);",
        "return time(0);",
        "auto t = std::time (&x);",
        "gettimeofday(&a, 0);",
        "if (::clock_gettime(CLOCK_REALTIME, &t) != 0) {}",
        "auto* local = localtime(&t);",
        "localtime_r(&t, &tm);",
        "std::mktime(&tm);",
        "std::chrono::current_zone();",
    };
    for (const auto* text : rows)
        EXPECT_EQ(check_clock_calls("src/x.cpp", text).size(), 1U) << text;
}

TEST(ClockRules, PassesWhatOnlyLooksAlike) {
    const char* rows[] = {
        "const auto now = clock.now();",
        "const auto now = clock_->now();",
        "Instant now() const override;",
        "timespec time{};",
        "row.time(1); row->time(2);",
        "Result<LocalTime> time(std::string_view text);",
        "auto& time(Row& row);",
        "local_time(x); start_time(y);",
        "// sleep(1)",
        "run(\"sleep(60)\");",
        "const bool sleep = true;",
    };
    for (const auto* text : rows)
        EXPECT_EQ(check_clock_calls("src/x.cpp", text), Findings{}) << text;
}

TEST(ClockRules, CatchesTheMachinesZone) {
    for (const auto* text :
         {"std::getenv(\"TZ\")", "getenv( \"TZ\" )", "setenv(\"TZ\", \"UTC\", 1)", "tzset();"})
        EXPECT_EQ(check_zone_calls("src/x.cpp", text).size(), 1U) << text;
    for (const auto* text : {"std::getenv(\"HOME\")", "// getenv(\"TZ\")", "set(\"TZ\", zone)"})
        EXPECT_EQ(check_zone_calls("src/x.cpp", text), Findings{}) << text;
}

TEST(ClockRules, CatchesSqlThatAsksForTheTime) {
    const char* rows[] = {
        "run(\"SELECT datetime('now')\");", "run(\"SELECT datetime( 'NOW', 'utc')\");",
        "run(\"strftime('%s', 'now')\");",  "run(R\"(at INTEGER DEFAULT CURRENT_TIMESTAMP)\");",
        "run(\"julianday('now')\");",       "run(\"SELECT now()\");",
        "run(\"SELECT unixepoch()\");",
    };
    for (const auto* text : rows) EXPECT_EQ(check_sql_clock("src/x.cpp", text).size(), 1U) << text;
    EXPECT_EQ(check_sql_clock("src/x.sql", "SELECT now();").size(), 1U);
}

TEST(ClockRules, PassesSqlThatIsGivenTheTime) {
    const char* rows[] = {
        "run(\"SELECT datetime(?1, 'unixepoch')\");",
        "run(\"WHERE due_at <= :now\");",
        "auto at = datetime();",
        "// 'now'",
        "say(\"not now\");",
        "open(\"/etc/localtime\");",
    };
    for (const auto* text : rows) EXPECT_EQ(check_sql_clock("src/x.cpp", text), Findings{}) << text;
}

}  // namespace
}  // namespace wls::house
