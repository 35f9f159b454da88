// Says in the log what the history records that no order or report says: windows that were missed
// or skipped, starts given up, what is blocked. The loop's thread.
#pragma once

#include "base/log.h"
#include "engine/observer.h"

namespace wls {

class HistoryLog : public Observer {
  public:
    explicit HistoryLog(Log& log) : log_(log) {}
    void changed(const Transition& transition, Instant now) override;

  private:
    Log& log_;
};

}  // namespace wls
