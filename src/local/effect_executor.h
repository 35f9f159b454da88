// The Executor of workloads that are brought up and down by calls: turns orders into calls and
// their results into reports. The loop's thread gives orders; reports leave from the threads that
// make the calls.
//
// Beyond what engine/executor.h promises:
// - An order that comes again while its call waits or is under way is that call.
// - `recover` calls nothing: whether a start was under way is not known here, so it is Unsure.
#pragma once

#include <memory>

#include "engine/executor.h"
#include "local/effect_calls.h"

namespace wls::local {

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
