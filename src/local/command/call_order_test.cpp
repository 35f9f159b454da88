#include "local/command/call_order.h"

#include <gtest/gtest.h>

namespace wls::local {
namespace {

CallOrder sample() {
    CallOrder order;
    order.data = "/srv/data";
    order.run = "7-1-1";
    order.edge = Edge::Stop;
    order.call = {"printf", "", "a b", std::string("\n,:\xFF", 4), "5:x,"};
    order.state = {"true"};
    order.directory = "/";
    order.environment = {"PATH=/bin", "EMPTY="};
    order.timeout = std::chrono::seconds{30};
    order.stop_grace = std::chrono::milliseconds(1500);
    return order;
}

TEST(CallOrder, ComesBackAsItWas) {
    EXPECT_EQ(decode_call_order(encode(sample())), sample());
    CallOrder without = sample();
    without.state = {};
    EXPECT_EQ(decode_call_order(encode(without)), without);
}

TEST(CallOrder, CutOrChangedIsRefusedOrWellFormed) {
    const std::string good = encode(sample());
    for (std::size_t size = 0; size < good.size(); ++size)
        EXPECT_FALSE(decode_call_order(good.substr(0, size))) << size;
    EXPECT_FALSE(decode_call_order(good + "0:,"));
    for (std::size_t at = 0; at < good.size(); ++at)
        for (const char c : {'\0', '9', ':', ',', '-', '\xFF'}) {
            std::string bad = good;
            bad[at] = c;
            decode_call_order(bad);  // whatever it says: no crash, no runaway memory
        }
}

TEST(CallOrder, NamesARunAndAProgram) {
    for (const char* run : {"", "../../etc/x", "a/b"}) {
        CallOrder order = sample();
        order.run = run;
        EXPECT_FALSE(decode_call_order(encode(order))) << run;
    }
    for (const auto& argv : {std::vector<std::string>{}, std::vector<std::string>{""}}) {
        CallOrder order = sample();
        order.call = argv;
        EXPECT_FALSE(decode_call_order(encode(order)));
    }
}

TEST(CallOrder, ItsLongestCountsEveryTimeOut) {
    CallOrder order = sample();
    EXPECT_EQ(order.longest(), std::chrono::milliseconds{3 * (30'000 + 1'500 + 5'000)});
    order.state = {};
    EXPECT_EQ(order.longest(), std::chrono::milliseconds{30'000 + 1'500 + 5'000});
}

}  // namespace
}  // namespace wls::local
