#include "http/routes/health_routes.h"

#include <gtest/gtest.h>

#include "http/request_for_tests.h"

namespace wls::http {
namespace {

class StillClock : public Clock {
  public:
    Instant now() const override { return Instant{}; }
    Moment moment() const override { return Moment{}; }
};

class Health : public testing::Test {
  protected:
    Health() { add_health_routes(router, vitals); }
    Response ask(const char* target, const char* method = "GET") {
        return now(router.handle(make_request(method, target)));
    }

    StillClock clock;
    Vitals vitals{clock};
    Router router;
};

TEST_F(Health, LivesWhateverTheEngineDoes) {
    const auto answer = ask("/livez");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.text(), "ok");
    EXPECT_EQ(answer.content_type, "text/plain; charset=utf-8");
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
}

TEST_F(Health, IsReadyWhenAllPartsAre) {
    EXPECT_EQ(ask("/readyz").status, 503);
    vitals.turn_ended({});
    EXPECT_EQ(ask("/readyz").status, 200);
    EXPECT_EQ(ask("/readyz").text(), "ok");
    vitals.failing(Vitals::kClock, "decisions are held");
    EXPECT_EQ(ask("/readyz").status, 503);
    EXPECT_EQ(ask("/readyz").text(), "not ready: clock: decisions are held");
    vitals.failing(Vitals::kEngine, "no turn");
    EXPECT_EQ(ask("/readyz").text(), "not ready: engine: no turn; clock: decisions are held");
}

TEST_F(Health, TellsEachPartWhenAsked) {
    vitals.turn_ended({});
    EXPECT_EQ(ask("/readyz?verbose").text(),
              "[+]database ok since 1970-01-01T00:00:00+00:00\n"
              "[+]engine ok since 1970-01-01T00:00:00+00:00\n"
              "readyz check passed\n");
    vitals.failing(Vitals::kDatabase, "the disk is full");
    const auto answer = ask("/readyz?verbose=1");
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.text(),
              "[-]database failing since 1970-01-01T00:00:00+00:00: the disk is full\n"
              "[+]engine ok since 1970-01-01T00:00:00+00:00\n"
              "readyz check failed\n");
}

TEST_F(Health, OnlyItsOwnRequestsNeedNoToken) {
    for (const char* target : {"/livez", "/readyz", "/readyz?verbose", "/%6Civez"})
        EXPECT_TRUE(asks_for_health(make_request("GET", target))) << target;
    EXPECT_TRUE(asks_for_health(make_request("HEAD", "/livez")));
    for (const char* target : {"/", "/livez/", "/livez/x", "/LIVEZ", "/readyz/../schedules",
                               "/schedules", "/livez%2F", "/metrics", "//livez", "/livez%00"})
        EXPECT_FALSE(asks_for_health(make_request("GET", target))) << target;
    EXPECT_FALSE(asks_for_health(make_request("POST", "/livez")));
    EXPECT_FALSE(asks_for_health(make_request("DELETE", "/readyz")));
}

}  // namespace
}  // namespace wls::http
