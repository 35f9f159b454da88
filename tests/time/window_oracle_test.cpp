// Rules against their oracle: around changes of clocks random rules of all forms have the same
// windows to both, whatever is asked. WLS_ORACLE_ROUNDS=N plays N changes instead of 40.
#include "time/window_oracle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>

#include "time/zones.h"

namespace wls {
namespace {

using namespace std::chrono;

constexpr std::size_t kMost = 100'000;

struct Change {
    std::string zone;
    Instant at;
};

std::vector<Change> all_changes() {
    std::vector<Change> changes;
    // Series may begin over a year earlier, and never before 1970.
    const Instant first{sys_days{1971y / 6 / 1}}, last{sys_days{2100y / 1 / 1}};
    for (const auto& name : support::distinct_zones()) {
        const Zone zone = *Zone::load(name);
        for (auto at = zone.steady_from(first).until; at && *at < last;
             at = zone.steady_from(*at).until)
            changes.push_back({name, *at});
    }
    return changes;
}

// What the oracle's clocks can walk.
bool is_walkable(const Zone& zone, Instant from, Instant to) {
    const auto change = zone.steady_until(from).since;
    if (change && *change > from - hours(26)) return false;
    for (std::optional<Instant> at = from; at && *at < to; at = zone.steady_from(*at).until)
        if (zone.steady_from(*at).offset.count() % 60 != 0) return false;
    return true;
}

// The windows, one a line, as rfc3339 and by the clocks' faces.
std::string texts(const Zone& zone, const std::vector<PlannedWindow>& windows) {
    std::string all;
    for (const auto& [window, local] : windows)
        all += zone.rfc3339(window.start_at) + " " + zone.rfc3339(window.end_at) + " (" +
               iso_text(local.start) + " " + iso_text(local.end) + ")\n";
    return all;
}

std::string said(const RuleFields& fields, const Zone& zone) {
    std::string text = zone.name();
    const auto add = [&](const std::string& name, const auto& value) {
        if (value) text += "\n" + name + ": " + *value;
    };
    for (const auto* const reading : {&fields.start, &fields.end})
        if (*reading)
            text += "\n" + iso_text((*reading)->time) +
                    ((*reading)->pass == Pass::Second ? " again" : "");
    add("repeat", fields.repeat);
    for (const auto& week : fields.weekly.value_or(std::vector<std::string>{}))
        text += "\nweekly: " + week;
    add("start", fields.cron_start);
    add("stop", fields.cron_stop);
    for (const auto& date : fields.except) text += "\nexcept: " + date;
    for (const auto& date : fields.extra) text += "\nextra: " + date;
    add("from", fields.valid_from);
    add("until", fields.valid_until);
    const auto calendars = [&](const char* name, const std::vector<NamedCalendar>& all) {
        for (const auto& one : all)
            for (const auto& span : one.calendar.spans())
                text += std::string("\n") + name + ": " + iso_text(span.first) + " " +
                        iso_text(span.last);
    };
    calendars("skip", fields.skip);
    calendars("only", fields.only);
    return text;
}

class Compared {
  public:
    Compared(const oracle::RuleOfSets& sets, const Rule& rule, Instant from, Instant to,
             support::Random& random)
        : sets_(sets), rule_(rule), from_(from), to_(to), random_(random) {}

    // Also asks what is before and after some instants, and of parts of the range.
    // How many questions that were.
    std::size_t with(const std::vector<PlannedWindow>& wanted) {
        const Zone& zone = rule_.zone();
        SCOPED_TRACE(said(sets_.fields, zone));
        compare(from_, to_, wanted);
        if (testing::Test::HasFatalFailure()) return asked_;
        std::vector<Instant> asked = {from_, to_, sets_.fields.start ? from_ + hours(25) : from_};
        for (const auto& planned : wanted)
            for (const Instant at : {planned.window.start_at, planned.window.end_at})
                for (const int away : {-1, 0, 1}) asked.push_back(at + Duration(away));
        if (asked.size() > 40) asked.resize(40);
        for (int i = 0; i < 10; ++i)
            asked.push_back(from_ + Duration(random_.below((to_ - from_).count())));
        for (const Instant at : asked) {
            if (at < from_ || at > to_ || testing::Test::HasFatalFailure()) continue;
            ask(at, wanted);
        }
        const Instant cut = random_.one_of(asked);
        if (cut < from_ || cut > to_) return asked_;
        const auto is_before = [&](const auto& planned) { return planned.window.start_at < cut; };
        const auto middle = std::ranges::partition_point(wanted, is_before);
        compare(from_, cut, {wanted.begin(), middle});
        compare(cut, to_, {middle, wanted.end()});
        return asked_;
    }

  private:
    void compare(Instant from, Instant to, const std::vector<PlannedWindow>& wanted) {
        const Zone& zone = rule_.zone();
        ++asked_;
        ASSERT_EQ(texts(zone, rule_.windows(from, to, kMost)), texts(zone, wanted))
            << "from " << zone.rfc3339(from) << " to " << zone.rfc3339(to);
    }

    void ask(Instant at, const std::vector<PlannedWindow>& wanted) {
        const Zone& zone = rule_.zone();
        std::optional<Window> before, after;
        for (const auto& [window, local] : wanted) {
            if (window.empty()) continue;
            if (window.start_at < at) before = window;
            if (window.start_at > at && !after) after = window;
        }
        const auto next = rule_.next(at), prev = rule_.prev(at);
        asked_ += 2;
        // Of what lies beyond the range nothing is known.
        const auto shown = [&](const std::optional<Window>& window) {
            const bool is_known = window && window->start_at >= from_ && window->start_at < to_;
            return is_known ? zone.rfc3339(window->start_at) + " " + zone.rfc3339(window->end_at)
                            : "none";
        };
        ASSERT_EQ(shown(next), shown(after)) << "after " << zone.rfc3339(at);
        ASSERT_EQ(shown(prev), shown(before)) << "before " << zone.rfc3339(at);
    }

    const oracle::RuleOfSets& sets_;
    const Rule& rule_;
    Instant from_, to_;
    support::Random& random_;
    std::size_t asked_ = 0;
};

// It ends before it starts, or is never valid.
bool must_be_refused(const oracle::RuleOfSets& sets, const oracle::Clocks& clocks) {
    const auto &start = sets.fields.start, &end = sets.fields.end;
    if (start && !sets.series) {
        const Instant from = clocks.at(start->time, start->pass);
        const Instant to = clocks.at(end->time, end->pass);
        if (to < from || (to == from && end->time <= start->time)) return true;
    }
    return sets.valid_from && sets.valid_until &&
           clocks.at(*sets.valid_until) <= clocks.at(*sets.valid_from);
}

TEST(WindowOracle, AgreesAroundChangesOfClocks) {
    const auto changes = all_changes();
    support::Random random(3);
    const char* const wanted_rounds = std::getenv("WLS_ORACLE_ROUNDS");
    const long rounds = wanted_rounds == nullptr ? 40 : std::strtol(wanted_rounds, nullptr, 10);
    std::size_t rules = 0, found = 0, skipped = 0, asked = 0, refused = 0;
    for (long round = 0; round < rounds && !HasFatalFailure(); ++round) {
        const auto& change = random.one_of(changes);
        const Zone zone = *Zone::load(change.zone);
        const Instant from = floor<minutes>(change.at) - hours(random.between(1, 30));
        const Instant to = from + hours(60);
        if (!is_walkable(zone, from - oracle::Clocks::kBefore, to + oracle::Clocks::kAfter))
            continue;
        const oracle::Clocks clocks(zone, from, to);
        for (int i = 0; i < 60 && !HasFatalFailure(); ++i) {
            const Instant around = change.at - Duration(random.below(2));
            const auto sets = oracle::random_rule_of_sets(random, clocks.shown_at(around));
            const auto rule = Rule::compile(sets.fields, zone);
            ASSERT_EQ(!rule, must_be_refused(sets, clocks))
                << said(sets.fields, zone) << "\n"
                << (rule ? "compiled" : rule.error().message);
            refused += rule ? 0 : 1;
            const auto wanted = rule ? oracle::windows(sets, clocks, from, to) : std::nullopt;
            if (!wanted) continue;
            asked += Compared(sets, *rule, from, to, random).with(*wanted);
            ++rules;
            found += wanted->size();
            for (const auto& planned : *wanted) skipped += planned.is_skipped() ? 1 : 0;
        }
    }
    std::cout << rules << " rules, " << found << " windows, " << skipped << " of them skipped, "
              << asked << " questions, " << refused << " rules refused\n";
    if (wanted_rounds != nullptr) return;
    EXPECT_GT(rules, 1'500U);
    EXPECT_GT(found, 2'000U);
    EXPECT_GT(skipped, 30U);
}

}  // namespace
}  // namespace wls
