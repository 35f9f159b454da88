// One seed: the engine's planner, runner and loop on a store in memory, a simulated machine and
// clock; people, other programs and faults as the seed has them; the checker after each step. One
// thread.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "base/log.h"
#include "engine/loop.h"
#include "fakes/fake_workloads.h"
#include "fakes/memory_store.h"
#include "simulation/checker.h"
#include "simulation/crashing_store.h"
#include "simulation/options.h"
#include "simulation/people.h"
#include "simulation/sim_executor.h"

namespace wls::simulation {

class Simulation : private OrderListener {
  public:
    Simulation(std::uint64_t seed, const Options& options);
    ~Simulation() override;
    Simulation(const Simulation&) = delete;
    Simulation& operator=(const Simulation&) = delete;

    // Nothing when every promise was kept.
    std::optional<Violation> run();

  private:
    struct Server;

    void live_until(Moment end);
    void step();
    bool is_well() const {
        return can_stop() && !faults_.disk_full && !faults_.refusing && !faults_.losing;
    }
    bool can_stop() const;
    void look(Actor actor) { checker_.look(actor, is_well(), can_stop()); }
    void end_all_faults();

    // The server.
    void start_server();
    void crash(const std::string& where);
    void tick();
    void guarded(const std::function<void()>& engine_code);
    void wake_in(Duration delay);

    // simulation_events.cpp: what people and the world do.
    void plan_events();
    void plan_faults(const std::function<Duration(int)>& every);
    void add_levels();
    void repeat(std::string_view kind, Duration every, const std::function<void()>& event);
    void change_something(std::string_view kind);
    void foreign_soon();
    void client_writes(const std::function<void()>& write);
    void set_clock(Duration by);
    void change_catalog();
    void apply_catalog();
    void fault(bool Faults::* which, Duration most, const char* name);
    void crash_for_a_while();
    Duration span(Duration most);

    void on_start(const StartOrder& order) override;
    void on_stop(const RunId& run, std::string_view workload) override;
    void on_change(const RunId& run, const Process& process);
    // What is told of a trace is put into words only where there is one.
    bool tells() const { return options_.trace; }
    void say(const std::string& line) const;
    void say_history();

    const std::uint64_t seed_;
    const Options& options_;
    support::Random random_;
    support::Random server_random_;
    Zone zone_;
    Timeline timeline_;
    Faults faults_;
    CrashPoints points_;
    fakes::MemoryStore disk_;
    fakes::FakeWorkloads catalog_;
    std::vector<std::string> all_names_;
    std::vector<std::string> wanted_names_;  // what the catalog has when it is next read
    support::Random modes_random_;
    bool changes_modes_ = false;      // names of tasks and services mean commands at times
    std::set<std::string> commands_;  // such names, when the catalog is next read
    Effects effects_;
    Machine machine_;
    Checker checker_;
    People people_;
    Log log_{LogFormat::Text, LogLevel::Error, Log::Stream::None};
    std::unique_ptr<Reader> reader_;
    std::unique_ptr<Server> server_;
    std::optional<Moment> wake_at_;
    bool clock_was_set_ = false;  // since the last tick
    Moment poll_until_{};         // the loop may hold decisions until then
    Actor actor_ = Actor::World;
    bool calm_ = false;  // faults have ended
    Moment horizon_{};
    std::vector<std::string> said_;  // the history as it was told last
};

}  // namespace wls::simulation
