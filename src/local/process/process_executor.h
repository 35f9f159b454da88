// Runs catalog workloads as processes of this machine, at most once through any crash: the Executor
// of kind "Process". Orders only queue; one thread of its own does the work and sends the reports.
//
// A run goes on when the executor is destroyed, or the server killed; another one finds it again by
// `recover`. Beyond what engine/executor.h promises:
// - `recover` sends Started before an end, also when Started was sent in an earlier life. It never
//   makes the data folder: where that is gone nothing can be proved, and the run is Unproven.
// - Nothing is executed once the run's window is over, whatever the start waited for: NotStarted.
// - `stop` for a run that is not being watched finds it first, and sends its end.
// - Stopped may come unasked: somebody else sent the keeper SIGTERM (a shutdown of the machine).
// - An end is reported when the workload's process group is dead, not when its first process is.
// - A run whose keeper was killed goes on and can be stopped; its own end is Lost.
// - A keeper that does not react to a stop, because it is suspended or a debugger or a disk holds
//   it, is woken, and `keeper_patience` after the grace passed over: the group is ended from here.
// - Lost means dead, group and all. Where the claim is gone or damaged the end is Unproven.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "engine/executor.h"
#include "local/catalog.h"

namespace wls::local {

struct ProcessExecutorOptions {
    std::string data;      // the data folder
    std::string database;  // told to workloads that are this very program, as is: make it absolute
    std::string fault = {};  // tests: see fault.h
    std::chrono::milliseconds keeper_patience = std::chrono::seconds{15};
};

class ProcessExecutor : public Executor {
  public:
    // `catalog`, `clock` and `reports` outlive it. Reads PATH and HOME of the server's environment.
    ProcessExecutor(const Catalog& catalog, ProcessExecutorOptions options, const Clock& clock,
                    Reports& reports);
    ~ProcessExecutor() override;  // ends the thread; runs go on

    void start(const StartOrder& order) override;
    void stop(const RunId& run, std::string_view workload) override;
    void recover(const RunId& run, std::string_view workload) override;

    // Tells, on the thread that follows runs, how look_at_claims (claim.h) finds their folder; not
    // while that thread hangs. Any thread.
    void look(std::function<void(const Result<>&)> told);

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace wls::local
