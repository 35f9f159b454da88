// The real program, real processes, hundreds of short windows; the server and keepers killed at
// random, and keepers at each of their fault points (local/fault.h). Then the database and the
// workloads' own journal are compared with what the engine promises. Leaves no process behind.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/store.h"
#include "simulation/real/journal.h"
#include "simulation/real/orphans.h"
#include "support/program.h"
#include "support/random.h"

namespace wls::simulation {

class Ordeal {
  public:
    struct Options {
        std::uint64_t seed = 1;
        int seconds = 35;  // of killing; then what is open is waited for
    };
    explicit Ordeal(Options options);

    // Prints what was broken, and `N passed, N failed`. The exit code.
    int run();

  private:
    void round();
    void post_some();
    void kill_something();
    void start_server(const std::string& fault);
    void stop_server();
    std::string open_now(const std::string& target) const;
    bool wait_until_all_is_settled();

    // ordeal_check.cpp
    void check();
    void check_occurrence(const Schedule& schedule, const std::vector<Transition>& history);
    void expect(bool fact, const std::string& rule, const Schedule& schedule);

    Options options_;
    support::Random random_;
    Orphans orphans_;  // last to go but the folder
    support::Folder folder_;
    std::unique_ptr<support::Server> server_;
    std::vector<Execution> executions_;
    int posted_ = 0;
    int kills_ = 0;
    int passed_ = 0;
    int failed_ = 0;
};

}  // namespace wls::simulation
