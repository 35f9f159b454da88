// What engine/store.h promises, for every store: SQLite on a file, and the one in memory.
#include <gtest/gtest.h>

#include <future>
#include <optional>
#include <thread>

#include "contract/store_contract.h"

namespace wls {
namespace {

using contract::at;
using contract::draft;

class StoreContract : public contract::StoreTest {};

TEST_P(StoreContract, KeepsAScheduleThroughReopening) {
    auto made = draft("a");
    made.status = "paused";
    made.active = false;
    made.start.pass = Pass::Second;
    const auto id = add(made);
    reopen();
    const auto schedule = reader_->schedule(id).value();
    ASSERT_TRUE(schedule);
    EXPECT_EQ(schedule->name, "a");
    EXPECT_EQ(schedule->start_time, "2026-03-02 10:00:00.000000");
    EXPECT_EQ(schedule->end_time, "2026-03-02 11:00:00.000000");
    EXPECT_EQ(schedule->status, "paused");
    EXPECT_FALSE(schedule->active);
    EXPECT_EQ(schedule->start_pass, Pass::Second);
    EXPECT_EQ(schedule->end_pass, Pass::First);
}

TEST_P(StoreContract, AnIdThatComesBackIsAnotherLife) {
    const auto id = add(draft("a"));
    const auto first = reader_->schedule(id).value()->life;
    write([&](Transaction& transaction) -> Result<> {
        EXPECT_TRUE(transaction.remove(id).value());
        EXPECT_FALSE(transaction.remove(id).value());
        return {};
    });
    EXPECT_FALSE(reader_->schedule(id).value());
    EXPECT_EQ(add(draft("b")), id);
    EXPECT_GT(reader_->schedule(id).value()->life, first);
}

TEST_P(StoreContract, ARevisionIsDrawnForWhatMattersOnly) {
    const auto id = add(draft("a"));
    const auto revision = [&] { return reader_->schedule(id).value()->revision; };
    const auto replace = [&](const ScheduleDraft& wanted) {
        write([&](Transaction& transaction) {
            return transaction.replace(id, wanted, at("2026-01-02"));
        });
    };
    const struct {
        const char* what;
        std::function<void(ScheduleDraft&)> change;
        bool draws;
    } rows[] = {
        {"nothing", [](ScheduleDraft&) {}, false},
        {"status", [](ScheduleDraft& d) { d.status = "other"; }, false},
        {"name", [](ScheduleDraft& d) { d.name = "b"; }, true},
        {"start", [](ScheduleDraft& d) { d.start.time += Duration{1}; }, true},
        {"end", [](ScheduleDraft& d) { d.end.time += Duration{1}; }, true},
        {"active", [](ScheduleDraft& d) { d.active = false; }, true},
        {"pass", [](ScheduleDraft& d) { d.end.pass = Pass::Second; }, true},
    };
    auto wanted = draft("a");
    for (const auto& row : rows) {
        const auto before = revision();
        row.change(wanted);
        replace(wanted);
        EXPECT_EQ(revision() > before, row.draws) << row.what;
        EXPECT_EQ(reader_->schedule(id).value()->end_pass, wanted.end.pass) << row.what;
    }
}

TEST_P(StoreContract, OnlySchedulesOfKnownWorkloadsAreDue) {
    know({"Backup"});
    add(draft("Backup"));
    add(draft("Other"));
    ASSERT_EQ(due(at("2026-01-01")).size(), 1U);
    know({"Backup", "Other"});
    EXPECT_EQ(due(at("2026-01-01")).size(), 2U);
    write([&](Transaction& transaction) -> Result<> {
        const auto both = transaction.due_schedules(at("2026-01-01"), 100).value();
        for (auto planned : both) {
            planned.plan.due_at.reset();
            EXPECT_TRUE(transaction.save_plan(planned.schedule.life, planned.plan));
        }
        return {};
    });
    EXPECT_EQ(due(at("2026-01-01")).size(), 0U);
    know({"Other"});
    EXPECT_EQ(due(at("2026-01-01")).size(), 1U) << "one lost its workload";
}

TEST_P(StoreContract, APlanIsKeptAndADueOneIsFound) {
    know({"Backup"});
    const auto id = add(draft("Backup"));
    auto planned = due(at("2026-01-01")).at(0);
    planned.plan.workload = "Process/-/Backup";
    planned.plan.revision = planned.schedule.revision;
    planned.plan.planned_at = at("2026-01-01");
    planned.plan.window = Window{at("2026-03-02 10:00:00"), at("2026-03-02 11:00:00")};
    planned.plan.valid = true;
    planned.plan.occurrence_at = planned.plan.window->start_at;
    planned.plan.due_at = planned.plan.window->start_at;
    write([&](Transaction& transaction) {
        return transaction.save_plan(planned.schedule.life, planned.plan);
    });
    EXPECT_EQ(reader_->next_due_at().value(), planned.plan.due_at);
    EXPECT_TRUE(due(at("2026-03-02 09:59:59")).empty());
    ASSERT_EQ(due(at("2026-03-02 10:00:00")).size(), 1U);
    EXPECT_EQ(due(at("2026-03-02 10:00:00")).at(0).plan, planned.plan);
    write([&](Transaction& transaction) {
        return transaction.replace(id, draft("Renamed"), at("2026-01-02"));
    });
    EXPECT_EQ(due(at("1980-01-01")).size(), 1U) << "a change makes it due, whatever its new name";
}

Transition start_of(const Schedule& schedule) {
    Transition transition;
    transition.workload = "Process/-/Backup";
    transition.schedule = schedule.id;
    transition.life = schedule.life;
    transition.revision = schedule.revision;
    transition.nominal_at = transition.occurrence_at = at("2026-03-02 10:00:00");
    transition.decided_at = at("2026-03-02 10:00:01");
    transition.try_at = at("2026-03-02 10:00:01");
    transition.from = "down";
    transition.to = "up";
    return transition;
}

TEST_P(StoreContract, ATransitionIsUniqueOnItsIdentity) {
    const auto schedule = *reader_->schedule(add(draft("Backup"))).value();
    const auto record = [&](const Transition& transition) {
        bool added = false;
        write([&](Transaction& transaction) -> Result<> {
            added = transaction.record(transition).value().has_value();
            return {};
        });
        return added;
    };
    const Transition first = start_of(schedule);
    EXPECT_TRUE(record(first));
    EXPECT_FALSE(record(first));
    const struct {
        const char* what;
        std::function<void(Transition&)> change;
        bool added;
    } rows[] = {
        {"message is no identity", [](Transition& t) { t.message = "x"; }, false},
        {"decided_at is no identity", [](Transition& t) { t.decided_at += Duration{1}; }, false},
        {"workload", [](Transition& t) { t.workload = "x"; }, true},
        {"life", [](Transition& t) { t.life.value += 1; }, true},
        {"revision", [](Transition& t) { t.revision.value += 1; }, true},
        {"nominal_at", [](Transition& t) { t.nominal_at += Duration{1}; }, true},
        {"edge", [](Transition& t) { t.edge = Edge::Stop; }, true},
        {"event", [](Transition& t) { t.event = 7; }, true},
    };
    for (const auto& row : rows) {
        Transition other = first;
        row.change(other);
        EXPECT_EQ(record(other), row.added) << row.what;
    }
}

TEST_P(StoreContract, AScheduleHasTheHistoryOfItsPresentLifeOnly) {
    const auto id = add(draft("Backup"));
    const auto other = add(draft("Other"));
    const auto record_start = [&](ScheduleId schedule) {
        const Transition start = start_of(*reader_->schedule(schedule).value());
        write([&](Transaction& transaction) -> Result<> {
            EXPECT_TRUE(transaction.record(start).value());
            return {};
        });
        return start.life;
    };
    const auto remove = [&](ScheduleId schedule) {
        write([&](Transaction& transaction) -> Result<> {
            EXPECT_TRUE(transaction.remove(schedule).value());
            return {};
        });
    };
    const auto lives = [&](ScheduleId schedule) {
        TransitionFilter filter;
        filter.schedule = schedule;
        std::vector<Life> listed;
        const auto rows = reader_->transitions(filter).value();
        for (const auto& t : rows) listed.push_back(t.life);
        return listed;
    };
    using Lives = std::vector<Life>;
    const Life of_other = record_start(other);
    remove(other);
    EXPECT_EQ(lives(other), Lives{of_other}) << "one that is gone keeps its history";
    ASSERT_EQ(add(draft("Other")), other) << "the id comes back";
    EXPECT_EQ(lives(other), Lives{}) << "a new life begins without history";
    const Life again = record_start(other);
    EXPECT_EQ(lives(other), Lives{again});
    EXPECT_EQ(reader_->transitions({}).value().size(), 2U) << "nothing is lost";
    remove(other);
    EXPECT_EQ(lives(other), (Lives{again, of_other}));
    EXPECT_EQ(lives(id), Lives{});
}

TEST_P(StoreContract, AHistoryIsFoundByAWorkloadsKeyOrName) {
    const auto schedule = *reader_->schedule(add(draft("Backup"))).value();
    write([&](Transaction& transaction) -> Result<> {
        Transition start = start_of(schedule);
        // Nobody but tests writes "Backup": it is no key.
        for (const char* workload :
             {"Process/-/Backup", "Command/-/Backup", "Process/-/Backup 2",
              "Deployment/shop/Backup", "Process/-/a/Backup", "Backup", "Deployment/shop/web",
              "Process/-/Back", "Webhook/-/b", "Process/-/Backup"}) {
            start.workload = workload;
            start.event += 1;
            EXPECT_TRUE(transaction.record(start).value());
        }
        return {};
    });
    const auto found = [&](const TransitionFilter& filter) {
        std::string ids;
        const auto rows = reader_->transitions(filter).value();
        for (const auto& row : rows) ids += std::to_string(row.id.value) + " ";
        return ids;
    };
    const auto of = [&](const char* workload) { return found({.workload = workload}); };
    EXPECT_EQ(of("Backup"), "10 6 4 2 1 ");
    EXPECT_EQ(of("Process/-/Backup"), "10 1 ");
    EXPECT_EQ(of("web"), "7 ");
    EXPECT_EQ(of("b"), "9 ");
    EXPECT_EQ(of("a/Backup"), "") << "with a slash it is a whole key";
    EXPECT_EQ(of("Process/-/a/Backup"), "5 ");
    for (const char* nothing : {"", "backup", "Backup ", "Backu", "shop", "-", "Process", "/", "//",
                                "-/Backup", "/Backup", "%", "Backup%", "_ackup", "?", "\xff"})
        EXPECT_EQ(of(nothing), "") << nothing;
    EXPECT_EQ(found({.workload = "Backup", .after = TransitionId{6}, .limit = 2}), "4 2 ");
    EXPECT_EQ(found({.schedule = schedule.id, .workload = "web", .outcome = "pending"}), "7 ");
    EXPECT_EQ(found({.workload = "Backup", .outcome = "failed"}), "");
}

// Whatever the order in which rows came: newest id first, page by page.
TEST_P(StoreContract, AHistoryIsFoundByItsTime) {
    const auto schedule = *reader_->schedule(add(draft("Backup"))).value();
    constexpr int kRows = 60;
    const auto nominal = [](int id) {  // some hours apart, to and fro around 1970 and a gap
        return Instant{std::chrono::hours{7 * (id * 37 % kRows) - 100 + (id % 3 == 0 ? 999 : 0)}};
    };
    write([&](Transaction& transaction) -> Result<> {
        Transition start = start_of(schedule);
        for (int id = 1; id <= kRows; ++id) {
            start.nominal_at = nominal(id);
            EXPECT_EQ(transaction.record(start).value(), TransitionId{id});
        }
        return {};
    });
    const auto hour = [](int hours) { return std::optional(Instant{std::chrono::hours{hours}}); };
    const std::optional<Instant> bounds[] = {{},        hour(-5'000), hour(-100),  hour(-24),
                                             hour(-23), hour(0),      hour(100),   hour(114),
                                             hour(240), hour(900),    hour(1'100), hour(5'000)};
    for (const auto& from : bounds) {
        for (const auto& to : bounds) {
            std::vector<TransitionId> wanted, paged;
            for (int id = kRows; id > 0; --id)
                if ((!from || nominal(id) >= *from) && (!to || nominal(id) < *to))
                    wanted.push_back({id});
            TransitionFilter filter{.from = from, .to = to, .limit = 7};
            for (std::size_t page = 7; page == 7;) {
                const auto rows = reader_->transitions(filter).value();
                for (const auto& row : rows) paged.push_back(row.id);
                page = rows.size();
                if (page > 0) filter.after = rows.back().id;
            }
            EXPECT_EQ(paged, wanted);
        }
    }
}

TEST_P(StoreContract, OfAnOccurrenceOnlyTheNewestOfEachKindAreRead) {
    const auto schedule = *reader_->schedule(add(draft("Shop"))).value();
    write([&](Transaction& transaction) -> Result<> {
        Transition start = start_of(schedule);
        const auto record = [&](Cause cause, Outcome outcome) {
            start.cause = cause;
            start.outcome = outcome;
            start.event += 1;
            EXPECT_TRUE(transaction.record(start).value());
        };
        record(Cause::Window, Outcome::Done);    // 1: old, and the only one of the plan
        record(Cause::Drift, Outcome::Pending);  // 2: old, and open
        for (int i = 0; i < 150; ++i) record(Cause::Drift, Outcome::Done);  // 3 to 152
        start.occurrence_at += std::chrono::hours{1};
        record(Cause::Window, Outcome::Done);     // 153: of another occurrence
        record(Cause::Window, Outcome::Pending);  // 154: the same, open
        const auto rows =
            transaction.transitions_of(schedule.life, start.occurrence_at - std::chrono::hours{1});
        std::vector<std::int64_t> ids, want{1, 2};
        for (const auto& row : rows.value()) ids.push_back(row.id.value);
        for (std::int64_t id = 53; id <= 152; ++id) want.push_back(id);
        want.push_back(154);
        EXPECT_EQ(ids, want);
        return {};
    });
}

TEST_P(StoreContract, WorkloadsAreThoseOfTheCatalogAsItWasGivenLast) {
    const auto listed = [&](const WorkloadFilter& filter) {
        return reader_->workloads(filter).value();
    };
    EXPECT_TRUE(listed({}).empty());
    const Workload backup{"Process", "-", "Backup Database", Mode::Task},
        shop{"Webhook", "-", "Shop / Paris task", Mode::Effect},
        site{"Process", "-", "Site", Mode::Service};
    const auto set = [&](const std::vector<Workload>& workloads) {
        write([&](Transaction& transaction) { return transaction.set_workloads(workloads); });
    };
    set({shop, site, backup});
    EXPECT_EQ(listed({}), (std::vector{backup, site, shop}));
    EXPECT_EQ(listed({.limit = 2}), (std::vector{backup, site}));
    EXPECT_EQ(listed({.name = "Shop / Paris task", .after = site.key()}), std::vector{shop});
    reopen();
    EXPECT_EQ(listed({.q = "SIT"}), std::vector{site});
    const Workload service{"Process", "-", "Backup Database", Mode::Service};
    set({service});
    EXPECT_EQ(listed({}), std::vector{service});
    set({});
    EXPECT_TRUE(listed({}).empty());
}

TEST_P(StoreContract, DueTransitionsGiveStopsFirstThenByNominal) {
    const auto schedule = *reader_->schedule(add(draft("Backup"))).value();
    write([&](Transaction& transaction) -> Result<> {
        Transition transition = start_of(schedule);
        for (const int minutes : {3, 1, 2}) {
            transition.nominal_at = at("2026-03-02 10:00:00") + std::chrono::minutes{minutes};
            for (const auto edge : {Edge::Start, Edge::Stop}) {
                transition.edge = edge;
                EXPECT_TRUE(transaction.record(transition).value());
            }
        }
        transition.outcome = Outcome::Acting;
        transition.event = 1;
        EXPECT_TRUE(transaction.record(transition).value()) << "under way: asked again";
        return {};
    });
    std::string order;
    write([&](Transaction& transaction) -> Result<> {
        EXPECT_TRUE(transaction.due_transitions(at("2026-03-02 10:00:00"), 100).value().empty());
        const auto due_now = transaction.due_transitions(at("2026-03-02 10:00:01"), 5).value();
        for (const auto& t : due_now)
            order +=
                std::string(text(t.edge)) +
                std::to_string((t.nominal_at - at("2026-03-02 10:00:00")).count() / 60'000'000) +
                " ";
        return {};
    });
    EXPECT_EQ(order, "stop1 stop2 stop2 stop3 start1 ");
}

TEST_P(StoreContract, ADeletionMakesDueWhatItLeavesBehind) {
    const auto id = add(draft("Backup"));
    const auto schedule = *reader_->schedule(id).value();
    const wls::Run run{{schedule.life, at("2026-03-02 10:00:00"), 1},
                       "Process/-/Backup",
                       {1},
                       RunState::Running,
                       0};
    write([&](Transaction& transaction) -> Result<> {
        Transition waiting = start_of(schedule);
        waiting.try_at.reset();
        EXPECT_TRUE(transaction.record(waiting).value());
        EXPECT_TRUE(transaction.save_run(run));
        EXPECT_TRUE(transaction.due_runs(at("9999-01-01"), 10).value().empty());
        EXPECT_TRUE(transaction.due_transitions(at("9999-01-01"), 10).value().empty());
        EXPECT_TRUE(transaction.remove(id).value());
        EXPECT_EQ(transaction.due_runs(at("1980-01-01"), 10).value().size(), 1U);
        EXPECT_EQ(transaction.due_transitions(at("1980-01-01"), 10).value().size(), 1U);
        EXPECT_TRUE(transaction.mark_run_due(run.id, {}));
        EXPECT_TRUE(transaction.due_runs(at("9999-01-01"), 10).value().empty());
        EXPECT_FALSE(transaction.planned(schedule.life).value());
        return {};
    });
}

TEST_P(StoreContract, RunsAreFoundByWorkloadLifeAndStart) {
    write([&](Transaction& transaction) -> Result<> {
        const auto run = [](std::int64_t life, int attempt, RunState state) {
            return wls::Run{{Life{life}, at("2026-03-02 10:00:00"), attempt},
                            "Process/-/Backup",
                            {life * 10},
                            state,
                            0};
        };
        for (const auto& made : {run(1, 1, RunState::NotRun), run(1, 2, RunState::Running),
                                 run(2, 1, RunState::Claimed), run(3, 1, RunState::Exited)})
            EXPECT_TRUE(transaction.save_run(made));
        EXPECT_EQ(transaction.live_runs_on("Process/-/Backup").value().size(), 2U);
        EXPECT_TRUE(transaction.live_runs_on("Process/-/Other").value().empty());
        EXPECT_EQ(transaction.all_live_runs().value().size(), 2U);
        EXPECT_EQ(transaction.runs_of({1}).value().size(), 2U);
        EXPECT_EQ(transaction.last_attempt({1}, at("2026-03-02 10:00:00")).value(), 2);
        EXPECT_EQ(transaction.last_attempt({1}, at("2026-03-02 11:00:00")).value(), 0);
        wls::Run ended = run(2, 1, RunState::Exited);
        ended.exit_code = 3;
        EXPECT_TRUE(transaction.save_run(ended));
        EXPECT_EQ(transaction.run(ended.id).value()->exit_code, 3);
        EXPECT_EQ(transaction.live_runs_on("Process/-/Backup").value().size(), 1U);
        return {};
    });
    EXPECT_EQ(reader_->run_started_by({10}).value()->id.attempt, 2);
    EXPECT_FALSE(reader_->run_started_by({99}).value());
}

TEST_P(StoreContract, AClockThatWentBackMakesUnfinishedWindowsDue) {
    know({"Backup"});
    const auto life = reader_->schedule(add(draft("Backup"))).value()->life;
    write([&](Transaction& transaction) -> Result<> {
        Plan plan = transaction.planned(life).value()->plan;
        plan.workload = "Process/-/Backup";
        plan.window = Window{at("2026-03-02 10:00:00"), at("2026-03-02 11:00:00")};
        plan.due_at.reset();
        EXPECT_TRUE(transaction.save_plan(life, plan));
        EXPECT_TRUE(transaction.make_unfinished_due(at("2026-03-02 11:00:00")));
        EXPECT_TRUE(transaction.due_schedules(at("1980-01-01"), 10).value().empty()) << "over";
        EXPECT_TRUE(transaction.make_unfinished_due(at("2026-03-02 10:59:59")));
        EXPECT_EQ(transaction.due_schedules(at("1980-01-01"), 10).value().size(), 1U);
        EXPECT_TRUE(transaction.set_looked_at(at("2026-03-02 09:00:00")));
        return {};
    });
    reopen();
    write([&](Transaction& transaction) -> Result<> {
        EXPECT_EQ(transaction.looked_at().value(), at("2026-03-02 09:00:00"));
        return {};
    });
}

TEST_P(StoreContract, OverdueRunsAreThoseOwedAStop) {
    know({"Backup"});
    const auto life = reader_->schedule(add(draft("Backup"))).value()->life;
    const Instant start = at("2026-03-02 10:00:00"), end = at("2026-03-02 11:00:00");
    write([&](Transaction& transaction) -> Result<> {
        Plan plan = transaction.planned(life).value()->plan;
        plan.workload = "Process/-/Backup";
        plan.window = Window{start, end};
        EXPECT_TRUE(transaction.save_plan(life, plan));
        EXPECT_TRUE(transaction.save_run(
            {{life, start, 1}, "Process/-/Backup", {1}, RunState::Running, 0}));
        EXPECT_TRUE(transaction.save_run({{Life{99}, start, 1}, "x", {2}, RunState::Running, 0}));
        EXPECT_TRUE(transaction.save_run({{life, start, 2}, "x", {3}, RunState::Exited, 0}));
        return {};
    });
    EXPECT_EQ(reader_->overdue_runs(end - Duration{1}).value().size(), 1U) << "its life is gone";
    EXPECT_EQ(reader_->overdue_runs(end).value().size(), 2U);
}

TEST_P(StoreContract, AFailedWorkLeavesNoTraceAndHarmsNoNeighbour) {
    std::promise<void> all_submitted;
    const auto gate = all_submitted.get_future().share();
    std::vector<std::future<bool>> answers;
    const auto submit = [&](Store::Work work) {
        auto answer = std::make_shared<std::promise<bool>>();
        answers.push_back(answer->get_future());
        store_->submit(std::move(work),
                       [answer](const Result<>& result) { answer->set_value(result.has_value()); });
    };
    submit([this, gate](Transaction&) -> Result<> {
        if (place_->queues()) gate.wait();
        return {};
    });
    for (int i = 0; i < 20; ++i)
        submit([i](Transaction& transaction) -> Result<> {
            EXPECT_TRUE(transaction.add(draft("row " + std::to_string(i)), at("2026-01-01")));
            if (i % 3 == 0) return fail(ErrorCode::Conflict, "not this one");
            return {};
        });
    all_submitted.set_value();
    EXPECT_TRUE(answers[0].get());
    for (std::size_t i = 1; i < answers.size(); ++i) EXPECT_EQ(answers[i].get(), (i - 1) % 3 != 0);
    EXPECT_EQ(names().size(), 13U);
}

TEST_P(StoreContract, ManyThreadsWriteAndNothingIsLost) {
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 50; ++i) add(draft("x"));
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(names().size(), 200U);
}

TEST_P(StoreContract, ListsByIdAndFilters) {
    for (const char* name : {"Alpha", "beta", "ALPHABET", "100% _done"}) add(draft(name));
    auto inactive = draft("off");
    inactive.active = false;
    inactive.status = "paused";
    add(inactive);
    using Names = std::vector<std::string>;
    ScheduleFilter filter;
    filter.q = "alpha";
    EXPECT_EQ(names(filter), (Names{"Alpha", "ALPHABET"}));
    filter.q = "% _";
    EXPECT_EQ(names(filter), Names{"100% _done"});
    filter = {};
    filter.name = "beta";
    EXPECT_EQ(names(filter), Names{"beta"});
    filter = {};
    filter.active = false;
    EXPECT_EQ(names(filter), Names{"off"});
    filter.status = "scheduled";
    EXPECT_EQ(names(filter), Names{});
    std::vector<std::int64_t> page;
    EXPECT_TRUE(reader_->schedules({}, ScheduleId{2}, 2, [&](const Schedule& schedule) {
        page.push_back(schedule.id.value);
        return true;
    }));
    EXPECT_EQ(page, (std::vector<std::int64_t>{3, 4}));
}

// A filter that no index answers is asked about a bounded number of rows in each call.
TEST_P(StoreContract, AReadingLooksAtABoundedNumberOfRows) {
    constexpr int kRows = 2 * kRowsLookedAt + 10;
    write([&](Transaction& transaction) -> Result<> {
        auto made = draft("x");
        for (int i = 1; i <= kRows; ++i) {
            made.status = i == kRows ? "last" : "other";
            WLS_TRY(transaction.add(made, at("2026-01-01")));
        }
        return {};
    });
    const auto calls_for = [&](const ScheduleFilter& filter) {
        std::string found;
        std::optional<ScheduleId> after;
        int calls = 0;
        do {
            ++calls;
            after = reader_
                        ->schedules(filter, after, 1'000'000,
                                    [&](const Schedule& schedule) {
                                        found = std::to_string(schedule.id.value);
                                        return true;
                                    })
                        .value();
        } while (after);
        return std::to_string(calls) + " calls, last " + found;
    };
    const std::string last = std::to_string(kRows);
    ScheduleFilter filter;
    EXPECT_EQ(calls_for(filter), "1 calls, last " + last) << "nothing to be asked";
    filter.name = "x";
    EXPECT_EQ(calls_for(filter), "1 calls, last " + last) << "the index answers";
    filter.status = "last";
    EXPECT_EQ(calls_for(filter), "3 calls, last " + last);
    filter.name = "y";
    EXPECT_EQ(calls_for(filter), "1 calls, last ") << "of those with the name";
    filter = {};
    filter.q = "X";
    EXPECT_EQ(calls_for(filter), "3 calls, last " + last);
    filter.active = false;
    EXPECT_EQ(calls_for(filter), "3 calls, last ");
}
INSTANTIATE_TEST_SUITE_P(Every, StoreContract, contract::every_store(), contract::name_of);

}  // namespace
}  // namespace wls
