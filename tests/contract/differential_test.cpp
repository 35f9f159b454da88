// The store in memory against SQLite: random calls in the same order, and every answer the same. So
// what the simulation finds on the one holds for the other.
#include <gtest/gtest.h>

#include <array>

#include "contract/describe.h"
#include "contract/stores.h"
#include "support/random.h"

namespace wls::contract {
namespace {

constexpr int kSequences = 200;
constexpr int kRounds = 3;
constexpr int kCallsInAWork = 25;
constexpr int kForeignWrites = 4;

using support::Random;

constexpr std::array<const char*, 4> kNames = {"Backup", "Report", "Other", ""};
constexpr std::array<const char*, 5> kTargets = {"", "Process/-/Backup", "Process/-/Report",
                                                 "Command/-/Backup", "x"};
constexpr std::array<const char*, 6> kWorkloadWords = {"",       "Backup", "Process/-/Backup",
                                                       "Report", "x",      "Backup/"};
constexpr std::array<const char*, 4> kTimes = {"2026-03-02 10:00:00.000000",
                                               "2026-03-02 11:00:00.000000",
                                               "2026-03-02 12:00:00.000000", "nonsense"};
constexpr std::array<const char*, 3> kWords = {"scheduled", "running", "paused"};

// Few values, so that calls meet.
class Values {
  public:
    explicit Values(std::uint64_t seed) : random(seed) {}

    Instant instant() { return Instant{std::chrono::hours{random.below(6)}}; }
    std::optional<Instant> maybe() {
        return random.chance(40) ? std::nullopt : std::optional(instant());
    }
    ScheduleId schedule() { return {random.between(1, 5)}; }
    Life life() { return {random.between(1, 12)}; }
    TransitionId transition() { return {random.between(1, 12)}; }
    RunId run() { return {life(), instant(), static_cast<int>(random.between(1, 3))}; }
    std::string target() { return random.one_of(kTargets); }

    fakes::SeedRow row() {
        return {random.one_of(kNames), random.one_of(kTimes), random.one_of(kTimes),
                random.one_of(kWords), random.chance(70)};
    }
    LocalReading reading() {
        return {parse_table_text(kTimes[static_cast<std::size_t>(random.below(3))]).value(),
                random.chance(20) ? Pass::Second : Pass::First};
    }
    ScheduleDraft draft() {
        return {random.one_of(kNames), reading(), reading(), random.one_of(kWords),
                random.chance(70)};
    }
    Plan a_plan() {
        Plan plan;
        plan.workload = target();
        if (random.chance(80)) plan.revision = Revision{life().value};
        plan.planned_at = maybe();
        if (random.chance(80)) plan.window = Window{instant(), instant()};
        plan.valid = random.chance(80);
        plan.occurrence_at = maybe();
        plan.due_at = maybe();
        return plan;
    }
    Transition a_transition() {
        Transition t;
        t.workload = target();
        t.schedule = schedule();
        t.life = life();
        t.revision = {random.between(1, 3)};
        t.edge = random.chance(60) ? Edge::Start : Edge::Stop;
        t.nominal_at = instant();
        t.event = random.below(2);
        t.occurrence_at = instant();
        t.cause = static_cast<Cause>(random.below(5));
        t.decided_at = instant();
        change(t);
        return t;
    }
    void change(Transition& t) {
        t.done_at = maybe();
        t.outcome = static_cast<Outcome>(random.below(9));
        if (random.chance(50)) t.outcome = Outcome::Pending;
        t.attempts = static_cast<int>(random.below(4));
        t.try_at = maybe();
        t.message = random.one_of(kWords);
    }
    Run a_run() {
        Run made;
        made.id = run();
        made.workload = target();
        made.started_by = transition();
        made.state = static_cast<RunState>(random.below(6));
        made.exit_code = static_cast<int>(random.below(3));
        made.mode = static_cast<Mode>(random.below(3));
        made.held_for = random.chance(70) ? made.id.life : life();
        made.found_up = random.chance(10);
        made.unsure = random.chance(10);
        made.short_lives = static_cast<int>(random.below(3));
        made.started_at = maybe();
        made.ended_at = maybe();
        made.end_number = random.chance(40) ? ++ends_ : 0;
        return made;
    }

    Random random;

  private:
    std::int64_t ends_ = 0;
};

std::string write_call(Values& values, Transaction& to) {
    switch (values.random.below(13)) {
        case 0:
        case 1:
            return "add " + describe(to.add(values.draft(), values.instant()));
        case 2:
            return "replace " +
                   describe(to.replace(values.schedule(), values.draft(), values.instant()));
        case 3:
            return "remove " + describe(to.remove(values.schedule()));
        case 4:
            return "set_status " + describe(to.set_status(values.life(), "completed"));
        case 5:
            return "save_plan " + describe(to.save_plan(values.life(), values.a_plan()));
        case 6:
            return "make_unfinished_due " + describe(to.make_unfinished_due(values.instant()));
        case 7:
        case 8:
            return "record " + describe(to.record(values.a_transition()));
        case 9: {
            auto transition = values.a_transition();
            transition.id = values.transition();
            return "update " + describe(to.update(transition));
        }
        case 10:
            return "release " + describe(to.release_waiting(values.target(), values.instant()));
        case 11:
            return "save_run " + describe(to.save_run(values.a_run()));
        default:
            return "mark " + describe(to.mark_run_due(values.run(), values.maybe()));
    }
}

std::string rare_call(Values& values, Transaction& to) {
    switch (values.random.below(5)) {
        case 4:
            return "zone_rules " +
                   describe(to.set_zone_rules(values.random.chance(50) ? "UTC" : "Paris"));
        case 0: {
            std::vector<Workload> workloads;
            for (const auto* const name : kNames)
                if (values.random.chance(50))
                    workloads.push_back({"Process", "-", name,
                                         values.random.chance(70) ? Mode::Task : Mode::Service});
            return "names " + describe(to.set_workloads(workloads));
        }
        case 1:
            return "set_looked_at " + describe(to.set_looked_at(values.instant()));
        case 2:
            return "looked_at " + describe(to.looked_at());
        default:
            return "number " + describe(to.next_number());
    }
}

std::string read_call(Values& values, Transaction& to) {
    const int limit = static_cast<int>(values.random.between(1, 6));
    switch (values.random.below(16)) {
        case 0:
            return "schedule " + describe(to.schedule(values.schedule()));
        case 1:
            return "due_schedules " + describe(to.due_schedules(values.instant(), limit));
        case 2:
            return "planned " + describe(to.planned(values.life()));
        case 3:
            return "transition " + describe(to.transition(values.transition()));
        case 4:
            return "transitions_of " + describe(to.transitions_of(values.life(), values.instant()));
        case 5:
            return "due_transitions " + describe(to.due_transitions(values.instant(), limit));
        case 6:
            return "run " + describe(to.run(values.run()));
        case 7:
            return "last_attempt " + describe(to.last_attempt(values.life(), values.instant()));
        case 8:
            return "live_runs_on " + describe(to.live_runs_on(values.target()));
        case 9:
            return "runs_of " + describe(to.runs_of(values.life()));
        case 10:
            return "open_on " + describe(to.open_on(values.target(), values.instant(), limit));
        case 11:
            return "has_due " + describe(to.has_due_schedule(values.target(), values.instant()));
        case 12:
            return "open_transitions_on " + describe(to.open_transitions_on(values.target()));
        case 13:
            return "last_ended " + describe(to.last_ended_run_on(values.target()));
        case 14:
            return "held_for " + describe(to.live_runs_held_for(values.life()));
        default:
            return "due_runs " + describe(to.due_runs(values.instant(), limit));
    }
}

std::string foreign_write(Values& values, Place& place) {
    const auto id = values.schedule();
    switch (values.random.below(5)) {
        case 0:
            place.foreign_insert(values.row());
            return "foreign insert";
        case 1:
            place.foreign_replace(id, values.row());
            return "foreign replace";
        case 2:
            place.foreign_update(id, values.row());
            return "foreign update";
        case 3:
            place.foreign_move(id, values.schedule());
            return "foreign move";
        default:
            place.foreign_remove(id);
            return "foreign remove";
    }
}

// All that a reader can see.
std::string seen(Reader& reader, Values& values) {
    std::string text;
    ScheduleFilter filter;
    if (values.random.chance(30)) filter.name = values.random.one_of(kNames);
    if (values.random.chance(30)) filter.active = values.random.chance(50);
    if (values.random.chance(30)) filter.q = "o";
    const auto listed = reader.schedules(filter, values.schedule(), 3, [&](const Schedule& row) {
        text += describe(row) + "\n";
        return true;
    });
    text += describe(listed) + "\n";
    for (std::int64_t id = 1; id <= 12; ++id) {
        text += describe(reader.schedule({id})) + "\n" + describe(reader.transition({id})) + "\n";
        text += describe(reader.run_started_by({id})) + "\n";
    }
    TransitionFilter history;
    if (values.random.chance(30)) history.schedule = values.schedule();
    if (values.random.chance(30)) history.workload = values.random.one_of(kWorkloadWords);
    if (values.random.chance(30)) history.outcome = "pending";
    if (values.random.chance(30)) history.from = values.instant();
    if (values.random.chance(30)) history.after = values.transition();
    text += describe(reader.transitions(history)) + "\n";
    TransitionFilter time;
    time.from = values.instant();
    if (values.random.chance(70)) time.to = values.instant();
    if (values.random.chance(30)) time.after = values.transition();
    time.limit = 2;
    text += describe(reader.transitions(time)) + "\n";
    text += describe(reader.workloads({.q = "o"})) + describe(reader.workloads({})) + "\n";
    return text + describe(reader.next_due_at());
}

// One store's answers to the sequence that the seed gives.
std::vector<std::string> answers(Place& place, std::uint64_t seed) {
    Values values(seed);
    std::vector<std::string> said;
    Store& store = place.open();
    const auto reader = store.reader().value();
    for (int round = 0; round < kRounds; ++round) {
        const auto written = store.write([&](Transaction& transaction) -> Result<> {
            if (round == 0) said.push_back(rare_call(values, transaction));
            for (int call = 0; call < kCallsInAWork; ++call)
                said.push_back(values.random.chance(60)   ? write_call(values, transaction)
                               : values.random.chance(10) ? rare_call(values, transaction)
                                                          : read_call(values, transaction));
            if (values.random.chance(20)) return fail(ErrorCode::Conflict, "not this one");
            return {};
        });
        said.push_back("work " + describe(written));
        for (int i = 0; i < kForeignWrites; ++i) said.push_back(foreign_write(values, place));
        said.push_back(seen(*reader, values));
    }
    return said;
}

TEST(Stores, AnswerTheSame) {
    for (std::uint64_t seed = 1; seed <= kSequences; ++seed) {
        const auto sqlite = answers(*sqlite_place(), seed);
        const auto memory = answers(*memory_place(), seed);
        for (std::size_t i = 0; i < sqlite.size(); ++i)
            ASSERT_EQ(sqlite[i], memory[i]) << "answer " << i << " of sequence " << seed;
    }
}

}  // namespace
}  // namespace wls::contract
