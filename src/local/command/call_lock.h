// The calls of one run never overlap, not even those of a server that was killed: each caller holds
// the lock file `logs/<RunId>.calls` until its commands have ended. So a stop waits for a start
// that is still under way, whoever ordered it.
#pragma once

#include <chrono>
#include <string>

#include "local/fd.h"
#include "local/ticker.h"

namespace wls::local {

class CallLock {
  public:
    // Waits its turn: at most the time that the holder said it needs, and 10 s. `longest`: what the
    // caller itself needs, for those that will wait for it. Without it (a disk that is full, a
    // holder that is stuck) is_held() is false, and why() says why: the call is then made all the
    // same, because a stop is owed.
    CallLock(const std::string& path, std::chrono::milliseconds longest, Ticker& ticker);

    bool is_held() const { return held_; }
    const std::string& why() const { return why_; }

    void release() { file_.reset(); }

  private:
    bool waits_its_turn(Ticker& ticker);
    std::chrono::milliseconds holders_time() const;

    Fd file_;
    bool held_ = false;
    std::string why_;
};

}  // namespace wls::local
