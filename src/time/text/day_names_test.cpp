#include "time/text/day_names.h"

#include <gtest/gtest.h>

namespace wls {
namespace {

TEST(DayNames, AreKnownInAnyCaseWholeOrByThreeLetters) {
    for (const auto* name :
         {"wed", "WED", "Wednesday", "wednesdays", "mer", "Mercredi", "MERCREDIS"})
        EXPECT_EQ(spoken_week_day(name), 2) << name;
    for (const auto* name : {"", "w", "weds", "wedn", "mers", "jan"})
        EXPECT_EQ(spoken_week_day(name), std::nullopt) << name;
    EXPECT_EQ(week_day_named("SUN"), 0);
    EXPECT_EQ(week_day_named("saturday"), 6);
    EXPECT_EQ(week_day_named("saturdays"), std::nullopt);
    EXPECT_EQ(week_day_named("lundi"), std::nullopt);
    EXPECT_EQ(month_named("jan"), 1);
    EXPECT_EQ(month_named("December"), 12);
    EXPECT_EQ(month_named("Sept"), std::nullopt);
    EXPECT_EQ(short_week_day(0), "Sun");
    EXPECT_EQ(short_month(12), "Dec");
    EXPECT_EQ(week_day_name(6, Language::English), "Sunday");
    EXPECT_EQ(week_day_name(0, Language::French), "lundi");
}

TEST(DayNames, NameTheOneThatIsMeant) {
    EXPECT_EQ(unknown_week_day("Fry"), "unknown day 'Fry'; did you mean Fri?");
    EXPECT_EQ(unknown_week_day("xFRI"), "unknown day 'xFRI'; did you mean Fri?");
    EXPECT_EQ(unknown_week_day("qqq"), "unknown day 'qqq'; they are Sun to Sat");
    EXPECT_EQ(unknown_month("eb"), "unknown month 'eb'; did you mean Feb?");
    EXPECT_EQ(unknown_month("qqq"), "unknown month 'qqq'; they are Jan to Dec");
    EXPECT_EQ(unknown_spoken_week_day("Fry"), "unknown day 'Fry', did you mean Fri?");
    EXPECT_EQ(unknown_spoken_week_day("Munday"), "unknown day 'Munday', did you mean Monday?");
    EXPECT_EQ(unknown_spoken_week_day("lundy"), "unknown day 'lundy', did you mean lundi?");
    EXPECT_EQ(unknown_spoken_week_day("qqq"), "unknown day 'qqq'; they are Mon to Sun");
    EXPECT_EQ(unknown_spoken_week_day("abcdefghijklmnopqrstu"),
              "unknown day 'abcdefghijklmnopqrst…'; they are Mon to Sun");
}

}  // namespace
}  // namespace wls
