// What the engine says of its own health, through what befalls it.
#include <gtest/gtest.h>

#include <future>
#include <utility>

#include "engine/vitals.h"
#include "scenario/bench.h"

namespace wls::scenario {
namespace {

class Health : public testing::Test {
  protected:
    Health() {
        bench_.set_workloads({"Backup"}, Mode::Task);
        bench_.set_clock("2026-11-01 09:00:00");
        bench_.up();
    }

    // "database, clock": the parts that are failing.
    std::string failing() const {
        std::string names;
        for (const auto& part : bench_.vitals.parts())
            if (!part.is_ok) names += (names.empty() ? "" : ", ") + part.name;
        return names;
    }

    void add_window(const std::string& start, const std::string& end) {
        ScheduleDraft draft;
        draft.name = "Backup";
        draft.start = bench_.local(start);
        draft.end = bench_.local(end);
        bench_.add(draft);
    }

    Bench bench_;
};

TEST_F(Health, IsGoodAfterTheFirstTurn) {
    EXPECT_EQ(failing(), "");
    EXPECT_EQ(bench_.vitals.parts().size(), 3U);
}

TEST_F(Health, AFullDiskIsTheDatabasesFailureAsLongAsItLasts) {
    add_window("2026-11-01 10:00:00", "2026-11-01 11:00:00");
    bench_.set_disk_full(true);
    EXPECT_EQ(failing(), "") << "nothing was to be written yet";
    bench_.advance_to("2026-11-01 10:00:05");
    EXPECT_EQ(failing(), "database");
    bench_.set_disk_full(false);
    EXPECT_EQ(failing(), "");
}

TEST_F(Health, AClientsWriteThatFailedIsTriedAgainUntilItIsWell) {
    bench_.set_disk_full(true);
    bench_.vitals.failing(Vitals::kDatabase, "disk I/O error");  // as the store's thread tells it
    bench_.tick();
    EXPECT_EQ(failing(), "database");
    bench_.set_disk_full(false);
    bench_.tick();
    EXPECT_EQ(failing(), "");
}

TEST_F(Health, ADiskThatHangsIsTheEnginesFailureAsLongAsItLasts) {
    add_window("2026-11-01 10:00:00", "2026-11-01 11:00:00");
    bench_.clock.pass_to(bench_.clock.now() + std::chrono::hours{1});
    std::promise<void> hangs, goes_on;
    bench_.set_before_write([&, is_first = true]() mutable {
        if (!std::exchange(is_first, false)) return;
        hangs.set_value();
        goes_on.get_future().wait();
        bench_.set_before_write({});
    });
    auto loop = std::async(std::launch::async, [&] { bench_.tick(); });
    hangs.get_future().wait();
    bench_.clock.pass_to(bench_.clock.now() + std::chrono::seconds{16});
    EXPECT_EQ(failing(), "engine");
    EXPECT_EQ(bench_.vitals.parts()[1].why, "its loop has not turned for 16 s");
    goes_on.set_value();
    loop.wait();
    EXPECT_EQ(failing(), "");
}

TEST_F(Health, AClockThatJumpedIsTheClocksFailureUntilDecisionsAreMadeAgain) {
    bench_.tick();
    bench_.set_clock("2026-11-05 09:00:00");
    EXPECT_EQ(failing(), "clock");
    bench_.advance_to("2026-11-05 09:00:59");
    EXPECT_EQ(failing(), "clock");
    bench_.advance_to("2026-11-05 09:01:01");
    EXPECT_EQ(failing(), "");
}

}  // namespace
}  // namespace wls::scenario
