// What holds for every rule, whatever it says: properties that rapidcheck tries to break with rules
// of all forms (the oracle's generator, from a seed), around changes of clocks. RC_PARAMS changes
// what is tried; without it each run tries the same.
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "time/tables.h"
#include "time/weekly.h"
#include "time/window_oracle.h"

namespace wls {
namespace {

using namespace std::chrono;
using namespace support;

// Set before rapidcheck looks.
[[maybe_unused]] const int kIsSet = setenv("RC_PARAMS", "seed=1 max_success=600", 0);

constexpr std::size_t kAll = 100'000;

struct Case {
    Zone zone;
    Instant around;  // a change of the zone's
    Rule rule;
};

Case any_case() {
    static const auto* const kZones = new std::vector<std::string>{
        "Europe/Paris",   "America/New_York", "Australia/Lord_Howe", "Antarctica/Troll",
        "Pacific/Apia",   "America/St_Johns", "Africa/Casablanca",   "Africa/Cairo",
        "Asia/Kathmandu", "Pacific/Chatham"};
    const Zone in = zone(*rc::gen::elementOf(*kZones));
    const Instant from = utc("1972-01-01 00:00:00") + days(*rc::gen::inRange(0, 47'000));
    const Instant change = in.steady_from(from).until.value_or(from);
    for (;;) {
        Random random(*rc::gen::noShrink(rc::gen::arbitrary<std::uint64_t>()));
        const auto sets = oracle::random_rule_of_sets(random, in.to_local(change).time);
        if (auto rule = Rule::compile(sets.fields, in)) return {in, change, *rule};
    }
}

Instant any_instant(const Case& one) {
    const auto away = *rc::gen::inRange<std::int64_t>(-3LL * 86'400, 3LL * 86'400);
    return one.around + seconds(away) + Duration(*rc::gen::inRange(0, 2));
}

bool holds(const char* law, void (*check)()) {
    return rc::check(law, check);
}

TEST(Laws, NextOnlyMovesForwardAndPrevOnlyBack) {
    EXPECT_TRUE(holds("next(t) > t, and again; prev(t) < t, and again", [] {
        const Case one = any_case();
        const Instant begin = any_instant(one);
        Instant at = begin;
        for (int i = 0; i < 10; ++i) {
            const auto next = one.rule.next(at);
            if (!next) break;
            RC_ASSERT(next->start_at > at);
            RC_ASSERT(next->end_at > next->start_at);
            at = next->start_at;
        }
        at = begin;
        for (int i = 0; i < 10; ++i) {
            const auto prev = one.rule.prev(at);
            if (!prev) break;
            RC_ASSERT(prev->start_at < at);
            RC_ASSERT(prev->end_at > prev->start_at);
            at = prev->start_at;
        }
    }));
}

TEST(Laws, NothingLiesBetweenPrevAndNext) {
    EXPECT_TRUE(holds("prev(next(t)) <= t <= next(prev(t)), and prev finds what next found", [] {
        const Case one = any_case();
        const Instant at = any_instant(one);
        if (const auto next = one.rule.next(at)) {
            const auto before = one.rule.prev(next->start_at);
            RC_ASSERT(!before || before->start_at <= at);
            RC_ASSERT(one.rule.prev(next->start_at + Duration(1)) == next);
        }
        if (const auto prev = one.rule.prev(at)) {
            const auto after = one.rule.next(prev->start_at);
            RC_ASSERT(!after || after->start_at >= at);
            RC_ASSERT(one.rule.next(prev->start_at - Duration(1)) == prev);
        }
    }));
}

TEST(Laws, NextAndPrevAgreeWithWindows) {
    EXPECT_TRUE(holds("next is the first window that is not empty, prev the last", [] {
        const Case one = any_case();
        const Instant from = any_instant(one), to = from + hours(48);
        auto found = one.rule.windows(from, to, kAll);
        RC_ASSERT(std::ranges::is_sorted(
            found, {}, [](const PlannedWindow& planned) { return planned.window.start_at; }));
        std::erase_if(found, [](const PlannedWindow& planned) { return planned.is_skipped(); });
        const auto next = one.rule.next(from - Duration(1)), prev = one.rule.prev(to);
        if (found.empty()) {
            RC_ASSERT(!next || next->start_at >= to);
            RC_ASSERT(!prev || prev->start_at < from);
        } else {
            RC_ASSERT(next == found.front().window);
            RC_ASSERT(prev == found.back().window);
        }
        for (std::size_t i = 1; i < found.size(); ++i)  // of those that start together one is left
            RC_ASSERT(found[i - 1].window.start_at < found[i].window.start_at);
    }));
}

TEST(Laws, WhatIsOpenIsTheWindowThatEndsLast) {
    EXPECT_TRUE(holds("open_at(t) is the last to end of the windows that contain t", [] {
        const Case one = any_case();
        const Instant at = any_instant(one), from = at - days(30);  // none is longer but cron pairs
        std::optional<Window> last;
        for (const auto& [window, local] : one.rule.windows(from, at + Duration(1), kAll))
            if (window.contains(at) && (!last || last->end_at < window.end_at)) last = window;
        const auto open = one.rule.open_at(at);
        if (open && open->start_at < from) return;
        RC_ASSERT(open.has_value() == last.has_value());
        RC_ASSERT(!open || (open->contains(at) && open->end_at == last->end_at));
    }));
}

TEST(Laws, PartsOfARangeMakeTheWhole) {
    EXPECT_TRUE(holds("windows of [a, b) and [b, c) are those of [a, c)", [] {
        const Case one = any_case();
        std::array<Instant, 3> at = {any_instant(one), any_instant(one), any_instant(one)};
        std::ranges::sort(at);
        auto parts = one.rule.windows(at[0], at[1], kAll);
        const auto rest = one.rule.windows(at[1], at[2], kAll);
        parts.insert(parts.end(), rest.begin(), rest.end());
        RC_ASSERT(parts == one.rule.windows(at[0], at[2], kAll));
        // And `most` takes the first of them.
        const auto most = *rc::gen::inRange<std::size_t>(0, parts.size() + 2);
        parts.resize(std::min(parts.size(), most));
        RC_ASSERT(parts == one.rule.windows(at[0], at[2], most));
    }));
}

TEST(Laws, LaterByClocksIsNeverEarlier) {
    EXPECT_TRUE(holds("a <= b makes to_instant(a) <= to_instant(b)", [] {
        const Case one = any_case();
        const LocalTime middle = one.zone.to_local(one.around).time;
        const auto any = [&] { return middle + minutes(*rc::gen::inRange(-1'600, 1'600)); };
        const LocalTime a = any(), b = any();
        RC_ASSERT(one.zone.to_instant(std::min(a, b)) <= one.zone.to_instant(std::max(a, b)));
        RC_ASSERT(one.zone.to_local(one.zone.to_instant(a)).time >= a);
    }));
}

TEST(Laws, AWeeklyRuleIsWhatItsTextSays) {
    EXPECT_TRUE(holds("text() in both languages is read as the same windows", [] {
        const auto name = [](int day) {
            constexpr std::array kNames = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
            return std::string(kNames.at(static_cast<std::size_t>(day % 7)));
        };
        const auto clock = [](int second) {
            return iso_text(LocalTime{} + seconds(second)).substr(11);
        };
        std::vector<std::string> texts;
        for (auto windows = *rc::gen::inRange(1, 5); windows > 0; --windows) {
            const int step = *rc::gen::element(1, 60, 3'600);
            const int start = *rc::gen::inRange(0, 86'400 / step) * step;
            const int end = *rc::gen::suchThat(rc::gen::inRange(0, 86'400 / step + 1), [&](int n) {
                return n * step != start;
            }) * step;
            const std::string to = end == 86'400 ? "24:00" : clock(end);
            const int first = *rc::gen::inRange(0, 7);
            std::string days = name(first);
            if (*rc::gen::inRange(0, 3) == 0) {  // over several days
                const int last = first + *rc::gen::inRange(1, 7);
                texts.push_back(days + " " + clock(start) + "-" + name(last) + " " + to);
                continue;
            }
            for (auto more = *rc::gen::inRange(0, 6); more > 0; --more)
                days += "," + name(*rc::gen::inRange(0, 7));
            texts.push_back(days + " " + clock(start) + "-" + to);
        }
        const auto weekly = Weekly::parse(texts);
        RC_ASSERT(weekly.has_value());
        for (const auto language : {Language::English, Language::French}) {
            const auto again = Weekly::parse({weekly->text(language)});
            RC_ASSERT(again.has_value());
            RC_ASSERT(again->text(language) == weekly->text(language));
            LocalTime at = local("2025-06-02 00:00:00");
            for (int i = 0; i < 30; ++i) {
                const auto wanted = weekly->next_local(at);
                RC_ASSERT(again->next_local(at) == wanted);
                at = wanted->start + Duration(1);
            }
        }
    }));
}

}  // namespace
}  // namespace wls
