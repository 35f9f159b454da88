// What is true on the machine, whatever the engine knows: claims, keepers and processes. It
// outlives the server. One thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "domain/run.h"
#include "simulation/faults.h"
#include "simulation/timeline.h"
#include "support/random.h"

namespace wls::simulation {

enum class Stage {
    Void,     // claimed by the server: nothing ran, nothing will
    Claimed,  // a keeper owns it; nothing executed yet
    Refused,  // the program could not be executed
    Dead,     // the keeper was killed before it could execute anything
    Running,
    Exited,
    Stopped,
    Gone,  // nobody knows how it ended
};
const char* text(Stage stage);

struct Process {
    std::string workload;
    Stage stage = Stage::Claimed;
    int exit_code = 0;
    bool executed = false;
    bool stop_wanted = false;
};

class Machine {
  public:
    // Called at each change of a run's stage.
    using Changed = std::function<void(const RunId&, const Process&)>;

    // All outlive it.
    Machine(Timeline& timeline, const Faults& faults, std::uint64_t seed, Changed changed)
        : timeline_(timeline),
          faults_(faults),
          random_(seed, "machine"),
          short_chance_(short_chance(seed)),
          changed_(std::move(changed)) {}

    // The server made a keeper, which will take the claim if it is still to be had.
    void spawn(const RunId& run, const std::string& workload);
    // Takes the claim, so that no keeper can. False: somebody has it.
    bool take_void(const RunId& run);
    // Asks the run's process to end; ended after its grace.
    void stop(const RunId& run);

    // The machine starts anew: nothing that ran is there any more.
    void reboot();
    // A keeper is told to end by somebody who is not the server.
    void stop_something();

    const Process* find(const RunId& run) const;
    const std::map<RunId, Process>& processes() const { return processes_; }
    const std::set<RunId>& running() const { return running_; }
    // Another one after each change.
    std::uint64_t version() const { return version_; }

  private:
    static int short_chance(std::uint64_t seed);
    void claim(const RunId& run, const std::string& workload);
    void execute(const RunId& run);
    void end(const RunId& run, Stage stage, int exit_code);
    void plan_end(const RunId& run);
    std::optional<Duration> life_of(const std::string& workload);
    void become(const RunId& run, Stage stage);
    void later(std::function<void()> event);

    Timeline& timeline_;
    const Faults& faults_;
    support::Random random_;
    const int short_chance_;  // of a service to live less than a minute
    Changed changed_;
    std::map<RunId, Process> processes_;
    std::set<RunId> running_;
    std::uint64_t version_ = 0;
    int boot_ = 1;
};

}  // namespace wls::simulation
