// Calendars against a walk through a map of dates, with random spans.
#include <gtest/gtest.h>

#include <map>

#include "support/random.h"
#include "time/calendar.h"
#include "time/calendar_text.h"
#include "time/local_time.h"

namespace wls {
namespace {

using namespace std::chrono;
using support::Random;

std::vector<DateSpan> random_spans(Random& random) {
    const std::vector<std::string> names = {"", "Noël", "Freeze", "Day #1", "春节"};
    const local_days base = kFirstSearchedDay + days(random.below(157'000));
    std::vector<DateSpan> spans;
    for (auto left = random.below(12); left > 0; --left) {
        const auto first = base + days(random.below(60));
        const auto last = first + days(random.chance(50) ? 0 : random.below(20));
        spans.push_back({first, std::min(last, kLastSearchedDay), random.one_of(names)});
    }
    return spans;
}

// Each date with its name, obviously.
std::map<local_days, std::string> dates_of(const std::vector<DateSpan>& spans) {
    std::map<local_days, std::string> dates;
    std::map<local_days, days> lengths;
    for (const auto& span : spans)
        for (auto date = span.first; date <= span.last; date += days(1)) {
            dates.try_emplace(date);
            const auto length = span.last - span.first;
            if (span.name.empty()) continue;
            if (lengths.contains(date) && lengths[date] <= length) continue;
            lengths[date] = length;
            dates[date] = span.name;
        }
    return dates;
}

TEST(CalendarLaws, AgreesWithAWalkThroughItsDates) {
    Random random(6);
    for (int round = 0; round < 2'000; ++round) {
        const auto spans = random_spans(random);
        const auto calendar = *Calendar::of(spans);
        const auto dates = dates_of(spans);
        ASSERT_EQ(calendar.size(), dates.size());
        if (dates.empty()) continue;
        ASSERT_EQ(calendar.last_date(), dates.rbegin()->first);
        for (auto date = dates.begin()->first - days(2); date <= dates.rbegin()->first + days(2);
             date += days(1)) {
            const auto found = dates.find(date);
            const auto next = dates.lower_bound(date), after = dates.upper_bound(date);
            const auto prev =
                after == dates.begin() ? std::nullopt : std::optional(std::prev(after)->first);
            auto missing = date, missed = date;
            while (dates.contains(missing)) missing += days(1);
            while (dates.contains(missed)) missed -= days(1);
            ASSERT_EQ(calendar.contains(date), found != dates.end());
            ASSERT_EQ(calendar.name_of(date), found == dates.end() ? "" : found->second);
            ASSERT_EQ(calendar.first_from(date),
                      next == dates.end() ? std::nullopt : std::optional(next->first));
            ASSERT_EQ(calendar.last_until(date), prev);
            ASSERT_EQ(calendar.first_missing_from(date), missing);
            ASSERT_EQ(calendar.last_missing_until(date), missed);
        }
    }
}

TEST(CalendarLaws, IsWhatItsPrintedListSays) {
    Random random(64);
    for (int round = 0; round < 5'000; ++round) {
        const auto calendar = *Calendar::of(random_spans(random));
        std::string list;
        for (const auto& span : calendar.spans()) {
            list += iso_date(span.first);
            if (span.first != span.last) list += ".." + iso_date(span.last);
            list += " " + span.name + "\n";
        }
        const auto again = parse_date_list(list);
        ASSERT_TRUE(again) << again.error().message;
        ASSERT_EQ(*again, calendar) << list;
        ASSERT_EQ(*Calendar::of({calendar.spans().begin(), calendar.spans().end()}), calendar);
    }
}

}  // namespace
}  // namespace wls
