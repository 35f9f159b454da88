#include "domain/run.h"

#include <gtest/gtest.h>

#include "domain/retry.h"
#include "domain/transition.h"

namespace wls {
namespace {

TEST(RunId, IsReadAsItIsWritten) {
    for (const std::int64_t microseconds : {0L, 1L, -1L, 1795505586000000L, -62135596800000000L}) {
        const RunId run{Life{7}, Instant{Duration{microseconds}}, 3};
        EXPECT_EQ(RunId::parse(run.text()), run) << run.text();
    }
    EXPECT_EQ((RunId{Life{7}, Instant{Duration{-5}}, 3}).text(), "7--5-3");
}

TEST(RunId, HasOneSpellingOnly) {
    for (const char* text : {"",
                             "1",
                             "1-2",
                             "1-2-",
                             "1-2-3-4",
                             "-1-2-3",
                             "1-2-0",
                             "1-2--3",
                             "01-2-3",
                             "1-02-3",
                             "1-2-03",
                             "1-2-3 ",
                             " 1-2-3",
                             "a-b-c",
                             "1_2_3",
                             "1-+2-3",
                             "99999999999999999999-2-3",
                             "1-2-9999999999",
                             "0-2-3",
                             "1--0-3"})
        EXPECT_FALSE(RunId::parse(text)) << text;
}

TEST(BackOff, DoublesFromOneSecondToAMinute) {
    const int seconds[] = {1, 1, 2, 4, 8, 16, 32, 60, 60};
    for (int attempts = 0; attempts < 9; ++attempts)
        EXPECT_EQ(back_off(attempts), std::chrono::seconds{seconds[attempts]}) << attempts;
    EXPECT_EQ(back_off(1'000'000), std::chrono::seconds{60});
}

TEST(TransitionWords, AreReadAsTheyAreWritten) {
    for (const auto outcome :
         {Outcome::Pending, Outcome::Acting, Outcome::Done, Outcome::Already, Outcome::Failed,
          Outcome::Missed, Outcome::Skipped, Outcome::Blocked, Outcome::Cancelled})
        EXPECT_EQ(parse_outcome(text(outcome)), outcome);
    for (const auto cause :
         {Cause::Window, Cause::Override, Cause::Edit, Cause::CatchUp, Cause::Drift})
        EXPECT_EQ(parse_cause(text(cause)), cause);
    for (const auto edge : {Edge::Start, Edge::Stop}) EXPECT_EQ(parse_edge(text(edge)), edge);
    for (const char* word : {"", "Done", "finished", "pending "}) {
        EXPECT_FALSE(parse_outcome(word)) << word;
        EXPECT_FALSE(parse_cause(word)) << word;
        EXPECT_FALSE(parse_edge(word)) << word;
    }
}

}  // namespace
}  // namespace wls
