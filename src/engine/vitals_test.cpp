#include "engine/vitals.h"

#include <gtest/gtest.h>

#include <thread>

namespace wls {
namespace {

using std::chrono::seconds;

class SteppedClock : public Clock {
  public:
    Instant now() const override { return now_; }
    Moment moment() const override { return moment_; }
    void pass(Duration time) {
        now_ += time;
        moment_ += time;
    }
    void step(Duration time) { now_ += time; }

  private:
    Instant now_{seconds{1'000}};
    Moment moment_{seconds{5}};
};

class VitalSigns : public testing::Test {
  protected:
    Vitals::Part part(std::string_view name) const {
        for (const auto& part : vitals.parts())
            if (part.name == name) return part;
        ADD_FAILURE() << name << " is no part";
        return {};
    }

    SteppedClock clock;
    const Instant begin = clock.now();
    Vitals vitals{clock};
};

TEST_F(VitalSigns, BeginFailing) {
    const auto parts = vitals.parts();
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[0], (Vitals::Part{"database", false, begin, "it has not been read yet"}));
    EXPECT_EQ(parts[1].name, "engine");
    EXPECT_FALSE(parts[1].is_ok);
}

TEST_F(VitalSigns, SinceIsTheLastChange) {
    clock.pass(seconds{1});
    vitals.ok("catalog");
    clock.pass(seconds{1});
    vitals.ok("catalog");
    EXPECT_EQ(part("catalog"), (Vitals::Part{"catalog", true, begin + seconds{1}, ""}));
    vitals.failing("catalog", "line 3");
    clock.pass(seconds{1});
    vitals.failing("catalog", "line 4");
    EXPECT_EQ(part("catalog"), (Vitals::Part{"catalog", false, begin + seconds{2}, "line 4"}));
    vitals.ok("catalog");
    EXPECT_EQ(part("catalog"), (Vitals::Part{"catalog", true, begin + seconds{3}, ""}));
}

TEST_F(VitalSigns, ATurnsErrorIsTheDatabasesOrTheEngines) {
    vitals.turn_ended({});
    EXPECT_TRUE(part("database").is_ok);
    EXPECT_TRUE(part("engine").is_ok);
    vitals.turn_ended(fail(ErrorCode::Unavailable, "the disk is full"));
    EXPECT_EQ(part("database").why, "the disk is full");
    EXPECT_TRUE(part("engine").is_ok);
    vitals.turn_ended({});
    EXPECT_TRUE(part("database").is_ok);
    vitals.turn_ended(fail(ErrorCode::Internal, "a transition could not be recorded"));
    EXPECT_TRUE(part("database").is_ok);
    EXPECT_EQ(part("engine").why, "a transition could not be recorded");
}

TEST_F(VitalSigns, ALoopThatNoLongerTurnsIsFailing) {
    vitals.turned();
    vitals.turn_ended({});
    clock.pass(seconds{15});
    EXPECT_TRUE(part("engine").is_ok);
    clock.pass(seconds{6});
    EXPECT_EQ(part("engine"),
              (Vitals::Part{"engine", false, begin, "its loop has not turned for 21 s"}));
    EXPECT_TRUE(part("database").is_ok);
    vitals.turned();
    EXPECT_TRUE(part("engine").is_ok);
}

// Whatever was said of it last: that is old now.
TEST_F(VitalSigns, APartThatIsWatchedFailsByItsSilenceAlone) {
    vitals.failing("processes", "it has not been looked at yet");
    vitals.watch("processes", "its thread has not answered");
    clock.pass(seconds{2});
    vitals.moved("processes");
    vitals.ok("processes");
    vitals.moved("nobody watches this");
    clock.pass(seconds{15});
    EXPECT_TRUE(part("processes").is_ok);
    clock.pass(seconds{1});
    const std::string silent = "its thread has not answered for 16 s";
    EXPECT_EQ(part("processes"), (Vitals::Part{"processes", false, begin + seconds{2}, silent}));
    vitals.failing("processes", "its folder is gone");
    EXPECT_EQ(part("processes").why, silent);
    EXPECT_EQ(part("processes").since, begin + seconds{18});
    vitals.moved("processes");
    EXPECT_EQ(part("processes").why, "its folder is gone");
}

TEST_F(VitalSigns, AClockThatIsSetIsNoSilence) {
    vitals.turned();
    vitals.turn_ended({});
    clock.step(std::chrono::hours{48});
    EXPECT_TRUE(part("engine").is_ok);
}

TEST_F(VitalSigns, AReasonIsOneShortLine) {
    vitals.failing("clock", "a\nb\r\x1b[31m\x7F" + std::string(5'000, 'x'));
    const auto why = part("clock").why;
    EXPECT_TRUE(why.starts_with("a b  [31m x")) << why;
    EXPECT_EQ(why.size(), 500U);
}

TEST_F(VitalSigns, AreSetFromAnyThread) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&, name = "part " + std::to_string(i)] {
            for (int n = 0; n < 500; ++n) {
                vitals.failing(name, "why");
                vitals.ok(name);
                vitals.turned();
                EXPECT_LE(vitals.parts().size(), 6U);
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(vitals.parts().size(), 6U);
}

}  // namespace
}  // namespace wls
