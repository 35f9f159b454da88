// An Executor whose processes are rows: it keeps a world of claims and runs that outlives the
// engine, as real processes do, and says at once what became of each order. Faults on demand. One
// thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/executor.h"

namespace wls::fakes {

// What is true on the machine, whatever the engine knows.
struct World {
    enum class State { Running, Exited, Stopped };
    struct Process {
        std::string workload;
        State state = State::Running;
        int exit_code = 0;
    };
    std::map<RunId, Process> processes;  // everything that was ever executed
    std::set<RunId> proven_unrun;        // claimed by the server itself
    int starts = 0;                      // executions, ever
    int stops = 0;

    int running() const;
    Process* find_running(std::string_view workload);
};

class FakeProcesses : public Executor {
  public:
    // Both outlive it.
    FakeProcesses(World& world, Reports& reports) : world_(world), reports_(reports) {}

    void start(const StartOrder& order) override;
    void stop(const RunId& run, std::string_view workload) override;
    void recover(const RunId& run, std::string_view workload) override;

    // The process of this workload ends by itself.
    void exit(std::string_view workload, int code);

    // Faults: orders do nothing and say nothing; starts are refused; the effect happens and its
    // report is lost; stops are begun and do not end.
    bool deaf = false;
    bool refusing = false;
    bool mute = false;
    bool lingering = false;
    // Reports wait until they are let go.
    bool slow = false;
    void let_reports_go();

  private:
    void report(const RunId& run, Report::What what, int exit_code = 0, std::string message = "");

    World& world_;
    Reports& reports_;
    std::vector<Report> held_;
};

}  // namespace wls::fakes
