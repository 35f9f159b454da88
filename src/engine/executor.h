// The port to the things that run workloads. Every order returns at once; what became of it comes
// back as a Report, later and on any thread. All orders are given by the loop's thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "domain/run.h"
#include "domain/workload.h"
#include "time/window.h"

namespace wls {

struct Report {
    enum class What {
        Started,     // the workload runs, or is up; sent again by `recover`
        NotStarted,  // certainly nothing was done; another attempt is safe
        Unsure,      // effects only: it may be up. The same run's order is given again
        Exited,      // ended by itself with exit_code
        Stopped,     // ended, or down, because we stopped it
        NotStopped,  // effects only: the stop failed, or may have; it is asked again
        Lost,        // it ran, or may have, and is dead; nobody knows how it ended
        Unproven,    // nobody knows whether it runs
    };
    RunId run;
    What what = What::Lost;
    int exit_code = 0;                         // 128 + n for signal n
    std::string message = {};                  // why, where it did not go as ordered
    bool already = false;                      // Started, Stopped: it was so before
    bool blocked = false;                      // Not…: no attempt helps until something changes
    std::optional<Duration> retry_after = {};  // Not…, Unsure: what the other side asked for
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

    // Starts one run; nothing once its window is over (NotStarted), whatever the start waited for.
    // A process: at most once through any crash; answers Started, NotStarted, Lost or Unproven,
    // and, after Started, one of Exited, Stopped, Lost, Unproven. An effect: at least once;
    // Started, NotStarted or Unsure, after which the same order may come again.
    virtual void start(const StartOrder& order) = 0;

    // Ends a run. A process: asks first, then, after the workload's grace, forces; answers Stopped,
    // Lost or Unproven, or Exited when it ended by itself meanwhile. An effect: Stopped or
    // NotStopped. Again for a run being stopped: no harm. Stopped comes after the answer to every
    // start of the run that was ordered before.
    virtual void stop(const RunId& run, std::string_view workload) = 0;

    // After our own restart: finds a run whose end is not recorded. Answers as `start` does;
    // NotStarted when it proves that nothing ran; an effect's Unsure when its start may be under
    // way.
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
