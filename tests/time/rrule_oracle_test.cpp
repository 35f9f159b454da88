// Recurrence rules against their oracle: random rules from random first starts mean the same starts
// to both. WLS_ORACLE_ROUNDS=N plays N rules instead of 2,000.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>

#include "support/random.h"
#include "time/rrule.h"
#include "time/rrule_oracle.h"

namespace wls {
namespace {

using namespace std::chrono;

std::string texts(const std::vector<LocalTime>& times) {
    std::string all;
    for (const auto at : times) all += iso_text(at) + "\n";
    return all;
}

LocalTime end_of(int last_year) {
    return local_days{year(last_year) / 12 / 31} + hours(24) - Duration(1);
}

LocalTime random_first(support::Random& random, int first_year) {
    const auto day = local_days{year(first_year) / 1 / 1} + days(random.below(365));
    const auto time = random.chance(20) ? Duration(random.below(Duration(hours(24)).count()))
                                        : Duration(minutes(random.below(24 * 60)));
    return day + time;
}

// Forwards and backwards from start to start, and from random times between.
void expect_agreement(const RRule& rule, const std::vector<LocalTime>& wanted, int last_year,
                      support::Random& random) {
    const LocalTime first = wanted.front(), end = end_of(last_year);
    std::vector<LocalTime> forwards, backwards;
    for (auto at = rule.next_local(LocalTime{}); at && *at <= end;
         at = rule.next_local(*at + Duration(1)))
        forwards.push_back(*at);
    for (auto at = rule.prev_local(end); at; at = rule.prev_local(*at - Duration(1)))
        backwards.push_back(*at);
    std::ranges::reverse(backwards);
    ASSERT_EQ(texts(forwards), texts(wanted));
    ASSERT_EQ(texts(backwards), texts(wanted));
    for (int i = 0; i < 20; ++i) {
        const LocalTime at = first + Duration(random.below((end - first).count()));
        const auto after = std::ranges::lower_bound(wanted, at);
        const auto next = rule.next_local(at);
        if (after != wanted.end())
            ASSERT_EQ(next, *after) << iso_text(at);
        else
            ASSERT_TRUE(!next || *next > end) << iso_text(at);
        ASSERT_EQ(rule.prev_local(at), *std::prev(std::ranges::upper_bound(wanted, at)))
            << iso_text(at);
    }
}

TEST(RRuleOracle, AgreesOnRandomRules) {
    support::Random random(3);
    const char* wanted_rounds = std::getenv("WLS_ORACLE_ROUNDS");
    const auto rounds = wanted_rounds == nullptr ? 2'000 : std::strtol(wanted_rounds, nullptr, 10);
    std::size_t starts = 0;
    for (long round = 0; round < rounds && !HasFatalFailure(); ++round) {
        const int years = static_cast<int>(random.chance(1) ? 120 : random.between(0, 5));
        const int first_year = static_cast<int>(random.between(1970, 2400 - years));
        const LocalTime first = random_first(random, first_year);
        const auto sets = oracle::random_rule(random, first);
        SCOPED_TRACE(sets.text + " from " + iso_text(first));
        const auto rule = RRule::parse(sets.text, first);
        ASSERT_TRUE(rule) << rule.error().message;
        const auto wanted = oracle::starts(sets, first, first_year + years);
        expect_agreement(*rule, wanted, first_year + years, random);
        starts += wanted.size();
    }
    EXPECT_GT(starts, static_cast<std::size_t>(rounds) * 10);
    std::cout << starts << " starts\n";
}

// A digit becomes another, or anything happens.
void spoil(std::string& text, support::Random& random) {
    constexpr std::string_view kOften = "0123456789-+,;=MOTUWEFRASYDBH\xC3\n";
    const bool is_mild = random.chance(70);
    for (auto changes = random.between(1, 4); changes > 0 && !text.empty(); --changes) {
        const auto at =
            static_cast<std::size_t>(random.below(static_cast<std::int64_t>(text.size())));
        if (is_mild && text[at] >= '0' && text[at] <= '9')
            text[at] = static_cast<char>('0' + random.below(10));
        else if (is_mild)
            continue;
        else if (random.chance(30))
            text.erase(at, 1);
        else if (random.chance(50))
            text[at] = random.one_of(kOften);
        else
            text.insert(at, 1, random.one_of(kOften));
    }
}

// Whatever stands in a text: it is refused, or it is a rule that keeps the laws.
TEST(RRuleOracle, AnyTextIsARuleOrAnError) {
    support::Random random(4);
    std::size_t rules = 0;
    for (int round = 0; round < 3'000 && !HasFatalFailure(); ++round) {
        const LocalTime first = random_first(random, static_cast<int>(random.between(1970, 2400)));
        std::string text = oracle::random_rule(random, first).text;
        spoil(text, random);
        SCOPED_TRACE(text + " from " + iso_text(first));
        const auto rule = RRule::parse(text, first);
        if (!rule) {
            EXPECT_TRUE(rule.error().message.contains(", character ")) << rule.error().message;
            continue;
        }
        ++rules;
        EXPECT_FALSE(rule->text(Language::French).empty());
        LocalTime at = first;
        for (int i = 0; i < 5; ++i) {
            const auto next = rule->next_local(at + Duration(1));
            ASSERT_EQ(rule->prev_local(next.value_or(kLastLocalTime) - Duration(1)), at);
            if (!next) break;
            ASSERT_GT(*next, at);
            at = *next;
        }
    }
    EXPECT_GT(rules, 300U);
}

// Each part that changes what a rule means shows in its sentences.
TEST(RRuleOracle, WhatSaysTheSameMeansTheSame) {
    support::Random random(5);
    const LocalTime first = local_days{2026y / 11 / 13} + hours(9);
    std::map<std::string, std::pair<std::string, std::string>> said;  // the rule, its starts
    int again = 0;
    for (int round = 0; round < 3'000 && !HasFatalFailure(); ++round) {
        const auto sets = oracle::random_rule(random, first);
        const auto rule = RRule::parse(sets.text, first);
        ASSERT_TRUE(rule) << sets.text;
        std::vector<LocalTime> starts;
        for (auto at = rule->next_local(first); at && starts.size() < 60;
             at = rule->next_local(*at + Duration(1)))
            starts.push_back(*at);
        for (const auto language : {Language::English, Language::French}) {
            const auto [known, is_new] =
                said.try_emplace(rule->text(language), sets.text, texts(starts));
            if (is_new) continue;
            ++again;
            ASSERT_EQ(known->second.second, texts(starts))
                << sets.text << " and " << known->second.first << ": " << known->first;
        }
    }
    EXPECT_GT(again, 200);
}

}  // namespace
}  // namespace wls
