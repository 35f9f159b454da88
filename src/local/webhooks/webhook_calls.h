// Starts and stops Webhook workloads by HTTP calls. At most 64 are under way, the others wait;
// stops of all workloads go before starts. Orders may come from one thread, the one that owns the
// catalog; answers leave from a thread of its own.
//
// Beyond what effect_calls.h and call_board.h promise:
// - With `state` that is asked first; what is already as wanted is Already, and not called.
// - Whatever was called and answered is a line in the run's log, without URLs, headers and bodies.
// - libcurl and OpenSSL are loaded at the first call. Where they are missing it is NotDone.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "local/catalog.h"
#include "local/effect_calls.h"

namespace wls::local {

struct WebhookCallsOptions {
    std::string data;          // the data folder
    std::string ca_file = {};  // as net::ClientOptions has it; for webhooks without their own
};

class WebhookCalls : public EffectCalls {
  public:
    // `catalog` and `clock` outlive it.
    WebhookCalls(const Catalog& catalog, WebhookCallsOptions options, const Clock& clock);

    // Gives up all calls: Unsure for a start that may have arrived, else NotDone. Returns when they
    // have all been answered.
    ~WebhookCalls() override;

    void ask(CallRequest request, CallDone done) override;

    // Calls `told` on the thread that makes the calls; not while that hangs. Any thread.
    void look(std::function<void(const Result<>&)> told);

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace wls::local
