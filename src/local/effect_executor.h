// The Executor of workloads that are brought up and down by calls: turns orders into calls and
// their results into reports. The loop's thread gives orders; reports leave from the threads that
// make the calls.
//
// Beyond what engine/executor.h promises:
// - An order that comes again while its call waits or is under way is that call.
// - At most kMostUnanswered starts and as many stops wait or are under way. One more is NotStarted
//   or NotStopped, to be tried again in 10 s; nothing was called.
// - `recover` calls nothing: whether a start was under way is not known here, so it is Unsure.
#pragma once

#include <cstddef>
#include <memory>

#include "engine/executor.h"
#include "local/effect_calls.h"

namespace wls::local {

// A catalog has at most 10,000 workloads, and each of them one call under way or waiting. Stops
// have room of their own: starts that do not end keep nothing up.
inline constexpr std::size_t kMostUnanswered = 10'000;

class EffectExecutor : public Executor {
  public:
    // `calls` and `reports` outlive it; so may calls that are under way, whose results then are
    // dropped.
    EffectExecutor(EffectCalls& calls, Reports& reports);
    ~EffectExecutor() override;

    void start(const StartOrder& order) override;
    void stop(const RunId& run, std::string_view workload) override;
    void recover(const RunId& run, std::string_view workload) override;

  private:
    struct Shared;
    EffectCalls& calls_;
    std::shared_ptr<Shared> shared_;
};

}  // namespace wls::local
