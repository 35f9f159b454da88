// The executors of a server, put together: which kind of workload is run by which, and by what
// name /readyz knows them.
#pragma once

#include "app/health_watch.h"
#include "app/settings/settings.h"
#include "base/clock.h"
#include "engine/executor.h"
#include "local/catalog.h"
#include "local/command/command_calls.h"
#include "local/effect_executor.h"
#include "local/local_executor.h"
#include "local/process/process_executor.h"
#include "local/webhooks/webhook_calls.h"

namespace wls::app {

// Reports reach the loop, which is made after the executor that sends them.
class ReportsToLoop : public Reports {
  public:
    void connect(Reports& loop) { loop_ = &loop; }
    void receive(Report report) override { loop_->receive(std::move(report)); }

  private:
    Reports* loop_ = nullptr;
};

class Executors {
  public:
    // All outlive it.
    Executors(const Settings& settings, const local::Catalog& catalog, const Clock& clock,
              Reports& reports);

    Executor& all() { return all_; }

    // So that a thread of theirs that hangs shows.
    void add_to(HealthWatch& watch);

  private:
    local::ProcessExecutor processes_;
    local::CommandCalls command_calls_;
    local::EffectExecutor commands_;
    local::WebhookCalls webhook_calls_;
    local::EffectExecutor webhooks_;
    local::LocalExecutor all_;
};

}  // namespace wls::app
