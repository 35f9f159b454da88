#include "http/routes/time_routes.h"

#include <gtest/gtest.h>

#include "http/request_for_tests.h"

namespace wls::http {
namespace {

class SetClock : public Clock {
  public:
    Instant now() const override { return at; }
    Moment moment() const override { return {}; }
    Instant at;
};

TEST(TimeRoutes, TellTheClockAndTheZoneOfTheServer) {
    const auto zone = Zone::load("Europe/Paris");
    ASSERT_TRUE(zone);
    SetClock clock;
    Router router;
    add_time_routes(router, clock, *zone);
    const auto get = [&] { return now(router.handle(make_request("GET", "/time"))); };
    clock.at = zone->to_instant(*local_time(2026, 11, 30, 8, 0, 0, 125'000));
    EXPECT_EQ(get().text(),
              R"({"now":"2026-11-30T08:00:00.125000+01:00","timezone":"Europe/Paris"})");
    clock.at = zone->to_instant(*local_time(2026, 7, 1, 8, 0, 0));
    EXPECT_EQ(get().text(), R"({"now":"2026-07-01T08:00:00+02:00","timezone":"Europe/Paris"})");
    EXPECT_EQ(get().content_type, "application/json");
    EXPECT_EQ(now(router.handle(make_request("POST", "/time"))).status, 405);
    EXPECT_EQ(now(router.handle(make_request("GET", "/time/x"))).status, 404);
}

}  // namespace
}  // namespace wls::http
