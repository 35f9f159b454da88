#include "time/rule/day_filter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace wls {
namespace {

using namespace std::chrono;
using Day = local_days;

constexpr Day kFirst{2026y / 1 / 1};
constexpr int kDays = 60;

// Said once more, day by day.
struct Sets {
    std::vector<std::set<Day>> skip, only;

    bool allows(Day day) const {
        const auto has_it = [day](const std::set<Day>& days) { return days.contains(day); };
        return std::ranges::none_of(skip, has_it) &&
               (only.empty() || std::ranges::any_of(only, has_it));
    }
};

std::vector<Calendar> calendars(const std::vector<std::set<Day>>& sets) {
    std::vector<Calendar> made;
    for (const auto& set : sets) {
        std::vector<DateSpan> spans;
        for (const auto day : set) spans.push_back({day, day, "a name"});
        made.push_back(*Calendar::of(spans));
    }
    return made;
}

TEST(DayFilter, AgreesWithAWalkThroughTheDays) {
    std::mt19937 random(20261129);
    const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
    const auto any_sets = [&] {
        std::vector<std::set<Day>> sets(static_cast<std::size_t>(below(3)));
        for (auto& set : sets)
            for (int n = below(kDays); n > 0; --n) set.insert(kFirst + days(below(kDays)));
        return sets;
    };
    for (int round = 0; round < 300; ++round) {
        const Sets sets{any_sets(), any_sets()};
        const DayFilter filter(calendars(sets.skip), calendars(sets.only));
        std::optional<Day> last;
        for (int i = -2; i < kDays + 2; ++i) {
            const Day day = kFirst + days(i);
            ASSERT_EQ(filter.allows(day), sets.allows(day));
            if (sets.allows(day)) last = day;
            if (last || !sets.only.empty()) {
                ASSERT_EQ(filter.last_until(day), last);
            }
        }
        std::optional<Day> next;
        for (int i = kDays + 2; i-- > -2;) {
            const Day day = kFirst + days(i);
            if (sets.allows(day)) next = day;
            if (next || !sets.only.empty()) {
                ASSERT_EQ(filter.first_from(day), next);
            }
        }
    }
}

TEST(DayFilter, TheEndsOfTheYearsThatCalendarsHave) {
    const auto all = *Calendar::of({{kFirstSearchedDay, kLastSearchedDay, ""}});
    const DayFilter none({all}, {all});
    EXPECT_EQ(none.first_from(kFirstSearchedDay), std::nullopt);
    EXPECT_EQ(none.last_until(kLastSearchedDay), std::nullopt);
    EXPECT_EQ(DayFilter({all}, {}).first_from(kFirst), kLastSearchedDay + days(1));
    EXPECT_EQ(DayFilter({}, {all}).last_until(Day::max()), kLastSearchedDay);
    EXPECT_EQ(DayFilter({}, {Calendar()}).first_from(kFirst), std::nullopt);
    EXPECT_TRUE(DayFilter({Calendar()}, {}).allows(kFirst));
}

}  // namespace
}  // namespace wls
