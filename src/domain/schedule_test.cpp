#include "domain/schedule.h"

#include <gtest/gtest.h>

namespace wls {
namespace {

Schedule row(std::string start, std::string end) {
    Schedule schedule;
    schedule.start_time = std::move(start);
    schedule.end_time = std::move(end);
    return schedule;
}

TEST(WindowOf, IsNothingForRowsThatNoPlanCanMean) {
    const Zone paris = Zone::load("Europe/Paris").value();
    const struct {
        const char* why;
        Schedule schedule;
    } rows[] = {
        {"end equals start", row("2026-03-02 10:00:00.000000", "2026-03-02 10:00:00.000000")},
        {"end before start", row("2026-03-02 10:00:00.000000", "2026-03-02 09:00:00.000000")},
        {"start unreadable", row("soon", "2026-03-02 09:00:00.000000")},
        {"end unreadable", row("2026-03-02 09:00:00.000000", "")},
        {"year 0", row("0000-03-02 09:00:00.000000", "2026-03-02 09:00:00.000000")},
    };
    for (const auto& wrong : rows) EXPECT_FALSE(window_of(wrong.schedule, paris)) << wrong.why;
}

TEST(WindowOf, FollowsTheClockChanges) {
    const Zone paris = Zone::load("Europe/Paris").value();
    const auto minutes = [&](const Schedule& schedule) {
        const auto window = window_of(schedule, paris).value();
        return (window.end_at - window.start_at) / std::chrono::minutes{1};
    };
    EXPECT_EQ(minutes(row("2026-03-28 22:00:00", "2026-03-29 06:00:00")), 7 * 60);
    EXPECT_EQ(minutes(row("2026-10-24 22:00:00", "2026-10-25 06:00:00")), 9 * 60);
    EXPECT_EQ(minutes(row("2026-03-29 02:10:00", "2026-03-29 02:50:00")), 0) << "not refused";
    Schedule passes = row("2026-10-25 02:50:00", "2026-10-25 02:10:00");
    EXPECT_FALSE(window_of(passes, paris));
    passes.end_pass = Pass::Second;
    EXPECT_EQ(minutes(passes), 20) << "from the first pass into the second";
    Schedule back = row("2026-10-25 02:10:00", "2026-10-25 02:50:00");
    EXPECT_EQ(minutes(back), 40);
    back.start_pass = Pass::Second;
    EXPECT_FALSE(window_of(back, paris)) << "from the second pass back into the first";
    back.end_pass = Pass::Second;
    EXPECT_EQ(minutes(back), 40);
}

TEST(CheckWindow, NamesTheFieldAndTheWayOut) {
    ScheduleDraft draft;
    draft.start.time = parse_table_text("2026-03-02 10:00:00").value();
    draft.end.time = parse_table_text("2026-03-02 10:00:00").value();
    const auto refused = check_window(draft, Zone::utc());
    ASSERT_FALSE(refused);
    ASSERT_EQ(refused.error().fields.size(), 1U);
    EXPECT_EQ(refused.error().fields[0].type, "window_empty");
    EXPECT_EQ(refused.error().fields[0].msg,
              "end_time must be later than start_time (2026-03-02T10:00:00)");
    EXPECT_EQ(refused.error().fields[0].input_json, "\"2026-03-02T10:00:00\"");
}

TEST(WithChange, KeepsWhatIsNotChanged) {
    Schedule schedule = row("2026-03-02 10:00:00.000000", "2026-03-02 11:00:00.000000");
    schedule.name = "a";
    schedule.status = "paused";
    schedule.active = false;
    schedule.end_pass = Pass::Second;
    ScheduleChange change;
    change.name = "b";
    const auto draft = with_change(schedule, change).value();
    EXPECT_EQ(draft.name, "b");
    EXPECT_EQ(draft.status, "paused");
    EXPECT_FALSE(draft.active);
    EXPECT_EQ(draft.end.pass, Pass::Second);
    EXPECT_EQ(iso_text(draft.start.time), "2026-03-02T10:00:00");
    schedule.start_time = "soon";
    EXPECT_FALSE(with_change(schedule, change)) << "an unreadable time needs a new one";
    change.start = draft.start;
    EXPECT_TRUE(with_change(schedule, change));
}

}  // namespace
}  // namespace wls
