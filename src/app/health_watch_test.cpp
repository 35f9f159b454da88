#include "app/health_watch.h"

#include <gtest/gtest.h>

#include <future>
#include <optional>

namespace wls::app {
namespace {

using std::chrono::seconds;

class SteppedClock : public Clock {
  public:
    Instant now() const override { return Instant{passed_}; }
    Moment moment() const override { return Moment{passed_}; }
    void pass(Duration time) { passed_ = passed_.load() + time; }

  private:
    std::atomic<Duration> passed_{seconds{1'000}};
};

class Watch : public testing::Test {
  protected:
    Watch() {
        watch.add("processes", [this](HealthWatch::Answer answer) {
            ++asked;
            open = std::move(answer);
        });
        vitals.ok(Vitals::kDatabase);
        vitals.turn_ended({});
    }
    std::string why(std::string_view name) const {
        for (const auto& part : vitals.parts())
            if (part.name == name) return part.why;
        return "no such part";
    }
    void answer(const Result<>& found) { std::exchange(open, {})(found); }
    void pass(seconds time) {
        clock.pass(time);
        vitals.turned();
        watch.look();
    }

    SteppedClock clock;
    Vitals vitals{clock};
    std::uint64_t steps = 0;
    int asked = 0;
    HealthWatch::Answer open;
    Log log{LogFormat::Text, LogLevel::Info, Log::Stream::None};
    HealthWatch watch{vitals, clock, log, [this] { return steps; }};
};

TEST_F(Watch, APartIsAsItAnsweredLast) {
    EXPECT_EQ(why("processes"), "it has not been looked at yet");
    watch.look();
    answer({});
    EXPECT_EQ(why("processes"), "");
    pass(seconds{1});
    answer(fail(ErrorCode::Unavailable, "its folder is gone"));
    EXPECT_EQ(why("processes"), "its folder is gone");
    pass(seconds{1});
    answer({});
    EXPECT_EQ(why("processes"), "");
}

TEST_F(Watch, APartThatDoesNotAnswerIsAskedOnceAndFails) {
    watch.look();
    answer({});
    for (int i = 0; i < 20; ++i) pass(seconds{1});
    EXPECT_EQ(asked, 2);
    EXPECT_EQ(why("processes"), "its thread has not answered for 20 s");
    answer({});
    EXPECT_EQ(why("processes"), "");
    pass(seconds{1});
    EXPECT_EQ(asked, 3);
}

TEST_F(Watch, AnAnswerMayComeWhenItHasGone) {
    auto left = std::make_unique<HealthWatch>(vitals, clock, log, [] { return 0; });
    HealthWatch::Answer late;
    left->add("commands", [&](HealthWatch::Answer answer) { late = std::move(answer); });
    left->look();
    left.reset();
    late({});
    EXPECT_EQ(why("commands"), "");
}

TEST_F(Watch, AWriteThatDoesNotEndIsTheDatabasesFailure) {
    steps = 7;
    watch.look();
    pass(seconds{16});
    EXPECT_EQ(why("database"), "a write has been under way for 16 s");
    steps = 9;  // another one by now
    pass(seconds{1});
    EXPECT_EQ(why("database"), "");
    pass(seconds{16});
    EXPECT_NE(why("database"), "");
    steps = 10;  // and nobody writes
    pass(seconds{1});
    pass(seconds{60});
    EXPECT_EQ(why("database"), "");
}

TEST_F(Watch, LooksByItself) {
    std::promise<void> looked;
    HealthWatch other(vitals, clock, log, [] { return 0; });
    other.add("commands", [&](const HealthWatch::Answer&) { looked.set_value(); });
    other.begin();
    looked.get_future().wait();
    other.end();
}

}  // namespace
}  // namespace wls::app
