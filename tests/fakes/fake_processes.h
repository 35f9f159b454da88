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
    enum class State { Running, Exited, Stopped, Dead };  // Dead: nobody saw how it ended
    struct Process {
        std::string workload;
        State state = State::Running;
        int exit_code = 0;
    };
    std::map<RunId, Process> processes;  // everything that was ever executed
    std::set<RunId> proven_unrun;        // claimed by the server itself
    std::set<std::string> up;            // effects (workloads "Command/…") that are up
    std::vector<std::string> started;    // the workload of each execution
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

    // The process of this workload ends by itself; dies with its keeper; may live or not.
    void exit(std::string_view workload, int code);
    void die(std::string_view workload);
    void lose_sight(std::string_view workload);

    // Faults: orders do nothing and say nothing; starts are refused; the effect happens and its
    // report is lost; stops are begun and do not end.
    bool deaf = false;
    bool refusing = false;
    bool mute = false;
    bool lingering = false;
    // Of effects: the call arrives and nobody hears the answer; it is lost on its way; it fails;
    // nobody knows how to make it any more; what is right already is seen and left alone.
    bool unheard = false;
    bool unsent = false;
    bool failing_stops = false;
    bool forgotten = false;
    bool looking = false;
    // Reports wait until they are let go.
    bool slow = false;
    void let_reports_go();

  private:
    void start_effect(const StartOrder& order);
    void stop_effect(const RunId& run, std::string_view workload);
    void end(std::string_view workload, World::State state, Report::What what, int code,
             std::string message);
    void report(const RunId& run, Report::What what, int exit_code = 0, std::string message = "");
    void send(Report report);

    World& world_;
    Reports& reports_;
    std::vector<Report> held_;
};

}  // namespace wls::fakes
