#include "net/retry_after.h"

#include <gtest/gtest.h>

namespace wls::net {
namespace {

using std::chrono::seconds;

constexpr seconds kDay = std::chrono::days{1};

// Sun, 06 Nov 1994 08:49:37 GMT
constexpr Instant kNow{seconds{784'111'777}};

TEST(RetryAfter, IsANumberOfSecondsOrADate) {
    const struct {
        const char* value;
        seconds want;
    } rows[] = {
        {"0", seconds{0}},
        {"120", seconds{120}},
        {" 120\t", seconds{120}},
        {"0007", seconds{7}},
        {"86400", kDay},
        {"86401", kDay},
        {"99999999999999999999999999", kDay},
        {"Sun, 06 Nov 1994 08:49:37 GMT", seconds{0}},
        {"Sun, 06 Nov 1994 08:50:37 GMT", seconds{60}},
        {"Mon, 07 Nov 1994 08:49:36 GMT", kDay - seconds{1}},
        {"Mon, 07 Nov 1994 08:49:38 GMT", kDay},
        {"Fri, 31 Dec 9999 23:59:59 GMT", kDay},
        {"Sun, 06 Nov 1994 08:49:36 GMT", seconds{0}},
        {"Thu, 01 Jan 1970 00:00:00 GMT", seconds{0}},
        {"Sat, 01 Jan 0000 00:00:00 GMT", seconds{0}},
    };
    for (const auto& row : rows) {
        const auto found = retry_after(row.value, kNow);
        ASSERT_TRUE(found) << row.value;
        EXPECT_EQ(*found, row.want) << row.value;
    }
}

TEST(RetryAfter, AnythingElseIsNoWish) {
    for (const char* value : {"",
                              " ",
                              "-1",
                              "+1",
                              "1.5",
                              "1 2",
                              "0x10",
                              "soon",
                              "1s",
                              "Sun, 06 Nov 1994 08:49:37",
                              "Sun, 06 Nov 1994 08:49:37 CET",
                              "Sun, 6 Nov 1994 08:49:37 GMT ",
                              "sun, 06 Nov 1994 08:49:37 GMT",
                              "unM, 06 Nov 1994 08:49:37 GMT",
                              "Sun, 06 ovD 1994 08:49:37 GMT",
                              "Sun, 31 Feb 1994 08:49:37 GMT",
                              "Sun, 00 Nov 1994 08:49:37 GMT",
                              "Sun, 06 Nov 1994 24:49:37 GMT",
                              "Sun, 06 Nov 1994 08:60:37 GMT",
                              "Sun, 06 Nov 1994 08:49:61 GMT",
                              "Sun, 06 Nov 1994 08-49-37 GMT",
                              "Sunday, 06-Nov-94 08:49:37 GMT",
                              "Sun Nov  6 08:49:37 1994",
                              "1994-11-06T08:49:37Z"})
        EXPECT_FALSE(retry_after(value, kNow)) << value;
}

}  // namespace
}  // namespace wls::net
