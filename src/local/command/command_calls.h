// Starts and stops Command workloads: one caller process (caller.h) for each call. At most 16 are
// under way, the others wait; stops of all workloads go before starts. Orders may come from one
// thread, the one that owns the catalog; answers leave from a thread of its own.
//
// Beyond what effect_calls.h and call_board.h promise:
// - A caller goes on when this is destroyed or the server is killed; a later call of the same run
//   waits for it (call_lock.h). An answer that nobody waits for any more is lost.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "local/catalog.h"
#include "local/effect_calls.h"

namespace wls::local {

struct CommandCallsOptions {
    std::string data;      // the data folder
    std::string database;  // told to commands that are this very program: make it absolute
};

class CommandCalls : public EffectCalls {
  public:
    // `catalog` and `clock` outlive it. Reads PATH and HOME of the server's environment.
    CommandCalls(const Catalog& catalog, CommandCallsOptions options, const Clock& clock);
    ~CommandCalls() override;

    void ask(CallRequest request, CallDone done) override;

    // Calls `told` on the thread that makes the calls; not while that hangs. Any thread.
    void look(std::function<void(const Result<>&)> told);

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace wls::local
