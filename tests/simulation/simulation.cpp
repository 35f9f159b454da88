#include "simulation/simulation.h"

#include "engine/vitals.h"
#include "fakes/no_observer.h"

#include <array>
#include <cstdio>

namespace wls::simulation {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// Nights on which clocks change, and plain days.
constexpr std::array<const char*, 4> kZones = {"UTC", "Europe/Paris", "America/New_York",
                                               "Australia/Lord_Howe"};
constexpr std::array<const char*, 5> kBegins = {"2026-03-28 20:00:00", "2026-10-24 20:00:00",
                                                "2026-03-07 20:00:00", "2026-10-31 20:00:00",
                                                "2026-06-10 09:00:00"};

// What the loop does at once after a nudge takes a little all the same.
constexpr Duration kSoon = milliseconds{10};

// Decisions are held for a minute after a jump of the clock: the loop looks each second meanwhile.
constexpr Duration kClockWatched = seconds{62};

}  // namespace

// One life of the server.
struct Simulation::Server : public Reports {
    explicit Server(Simulation& of)
        : simulation(of),
          store(of.disk_, of.faults_, of.points_),
          executor({of.timeline_, of.faults_, of.machine_, of.effects_, of.points_, *this, of,
                    of.server_random_}),
          loop({store, executor, of.timeline_, alarm, observer, of.log_, vitals},
               Runner(of.catalog_, of.zone_)) {}

    struct NoAlarm : public Alarm {
        Wake wait_until(Instant) override { return Wake::Due; }
        void nudge() override {}
    };

    void receive(Report report) override {
        static constexpr std::array<const char*, 8> kWhat = {
            "started", "not started", "may be up", "exited",
            "stopped", "not stopped", "lost",      "may still run"};
        if (simulation.tells())
            simulation.say("the executor reports: " + simulation.checker_.describe(report.run) +
                           " " + kWhat.at(static_cast<std::size_t>(report.what)));
        simulation.checker_.on_report(report);
        loop.receive(std::move(report));
        simulation.wake_in(kSoon);
    }

    Simulation& simulation;
    CrashingStore store;
    SimExecutor executor;
    NoAlarm alarm;
    fakes::NoObserver observer;
    Vitals vitals{simulation.timeline_};
    Loop loop;
};

Simulation::Simulation(std::uint64_t seed, const Options& options)
    : seed_(seed),
      options_(options),
      random_(seed, "plan"),
      server_random_(seed, "server"),
      zone_(Zone::load(random_.one_of(kZones)).value()),
      timeline_(zone_.to_instant(parse_table_text(random_.one_of(kBegins)).value())),
      modes_random_(seed, "modes"),
      effects_(timeline_, faults_, catalog_, seed),
      machine_(timeline_, faults_, seed,
               [this](const RunId& run, const Process& process) { on_change(run, process); }),
      checker_({timeline_, zone_, disk_.tables(), catalog_, machine_, effects_}),
      people_(disk_, timeline_, zone_),
      reader_(disk_.reader().value()) {}

Simulation::~Simulation() = default;

std::optional<Violation> Simulation::run() {
    try {
        plan_events();
        start_server();
        live_until(horizon_);
        end_all_faults();
        // Until every window is over and all that is owed has been done.
        Instant last = timeline_.now();
        for (const auto& [id, row] : disk_.tables().schedules.rows())
            if (const auto end = parse_table_text(row.end_time))
                last = std::max(last, zone_.to_instant(*end));
        live_until(timeline_.moment() + (last - timeline_.now()) + 2 * kSettle);
    } catch (const Violation& violation) {
        say("VIOLATED: " + violation.rule);
        say(violation.rows);
        return violation;
    }
    return {};
}

void Simulation::live_until(Moment end) {
    for (;;) {
        const bool wakes = server_ && wake_at_ && !faults_.paused &&
                           (!timeline_.has_event() || *wake_at_ < timeline_.next_at());
        const Moment next = wakes ? *wake_at_ : timeline_.has_event() ? timeline_.next_at() : end;
        if (next >= end) break;
        actor_ = Actor::World;
        if (wakes) {
            timeline_.pass_to(next);
            tick();
        } else {
            timeline_.happen_next();
        }
        look(actor_);
    }
    timeline_.pass_to(end);
    look(Actor::World);
}

bool Simulation::can_stop() const {
    return server_ && !faults_.paused && !faults_.slow && !faults_.killing &&
           !faults_.hung(timeline_.moment());
}

void Simulation::end_all_faults() {
    say("from now on all is well");
    calm_ = true;
    points_.disarm();
    faults_ = Faults{.hung_until = faults_.hung_until};
    if (!server_) start_server();
    tick();
    look(Actor::Engine);
}

void Simulation::start_server() {
    if (server_ || faults_.disk_full || faults_.paused) return;  // the fault's end starts it
    say("the server starts");
    actor_ = Actor::Engine;
    checker_.on_server_start();
    apply_catalog();
    guarded([this] {
        server_ = std::make_unique<Server>(*this);
        const auto recovered = server_->loop.recover();
        if (!recovered) throw Crash{"in its recovery"};
    });
    if (server_) tick();
}

void Simulation::guarded(const std::function<void()>& engine_code) {
    try {
        engine_code();
    } catch (const Crash& point) {
        crash(point.where);
        timeline_.after(span(hours{1}), [this] { start_server(); });
    }
}

void Simulation::crash(const std::string& where) {
    if (!server_) return;
    say("the server crashes " + where);
    server_.reset();
    effects_.forget_waiting();
    checker_.on_server_end();
    points_.disarm();
    wake_at_.reset();
}

void Simulation::wake_in(Duration delay) {
    const Moment at = timeline_.moment() + delay;
    if (!wake_at_ || at < *wake_at_) wake_at_ = at;
}

// The loop looks every 500 ms, which is left out where nothing can have become due meanwhile.
void Simulation::tick() {
    if (!server_ || faults_.paused) return;
    actor_ = Actor::Engine;
    wake_at_.reset();
    if (clock_was_set_) poll_until_ = timeline_.moment() + kClockWatched;
    clock_was_set_ = false;
    checker_.before_tick();
    Instant wake_at{};
    guarded([&] { wake_at = server_->loop.tick(); });
    checker_.after_tick(server_ && !faults_.disk_full);
    say_history();
    if (!server_) return;
    const Instant now = timeline_.now();
    const auto due_at = reader_->next_due_at().value();
    const bool is_polling = faults_.disk_full || timeline_.moment() < poll_until_;
    if (!is_polling && due_at && *due_at <= now)
        throw Violation{"the loop comes to rest when nothing new is due", "  at one instant"};
    if (is_polling)
        wake_in(std::max<Duration>(wake_at - now, kSoon));
    else if (due_at)
        wake_in(*due_at - now);
}

void Simulation::on_start(const StartOrder& order) {
    if (tells()) say("ordered: start " + order.workload + ", " + checker_.describe(order.run));
    checker_.on_start(order, faults_.disk_full);
}

void Simulation::on_stop(const RunId& run, std::string_view workload) {
    if (tells()) say("ordered: stop " + std::string(workload) + ", " + checker_.describe(run));
    checker_.on_stop(run, workload, faults_.disk_full);
}

void Simulation::on_change(const RunId& run, const Process& process) {
    if (tells()) say("the machine: " + checker_.describe(run) + " is " + text(process.stage));
    checker_.on_change(run, process);
    if (server_) server_->executor.on_change(run, process);
}

void Simulation::say(const std::string& line) const {
    if (!options_.trace) return;
    std::printf("%s  %s\n", checker_.local(timeline_.now()).c_str(), line.c_str());
}

void Simulation::say_history() {
    if (!options_.trace) return;
    std::size_t index = 0;
    for (const auto& [id, row] : disk_.tables().transitions.rows()) {
        auto line = checker_.describe(row);
        if (said_.size() <= index) said_.emplace_back();
        if (said_[index] != line) say("history: " + line);
        said_[index++] = std::move(line);
    }
}

}  // namespace wls::simulation
