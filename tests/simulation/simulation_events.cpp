// Simulation: what people, other programs, the clock and bad luck do, each kind at times of its
// own.
#include <algorithm>
#include <array>

#include "simulation/modes.h"
#include "simulation/simulation.h"

namespace wls::simulation {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Duration kPoll = milliseconds{500};
constexpr int kCreations = 25;
constexpr int kChangesOfAKind = 12;
constexpr int kFaultsOfAKind = 6;

// The chance that a kind is part of a seed: all at once would hide what each can do.
constexpr int kKindChance = 45;

}  // namespace

// Small ones as often as large ones.
Duration Simulation::span(Duration most) {
    Duration scale = most;
    for (auto halvings = random_.below(12); halvings > 0; --halvings) scale /= 2;
    return Duration{random_.below(std::max<std::int64_t>(scale.count(), 1))};
}

void Simulation::plan_events() {
    const auto kind = random_.below(10);
    Duration lasts = kind < 6 ? Duration{hours{5}} : kind < 9 ? Duration{days{2}} : days{10};
    int years = 1;  // as many events for each ten days
    if (options_.days) {
        lasts = days{*options_.days};
        years = std::max(1, *options_.days / 10);
    }
    horizon_ = Moment{} + lasts;
    const auto tasks = random_.between(1, kTasks.size());
    for (std::int64_t i = 0; i < tasks; ++i)
        all_names_.emplace_back(kTasks.at(static_cast<std::size_t>(i)));
    add_levels();
    wanted_names_ = all_names_;
    auto names = wanted_names_;
    for (int i = 0; i < 3; ++i)
        names.insert(names.end(), wanted_names_.begin(), wanted_names_.end());
    names.emplace_back("a note");
    people_.set_names(names);

    const auto every = [&](int count) { return lasts / (count * years); };
    repeat("create", every(kCreations), [this] { change_something("create"); });
    for (const std::string_view change : {"edit", "status", "activate", "delete"})
        repeat(change, every(kChangesOfAKind), [this, change] { change_something(change); });
    repeat("foreign", every(kChangesOfAKind), [this] { foreign_soon(); });
    repeat("catalog", every(kFaultsOfAKind), [this] { change_catalog(); });
    repeat("clock", every(kFaultsOfAKind), [this] {
        const Duration by = span(hours{20});
        set_clock(random_.chance(50) ? by : -by);
    });
    repeat("jump", every(kFaultsOfAKind), [this] {
        const Duration by = hours{20} + span(days{6});
        set_clock(random_.chance(50) ? by : -by);
    });
    repeat("wake", every(40), [this] { wake_in({}); });
    plan_faults(every);
}

void Simulation::plan_faults(const std::function<Duration(int)>& every) {
    repeat("pause", every(kFaultsOfAKind), [this] { fault(&Faults::paused, hours{3}, "a pause"); });
    repeat("crash", every(kFaultsOfAKind), [this] { crash_for_a_while(); });
    repeat("point", every(15), [this] {
        if (server_) points_.arm(static_cast<int>(random_.between(1, 8)));
    });
    repeat("reboot", every(3), [this] {
        crash("with its machine");
        machine_.reboot();
        timeline_.after(span(hours{2}), [this] { start_server(); });
    });
    repeat("disk", every(kFaultsOfAKind),
           [this] { fault(&Faults::disk_full, minutes{40}, "a full disk"); });
    repeat("refuse", every(kFaultsOfAKind),
           [this] { fault(&Faults::refusing, hours{2}, "starts that fail"); });
    repeat("lose", every(kFaultsOfAKind),
           [this] { fault(&Faults::losing, hours{2}, "calls that are lost"); });
    repeat("slow", every(kFaultsOfAKind),
           [this] { fault(&Faults::slow, hours{2}, "a slow executor"); });
    repeat("kill", every(kFaultsOfAKind), [this] {
        fault(&Faults::killing, hours{2}, "killed keepers");
        machine_.stop_something();
    });
    repeat("hang", every(kFaultsOfAKind), [this] {
        faults_.hung_until = std::max(faults_.hung_until, timeline_.moment() + span(hours{2}));
        say("the executor hangs");
        timeline_.at(faults_.hung_until, [] {});
    });
}

// A seed has tasks, or levels, or both.
void Simulation::add_levels() {
    if (options_.tasks) return;
    support::Random random(seed_, "levels");
    changes_modes_ = modes_random_.chance(30);
    const auto kind = random.below(100);
    if (kind < 40) return;
    if (kind < 75) all_names_.clear();
    const auto add = [&](const auto& names) {
        const auto count = random.between(1, names.size());
        all_names_.insert(all_names_.end(), names.begin(), names.begin() + count);
    };
    const auto both = random.below(100);
    if (both < 60) add(kServiceNames);
    if (both >= 40) add(kEffectNames);
    if (all_names_.empty()) all_names_.emplace_back(kTasks.front());
}

// An event again and again until the horizon, at random distances; each kind draws its own.
void Simulation::repeat(std::string_view kind, Duration every, const std::function<void()>& event) {
    const bool wanted = options_.only.empty() ? support::Random(seed_, kind).chance(kKindChance)
                                              : options_.only.contains(kind);
    if (!wanted && kind != "create") return;
    support::Random random(seed_, std::string(kind) + " times");
    Moment at{};
    for (;;) {
        at += Duration{1} + Duration{random.below(2 * every.count())};
        if (at >= horizon_) return;
        timeline_.at(at, event);
    }
}

void Simulation::client_writes(const std::function<void()>& write) {
    if (!server_ || faults_.disk_full || faults_.paused) return;  // nobody answers
    actor_ = Actor::Client;
    write();
    wake_in(Duration{random_.below(Duration{milliseconds{20}}.count())});
}

void Simulation::change_something(std::string_view kind) {
    client_writes([&] { say(people_.request(kind, random_)); });
}

// The loop looks every 500 ms: some time before and some time after.
void Simulation::foreign_soon() {
    const Duration before{random_.below(kPoll.count())};
    if (server_) tick();
    timeline_.after(before, [this, before] {
        if (faults_.disk_full) return;
        actor_ = Actor::Foreign;
        say(people_.foreign(random_));
        if (server_) wake_in(kPoll - before);
    });
}

void Simulation::set_clock(Duration by) {
    say("the clock is set by " + std::to_string(by / seconds{1}) + " s");
    timeline_.set_clock(by);
    checker_.on_clock_set(by);
    clock_was_set_ = true;
    if (!server_) return;
    if (faults_.paused)
        wake_in({});
    else
        tick();
}

void Simulation::change_catalog() {
    wanted_names_.clear();
    for (const auto& name : all_names_)
        if (random_.chance(70)) wanted_names_.push_back(name);
    commands_.clear();
    for (const auto& name : wanted_names_)
        if (changes_modes_ && modes_random_.chance(30)) commands_.insert(name);
    if (!server_ || faults_.disk_full || faults_.paused) return;  // it is read at the start
    apply_catalog();
    wake_in({});
}

void Simulation::apply_catalog() {
    fakes::FakeWorkloads wanted;
    for (const auto& name : wanted_names_)
        wanted.add(name, commands_.contains(name) ? Mode::Effect : mode_of_name(name));
    const auto written = disk_.write(
        [&](Transaction& transaction) { return transaction.set_workloads(wanted.all()); });
    if (!written) return;
    catalog_ = wanted;
    std::string line = "the catalog has";
    for (const auto& name : wanted_names_) {
        line += " " + name + (commands_.contains(name) ? " (a command now)" : "");
    }
    say(line);
}

void Simulation::fault(bool Faults::* which, Duration most, const char* name) {
    if (faults_.*which) return;
    faults_.*which = true;
    say(std::string("begins: ") + name);
    timeline_.after(span(most), [this, which, name] {
        if (!(faults_.*which)) return;
        faults_.*which = false;
        say(std::string("ends: ") + name);
        if (!server_ && !calm_)
            start_server();
        else
            wake_in({});
    });
}

void Simulation::crash_for_a_while() {
    crash("at a random moment");
    timeline_.after(span(hours{4}), [this] { start_server(); });
}

}  // namespace wls::simulation
