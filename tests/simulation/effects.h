// What commands and webhooks bring up and down, whatever the engine knows. Calls of one workload
// follow one another; the one under way outlives the server, and may arrive or not. One thread.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>

#include "engine/executor.h"
#include "simulation/faults.h"
#include "support/random.h"

namespace wls::simulation {

struct Effect {
    bool up = false;
    bool may_be_up = false;  // a start may have arrived that no answered stop has followed
    bool found_up = false;   // its last start found it up
    Moment changed{};        // the last call's beginning or end
};

class Effects {
  public:
    using Answer = std::function<void(Report)>;

    // All outlive it. What is not in the catalog cannot be called.
    Effects(Timeline& timeline, const Faults& faults, const Workloads& catalog, std::uint64_t seed);

    void call(const RunId& run, const std::string& workload, bool up, Answer answer);
    // The server ended: what waits is forgotten, what is under way arrives or not.
    void forget_waiting();

    const Effect& of(const std::string& workload);

  private:
    struct Call {
        RunId run;
        bool up = false;
        Answer answer;
    };
    struct Line {
        std::deque<Call> waiting;
        bool is_busy = false;
        bool is_cut = false;  // the one under way never arrives
    };
    void next(const std::string& workload);
    void end(const std::string& workload, const Call& call);
    Report made(const std::string& workload, const Call& call);

    Timeline& timeline_;
    const Faults& faults_;
    const Workloads& catalog_;
    support::Random random_;
    const bool looks_;  // has a `state`
    std::map<std::string, Effect> effects_;
    std::map<std::string, Line> lines_;
};

}  // namespace wls::simulation
