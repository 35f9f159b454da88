#include "engine/planner.h"

#include <gtest/gtest.h>

#include <random>

namespace wls {
namespace {

const Workload kJob{"Process", "-", "Job", Mode::Task};

Instant at(int minute) {
    return Instant{std::chrono::minutes{minute}};
}

// A schedule with the window [start, end) in minutes since 1970, and what the engine knows of it.
struct Known {
    PlannedSchedule planned;
    std::vector<Transition> transitions;
    std::vector<Run> runs;
};

Known known(int start, int end) {
    Known made;
    made.planned.schedule.id = {1};
    made.planned.schedule.life = {1};
    made.planned.schedule.revision = {1};
    made.planned.schedule.name = "Job";
    made.planned.schedule.start_time = table_text(LocalTime{std::chrono::minutes{start}});
    made.planned.schedule.end_time = table_text(LocalTime{std::chrono::minutes{end}});
    made.planned.schedule.status = kScheduled;
    return made;
}

PlanOutput decided(const Known& what, Instant now, const Workload* target = &kJob) {
    const Plan plan = replan(what.planned, target, Zone::utc(), now, now);
    return decide({what.planned, plan, what.transitions, what.runs, now});
}

// Writes down what was decided, as the runner does.
void record(Known& what, const PlanOutput& output) {
    what.planned.plan = output.plan;
    std::string& status = what.planned.schedule.status;
    for (const auto event : output.events) status = status_after(status, event);
    for (const auto& changed : output.updated)
        for (auto& transition : what.transitions)
            if (transition.id == changed.id) transition = changed;
    for (auto added : output.recorded) {
        added.id.value = static_cast<std::int64_t>(what.transitions.size()) + 1;
        what.transitions.push_back(added);
    }
}

// What an executor may report of the newest start: it runs, has exited, failed, or is under way.
void settle_one(Known& what, int choice) {
    for (auto& transition : what.transitions) {
        if (!is_open(transition.outcome)) continue;
        const Outcome outcomes[] = {Outcome::Done, Outcome::Done, Outcome::Failed, Outcome::Acting};
        transition.outcome = outcomes[choice];
        transition.try_at.reset();
        const RunId run{transition.life, transition.occurrence_at, 1};
        const bool is_start = transition.edge == Edge::Start;
        if (is_start && choice == 0)
            what.runs.push_back({run, transition.workload, transition.id, RunState::Running, 0});
        if (!is_start)
            for (auto& live : what.runs)
                if (live.id == run) live.state = RunState::Stopped;
        return;
    }
}

TEST(Planner, RecordsAStartThatIsDueAtItsNominalInstant) {
    Known what = known(10, 20);
    auto output = decided(what, at(5));
    EXPECT_TRUE(output.recorded.empty());
    EXPECT_EQ(output.plan.due_at, at(10));
    record(what, output);
    output = decided(what, at(10));
    ASSERT_EQ(output.recorded.size(), 1U);
    EXPECT_EQ(output.recorded[0].edge, Edge::Start);
    EXPECT_EQ(output.recorded[0].nominal_at, at(10));
    EXPECT_EQ(output.recorded[0].cause, Cause::Window);
    EXPECT_EQ(output.recorded[0].event, 0);
    EXPECT_EQ(output.plan.due_at, at(20));
}

TEST(Planner, NamesTheCauseOfAStart) {
    const struct {
        const char* why;
        int planned_minute;
        Duration late;
        Cause want;
    } rows[] = {
        {"on time", 5, Duration{100}, Cause::Window},
        {"woken a little late", 5, std::chrono::seconds{2}, Cause::Window},
        {"the engine was away", 5, std::chrono::seconds{3}, Cause::CatchUp},
        {"created inside its window", 12, std::chrono::minutes{2}, Cause::Edit},
    };
    for (const auto& row : rows) {
        Known what = known(10, 20);
        if (row.planned_minute < 10) record(what, decided(what, at(row.planned_minute)));
        const auto output = decided(what, at(10) + row.late);
        ASSERT_EQ(output.recorded.size(), 1U) << row.why;
        EXPECT_EQ(output.recorded[0].cause, row.want) << row.why;
        EXPECT_EQ(output.recorded[0].event != 0, row.want == Cause::Edit) << row.why;
    }
}

TEST(Planner, SaysNothingOfWhatItCannotOrMustNotTouch) {
    const struct {
        const char* why;
        std::function<void(Schedule&)> change;
        const Workload* target;
    } rows[] = {
        {"no workload of its name", [](Schedule&) {}, nullptr},
        {"inactive", [](Schedule& s) { s.active = false; }, &kJob},
        {"end before start", [](Schedule& s) { std::swap(s.start_time, s.end_time); }, &kJob},
        {"an empty window", [](Schedule& s) { s.end_time = s.start_time; }, &kJob},
        {"unreadable start", [](Schedule& s) { s.start_time = "soon"; }, &kJob},
        {"unreadable end", [](Schedule& s) { s.end_time.clear(); }, &kJob},
    };
    for (const auto& row : rows)
        for (const int now : {0, 10, 15, 20, 30}) {
            Known what = known(10, 20);
            row.change(what.planned.schedule);
            const auto output = decided(what, at(now), row.target);
            EXPECT_TRUE(output.recorded.empty()) << row.why;
            EXPECT_TRUE(output.updated.empty()) << row.why;
            EXPECT_TRUE(output.events.empty()) << row.why;
            EXPECT_FALSE(output.plan.due_at) << row.why;
        }
}

// Level, not edge: whatever happened before, asking twice decides nothing the second time, and what
// was decided is due again later only.
TEST(Planner, DecidesNothingNewWhenAskedTwice) {
    std::mt19937 random(20261124);
    const auto number = [&](int low, int high) {
        return std::uniform_int_distribution<int>(low, high)(random);
    };
    for (int round = 0; round < 3'000; ++round) {
        Known what = known(number(0, 40), number(0, 60));
        int now = 0;
        for (int step = 0; step < 8; ++step) {
            now += number(0, 15);
            auto& schedule = what.planned.schedule;
            if (number(0, 3) == 0) {
                const Known other = known(number(0, 60), number(0, 80));
                schedule.start_time = other.planned.schedule.start_time;
                schedule.end_time = other.planned.schedule.end_time;
                schedule.active = number(0, 4) > 0;
                schedule.revision.value += 1;
            }
            if (number(0, 1) == 0) settle_one(what, number(0, 3));
            const Workload* const target = number(0, 9) > 0 ? &kJob : nullptr;
            const auto first = decided(what, at(now), target);
            record(what, first);
            ASSERT_TRUE(!first.plan.due_at || *first.plan.due_at > at(now)) << "round " << round;
            const auto second = decided(what, at(now), target);
            ASSERT_TRUE(second.recorded.empty()) << "round " << round << " step " << step;
            ASSERT_TRUE(second.updated.empty()) << "round " << round << " step " << step;
            ASSERT_TRUE(second.events.empty()) << "round " << round << " step " << step;
            ASSERT_EQ(second.plan, first.plan) << "round " << round << " step " << step;
        }
    }
}

}  // namespace
}  // namespace wls
