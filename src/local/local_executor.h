// The Executor of all that a catalog names: gives each order to the executor of its workload's
// kind. The loop's thread.
#pragma once

#include "engine/executor.h"

namespace wls::local {

class LocalExecutor : public Executor {
  public:
    // All outlive it.
    LocalExecutor(Executor& processes, Executor& commands, Executor& webhooks)
        : processes_(processes), commands_(commands), webhooks_(webhooks) {}

    void start(const StartOrder& order) override { of(order.workload).start(order); }
    void stop(const RunId& run, std::string_view workload) override {
        of(workload).stop(run, workload);
    }
    void recover(const RunId& run, std::string_view workload) override {
        of(workload).recover(run, workload);
    }

  private:
    Executor& of(std::string_view workload) {
        if (workload.starts_with("Command/")) return commands_;
        return workload.starts_with("Webhook/") ? webhooks_ : processes_;
    }

    Executor& processes_;
    Executor& commands_;
    Executor& webhooks_;
};

}  // namespace wls::local
