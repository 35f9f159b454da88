#include "local/reactor.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

namespace wls::local {
namespace {

using std::chrono::milliseconds;

TEST(Reactor, RunsWhatIsPostedInOrderAndAllBeforeItEnds) {
    Reactor reactor;
    std::vector<int> seen;
    std::thread other([&] {
        for (int i = 0; i < 1000; ++i) reactor.post([&seen, i] { seen.push_back(i); });
        reactor.stop();
    });
    reactor.run();
    other.join();
    ASSERT_EQ(seen.size(), 1000U);
    EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
}

TEST(Reactor, TimeOutsComeInTheirOrderUnlessForgotten) {
    Reactor reactor;
    std::string seen;
    reactor.after(milliseconds{150}, [&] {
        seen += 'c';
        reactor.stop();
    });
    const auto forgotten = reactor.after(milliseconds{20}, [&] { seen += 'x'; });
    reactor.after(milliseconds{0}, [&] {
        seen += 'a';
        reactor.after(milliseconds{10}, [&] { seen += 'b'; });
    });
    reactor.forget(forgotten);
    reactor.forget(forgotten);
    reactor.forget(0);
    reactor.run();
    EXPECT_EQ(seen, "abc");
}

TEST(Reactor, AWatchMayForgetItselfAndOthers) {
    Reactor reactor;
    int first[2], second[2];
    ASSERT_EQ(::pipe2(first, O_CLOEXEC), 0);
    ASSERT_EQ(::pipe2(second, O_CLOEXEC), 0);
    Fd ends[] = {Fd(first[0]), Fd(first[1]), Fd(second[0]), Fd(second[1])};
    Reactor::Key keys[2] = {};
    int calls = 0;
    const auto once = [&] {
        ++calls;
        for (const auto key : keys) reactor.forget(key);
        reactor.stop();
    };
    keys[0] = reactor.watch(first[0], once);
    keys[1] = reactor.watch(second[0], once);
    ends[1].reset();  // both are readable at once
    ends[3].reset();
    reactor.run();
    EXPECT_EQ(calls, 1);
}

TEST(Ticks, LastAtLeastAsLong) {
    EXPECT_EQ(ticks_in(milliseconds{0}), 1U);
    EXPECT_EQ(ticks_in(milliseconds{1}), 2U);
    EXPECT_EQ(ticks_in(milliseconds{50}), 2U);
    EXPECT_EQ(ticks_in(milliseconds{51}), 3U);
    EXPECT_EQ(ticks_in(milliseconds{-5}), 1U);
}

}  // namespace
}  // namespace wls::local
