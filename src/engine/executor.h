// The port to the things that run workloads. Every order returns at once; what became of it comes
// back as a Report, later and on any thread. All orders are given by the loop's thread.
#pragma once

#include <string>
#include <string_view>

#include "domain/run.h"
#include "domain/workload.h"
#include "time/window.h"

namespace wls {

struct Report {
    enum class What {
        Started,     // the workload runs; sent again by `recover`
        NotStarted,  // certainly nothing was executed; another attempt is safe
        Exited,      // ended by itself with exit_code
        Stopped,     // ended because we stopped it
        Lost,        // it may have run; nobody knows how it ended
    };
    RunId run;
    What what = What::Lost;
    int exit_code = 0;    // 128 + n for signal n
    std::string message;  // why, for NotStarted and Lost
};

// Where executors send what they learn. Any thread; never blocks.
class Reports {
  public:
    virtual ~Reports() = default;
    virtual void receive(Report report) = 0;
};

struct StartOrder {
    RunId run;
    std::string workload;  // Workload::key()
    Window window;
};

class Executor {
  public:
    virtual ~Executor() = default;

    // Starts one run, at most once through any crash: Started or NotStarted or Lost, and, after
    // Started, one of Exited, Stopped, Lost.
    virtual void start(const StartOrder& order) = 0;

    // Ends a run: asks first, then, after the workload's grace, forces. Ends in Stopped or Lost, or
    // in Exited when it ended by itself meanwhile. Again for a run being stopped: no harm.
    virtual void stop(const RunId& run, std::string_view workload) = 0;

    // After our own restart: finds a run whose end is not recorded. Answers as `start` does;
    // NotStarted when it proves that nothing ran.
    virtual void recover(const RunId& run, std::string_view workload) = 0;
};

// The workloads that a schedule may use, by the name it uses.
class Workloads {
  public:
    virtual ~Workloads() = default;
    // Null when there is none of that name. The pointer is good until the next read of the catalog.
    virtual const Workload* find(std::string_view name) const = 0;
};

}  // namespace wls
