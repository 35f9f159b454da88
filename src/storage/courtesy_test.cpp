#include "storage/courtesy.h"

#include <gtest/gtest.h>

namespace wls::storage {
namespace {

// Milliseconds of rest in `transactions` of ours, back to back, each after `others` wrote or not.
int rest_in(Courtesy& courtesy, int transactions, bool others) {
    int rest = 0;
    for (int i = 0; i < transactions; ++i) {
        courtesy.began(others);
        rest += courtesy.rest(true);
    }
    return rest;
}

TEST(Courtesy, AloneItCostsAMomentNowAndThen) {
    Courtesy courtesy;
    EXPECT_LE(rest_in(courtesy, 1'000, false), 1'000 / 32);
    EXPECT_GT(rest_in(courtesy, 1'000, false), 0) << "the first turn of a newcomer";
}

TEST(Courtesy, WhoeverWroteFindsTheLockFreeAfterEachOfOurs) {
    Courtesy courtesy;
    EXPECT_GE(rest_in(courtesy, 100, true), 100);
    courtesy.began(false);
    EXPECT_GT(courtesy.rest(true), 0) << "he waits still, for all we know";
}

TEST(Courtesy, EndsWhenNobodyElseHasWrittenForLong) {
    Courtesy courtesy;
    rest_in(courtesy, 1, true);
    EXPECT_GE(rest_in(courtesy, 300, false), 300);
    rest_in(courtesy, 1'000, false);
    EXPECT_LE(rest_in(courtesy, 1'000, false), 1'000 / 32);
}

TEST(Courtesy, WhatIsFreeAnywayIsNotWaitedFor) {
    Courtesy courtesy;
    for (int i = 0; i < 1'000; ++i) {
        courtesy.began(i % 2 == 0);
        EXPECT_EQ(courtesy.rest(false), 0);
    }
}

}  // namespace
}  // namespace wls::storage
