// What engine/store.h promises of levels: workloads that several schedules keep up.
#include "contract/store_contract.h"

namespace wls {
namespace {

using contract::at;
using contract::draft;

constexpr const char* kShop = "Process/-/Shop";

class LevelContract : public contract::StoreTest {
  protected:
    // A schedule as the planner leaves it.
    Life plan(const char* start, const char* end, const std::string& workload = kShop) {
        const auto id = add(draft("Shop", start, end));
        const auto schedule = reader_->schedule(id).value().value();
        Plan made;
        made.workload = workload;
        made.revision = schedule.revision;
        made.planned_at = at("2026-01-01");
        made.window = Window{at(start), at(end)};
        made.valid = true;
        made.occurrence_at = made.window->start_at;
        made.due_at = made.window->end_at;
        write([&](Transaction& transaction) { return transaction.save_plan(schedule.life, made); });
        return schedule.life;
    }

    void change(Life life, const std::function<void(Plan&)>& how) {
        write([&](Transaction& transaction) -> Result<> {
            auto planned = transaction.planned(life).value().value();
            how(planned.plan);
            return transaction.save_plan(life, planned.plan);
        });
    }

    std::vector<Life> open(const char* now, int limit = 100, const char* workload = kShop) {
        std::vector<Life> lives;
        write([&](Transaction& transaction) -> Result<> {
            const auto rows = transaction.open_on(workload, at(now), limit).value();
            for (const auto& planned : rows) lives.push_back(planned.schedule.life);
            return {};
        });
        return lives;
    }

    wls::Run run(Life life, int attempt = 1) {
        wls::Run made;
        made.id = {life, at("2026-03-02 10:00:00"), attempt};
        made.workload = kShop;
        made.mode = Mode::Service;
        made.held_for = life;
        return made;
    }

    void save(const wls::Run& made) {
        write([&](Transaction& transaction) { return transaction.save_run(made); });
    }

    using Lives = std::vector<Life>;
};

TEST_P(LevelContract, WindowsAreOpenFromTheirStartUntilBeforeTheirEnd) {
    const auto first = plan("2026-03-02 10:00:00", "2026-03-02 11:00:00");
    const auto second = plan("2026-03-02 10:30:00", "2026-03-02 12:00:00");
    plan("2026-03-02 10:00:00", "2026-03-02 11:00:00", "Process/-/Other");
    EXPECT_EQ(open("2026-03-02 09:59:59"), Lives{});
    EXPECT_EQ(open("2026-03-02 10:00:00"), Lives{first});
    EXPECT_EQ(open("2026-03-02 10:30:00"), (Lives{second, first})) << "that ends last first";
    EXPECT_EQ(open("2026-03-02 10:30:00", 1), Lives{second});
    EXPECT_EQ(open("2026-03-02 11:00:00"), Lives{second});
    EXPECT_EQ(open("2026-03-02 12:00:00"), Lives{});
    EXPECT_EQ(open("2026-03-02 10:30:00", 100, ""), Lives{}) << "a mere record has no workload";
}

TEST_P(LevelContract, OnlyWhatIsWorkedOutAndActiveIsOpen) {
    const char* const now = "2026-03-02 10:30:00";
    const auto life = plan("2026-03-02 10:00:00", "2026-03-02 11:00:00");
    const ScheduleId id{1};
    ASSERT_EQ(open(now), Lives{life});
    change(life, [](Plan& plan) { plan.valid = false; });
    EXPECT_EQ(open(now), Lives{}) << "its times cannot be read";
    change(life, [](Plan& plan) { plan.valid = true; });
    auto inactive = draft("Shop");
    inactive.active = false;
    write([&](Transaction& transaction) {
        return transaction.replace(id, inactive, at("2026-01-02"));
    });
    change(life, [](Plan& plan) { plan.revision->value += 1; });
    EXPECT_EQ(open(now), Lives{}) << "inactive";
    write([&](Transaction& transaction) {
        return transaction.replace(id, draft("Shop"), at("2026-01-02"));
    });
    EXPECT_EQ(open(now), Lives{}) << "changed since it was worked out";
    change(life, [](Plan& plan) { plan.revision->value += 1; });
    EXPECT_EQ(open(now), Lives{life});
}

TEST_P(LevelContract, AScheduleIsDueOnItsWorkload) {
    plan("2026-03-02 10:00:00", "2026-03-02 11:00:00");
    const auto due = [&](const char* workload, const char* now) {
        bool is_due = false;
        write([&](Transaction& transaction) -> Result<> {
            is_due = transaction.has_due_schedule(workload, at(now)).value();
            return {};
        });
        return is_due;
    };
    EXPECT_FALSE(due(kShop, "2026-03-02 10:59:59"));
    EXPECT_TRUE(due(kShop, "2026-03-02 11:00:00"));
    EXPECT_FALSE(due("Process/-/Other", "2026-03-02 11:00:00"));
}

TEST_P(LevelContract, AChangeOfAMereRecordMakesItDueWhileARunIsHeldForIt) {
    const auto life = plan("2026-03-02 10:00:00", "2026-03-02 11:00:00", "");
    const auto is_due_after = [&](bool active) {
        change(life, [](Plan& plan) { plan.due_at.reset(); });
        auto changed = draft("Shop", "2026-03-02 10:00:00", "2026-03-02 11:00:00");
        changed.active = active;
        bool is_due = false;
        write([&](Transaction& transaction) -> Result<> {
            EXPECT_TRUE(transaction.replace({1}, changed, at("2026-03-02 10:10:00")));
            is_due = !transaction.due_schedules(at("2026-03-02 10:10:00"), 10).value().empty();
            return {};
        });
        return is_due;
    };
    EXPECT_FALSE(is_due_after(false)) << "nothing is left of it";
    auto live = run(life);
    save(live);
    EXPECT_TRUE(is_due_after(true));
    live.state = RunState::Stopped;
    save(live);
    EXPECT_FALSE(is_due_after(false));
    live.state = RunState::Running;
    live.held_for.value += 1;
    save(live);
    EXPECT_FALSE(is_due_after(true)) << "another keeps it up";
}

TEST_P(LevelContract, ADeletionMakesDueWhatIsHeldForIt) {
    const auto first = plan("2026-03-02 10:00:00", "2026-03-02 11:00:00");
    plan("2026-03-02 10:00:00", "2026-03-02 12:00:00");
    auto passed_on = run(first);
    passed_on.state = RunState::Running;
    passed_on.held_for.value += 1;  // the second schedule's life comes next
    save(passed_on);
    const auto due = [&] {
        std::size_t count = 0;
        write([&](Transaction& transaction) -> Result<> {
            count = transaction.due_runs(at("2026-03-02 10:30:00"), 10).value().size();
            return {};
        });
        return count;
    };
    const auto remove = [&](std::int64_t id) {
        write([&](Transaction& transaction) -> Result<> {
            EXPECT_TRUE(transaction.remove({id}).value());
            return {};
        });
    };
    ASSERT_EQ(reader_->schedule({2}).value()->life, passed_on.held_for);
    remove(1);
    EXPECT_EQ(due(), 0U) << "its run is held for another now";
    remove(2);
    EXPECT_EQ(due(), 1U);
}

TEST_P(LevelContract, TheRunThatEndedLastIsFound) {
    const auto last = [&] {
        std::optional<wls::Run> found;
        write([&](Transaction& transaction) -> Result<> {
            found = transaction.last_ended_run_on(kShop).value();
            return {};
        });
        return found ? found->id.attempt : 0;
    };
    EXPECT_EQ(last(), 0);
    auto first = run({1}, 1), second = run({1}, 2), third = run({1}, 3);
    first.ended_at = at("2026-03-02 10:20:00");  // by a clock that was ahead
    first.end_number = 11;
    second.ended_at = at("2026-03-02 10:10:00");
    second.end_number = 12;
    save(second);
    EXPECT_EQ(last(), 2);
    save(first);
    save(third);  // lives
    EXPECT_EQ(last(), 2);
    third.end_number = 13;
    save(third);
    EXPECT_EQ(last(), 3);
}

TEST_P(LevelContract, TheRunsThatAScheduleHoldsAreFoundWhoeverBeganThem) {
    auto own = run({1}), passed_on = run({1}, 2), taken = run({2}), over = run({2}, 2);
    passed_on.held_for = {2};
    taken.held_for = {1};
    over.held_for = {1};
    over.state = RunState::Stopped;
    for (const auto& made : {own, passed_on, taken, over}) save(made);
    write([&](Transaction& transaction) -> Result<> {
        const auto held = transaction.live_runs_held_for({1}).value();
        EXPECT_EQ(held.size(), 2U);
        if (held.size() == 2) {
            EXPECT_EQ(held[0].id, own.id);
            EXPECT_EQ(held[1].id, taken.id);
        }
        return {};
    });
}

TEST_P(LevelContract, ARunKeepsWhatItIs) {
    auto made = run({1});
    made.short_lives = 3;
    save(made);
    made.state = RunState::Running;
    made.held_for = {7};
    made.found_up = true;
    made.unsure = true;
    made.started_by = {9};
    made.started_at = at("2026-03-02 10:00:01");
    made.ended_at = at("2026-03-02 10:00:02");
    made.end_number = 12;
    save(made);
    reopen();
    std::optional<wls::Run> kept;
    write([&](Transaction& transaction) -> Result<> {
        kept = transaction.run(made.id).value();
        return {};
    });
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->mode, Mode::Service);
    EXPECT_EQ(kept->short_lives, 3);
    EXPECT_EQ(kept->held_for, Life{7});
    EXPECT_TRUE(kept->found_up);
    EXPECT_TRUE(kept->unsure);
    EXPECT_EQ(kept->started_by, TransitionId{9});
    EXPECT_EQ(kept->started_at, made.started_at);
    EXPECT_EQ(kept->ended_at, made.ended_at);
    EXPECT_EQ(kept->end_number, 12);
}

TEST_P(LevelContract, NoRunIsOverdueWhileAnyWindowIsOpen) {
    const auto life = plan("2026-03-02 10:00:00", "2026-03-02 11:00:00");
    plan("2026-03-02 10:00:00", "2026-03-02 12:00:00");
    auto service = run(life);
    service.state = RunState::Running;
    save(service);
    auto task = run(life, 2);
    task.mode = Mode::Task;
    task.state = RunState::Running;
    save(task);
    const auto overdue = [&](const char* now) {
        std::vector<int> attempts;
        const auto rows = reader_->overdue_runs(at(now)).value();
        for (const auto& owed : rows) attempts.push_back(owed.id.attempt);
        return attempts;
    };
    EXPECT_EQ(overdue("2026-03-02 10:30:00"), std::vector<int>{});
    EXPECT_EQ(overdue("2026-03-02 11:30:00"), std::vector<int>{2}) << "the task's own window";
    EXPECT_EQ(overdue("2026-03-02 12:00:00"), (std::vector<int>{1, 2}));
}

TEST_P(LevelContract, OtherRulesOfTheZoneMakeEverythingDue) {
    const auto life = plan("2026-03-02 10:00:00", "2026-03-02 11:00:00");
    const auto mere = plan("2026-03-02 10:00:00", "2026-03-02 11:00:00", "");
    const struct {
        const char* rules;
        bool is_due;
    } rows[] = {{"UTC, tzdata 2025b", true},
                {"UTC, tzdata 2025b", false},
                {"UTC, tzdata 2026a", true},
                {"Europe/Paris, tzdata 2026a", true},
                {"Europe/Paris, tzdata 2026a", false}};
    for (const auto& row : rows) {
        for (const Life each : {life, mere}) change(each, [](Plan& plan) { plan.due_at.reset(); });
        write([&](Transaction& transaction) { return transaction.set_zone_rules(row.rules); });
        EXPECT_EQ(due(at("2026-03-02 09:00:00")).size(), row.is_due ? 1U : 0U) << row.rules;
        reopen();
    }
}

TEST_P(LevelContract, AnotherMeaningOfANameMakesItsSchedulesDue) {
    const char* const now = "2026-03-02 09:00:00";
    const auto name = [&](const std::vector<Workload>& workloads) {
        write([&](Transaction& transaction) { return transaction.set_workloads(workloads); });
    };
    const auto life = plan("2026-03-02 10:00:00", "2026-03-02 11:00:00");
    const struct {
        const char* what;
        std::vector<Workload> workloads;
        bool is_due;
    } rows[] = {
        {"it comes", {{"Process", "-", "Shop", Mode::Task}}, true},
        {"nothing changes", {{"Process", "-", "Shop", Mode::Task}}, false},
        {"another mode", {{"Process", "-", "Shop", Mode::Service}}, true},
        {"another kind", {{"Command", "-", "Shop", Mode::Effect}}, true},
        {"another name beside it",
         {{"Command", "-", "Shop", Mode::Effect}, {"Process", "-", "x", Mode::Task}},
         false},
        {"it goes", {}, true},
        {"nothing is there still", {}, false},
    };
    for (const auto& row : rows) {
        change(life, [](Plan& plan) { plan.due_at.reset(); });
        name(row.workloads);
        EXPECT_EQ(due(at(now)).size(), row.is_due ? 1U : 0U) << row.what;
    }
}

INSTANTIATE_TEST_SUITE_P(Every, LevelContract, contract::every_store(), contract::name_of);

}  // namespace
}  // namespace wls
