#include "local/process/keeper_order.h"

#include <gtest/gtest.h>

namespace wls::local {
namespace {

KeeperOrder sample() {
    KeeperOrder order;
    order.data = "/srv/data";
    order.run = "7-1-1";
    order.argv = {"printf", "", "a b", std::string("\n,:\xFF", 4), "5:x,"};
    order.this_program = true;
    order.directory = "/";
    order.environment = {"PATH=/bin", "EMPTY="};
    order.stop_grace = std::chrono::milliseconds(1500);
    order.start_within = std::chrono::hours{24 * 365 * 8'000};
    order.fault = "after_claim";
    return order;
}

TEST(KeeperOrder, ComesBackAsItWas) {
    EXPECT_EQ(decode_keeper_order(encode(sample())), sample());
}

TEST(KeeperOrder, CutOrChangedIsRefusedOrWellFormed) {
    const std::string good = encode(sample());
    for (std::size_t size = 0; size < good.size(); ++size)
        EXPECT_FALSE(decode_keeper_order(good.substr(0, size))) << size;
    EXPECT_FALSE(decode_keeper_order(good + "0:,"));
    for (std::size_t at = 0; at < good.size(); ++at)
        for (const char c : {'\0', '9', ':', ',', '-', '\xFF'}) {
            std::string bad = good;
            bad[at] = c;
            decode_keeper_order(bad);  // whatever it says: no crash, no runaway memory
        }
}

TEST(KeeperOrder, RefusesLengthsThatLie) {
    const char* const texts[] = {
        "18446744073709551615:x,",
        "18446744073709551616:x,",
        "-1:x,",
        "99999999999:x,",
        ":,",
        "1:,",
        "1",
        "1:",
        "01:x",
        "9,",
    };
    for (const char* text : texts) EXPECT_FALSE(decode_keeper_order(text)) << text;
    EXPECT_FALSE(decode_keeper_order("1:d,1:r,19:9223372036854775807,1:x,"));
}

TEST(KeeperOrder, NamesARunAndAProgram) {
    for (const char* run : {"", "../../etc/x", "a/b"}) {
        KeeperOrder order = sample();
        order.run = run;
        EXPECT_FALSE(decode_keeper_order(encode(order))) << run;
    }
    KeeperOrder order = sample();
    order.argv = {};
    EXPECT_FALSE(decode_keeper_order(encode(order)));
    order.argv = {""};
    EXPECT_FALSE(decode_keeper_order(encode(order)));
}

}  // namespace
}  // namespace wls::local
