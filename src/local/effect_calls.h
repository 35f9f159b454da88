// A workload whose start and stop are each one call that ends: a command, or a webhook. What is
// asked for, and what became of it. Values; any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "domain/run.h"
#include "domain/transition.h"
#include "time/window.h"

namespace wls::local {

struct CallRequest {
    RunId run;
    Edge edge = Edge::Start;
    std::string workload;  // Workload::key()
    Window window;
};

// "7-1745143200000000-1-start": the same however often the call is made.
std::string idempotency_key(const CallRequest& request);

struct CallResult {
    enum class What {
        Done,     // it is as asked, because of this call
        Already,  // it was as asked before; nothing was called
        NotDone,  // certainly without any effect, or a stop that did not succeed: ask again
        Unsure,   // it may have been done; asking again may do it twice
        Blocked,  // nothing was called, and nothing will be until a person mends the catalog
    };
    What what = What::Unsure;
    std::string message;  // one sentence for the history: never a secret
    std::optional<Duration> retry_after = std::nullopt;  // the other side's wish; not with Done
};

// What becomes of a call whose workload, a `kind` ("webhook") of that name, is not in the catalog.
CallResult not_in_catalog(std::string_view kind, std::string_view name);

// What becomes of a start whose window is over by now: it is not made. Nothing for other calls.
std::optional<CallResult> if_too_late(const CallRequest& request, Instant now);

// Called exactly once for each call, on a thread of the callee; must not block.
using CallDone = std::function<void(CallResult)>;

// Those that make such calls. Calls of one workload are made one after the other, in the order of
// asking.
class EffectCalls {
  public:
    virtual ~EffectCalls() = default;

    // Returns at once. A call that was asked for is not asked for again before it is answered, and
    // how many are is the asker's to limit: EffectExecutor does both.
    virtual void ask(CallRequest request, CallDone done) = 0;
};

}  // namespace wls::local
