// The signals that end a server, taken as values by one waiting thread instead of by handlers.
#pragma once

#include <functional>
#include <thread>

namespace wls::app {

// From its making on, SIGTERM and SIGINT no longer end the process, in every thread made later;
// each calls `stop` on a thread of its own. A second one ends the process at once. SIGPIPE is
// ignored. Make it before any other thread.
class StopSignals {
  public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    void on_stop(std::function<void()> stop);  // once

    // From its return on, `stop` is not called any more. Idempotent.
    void end();

  private:
    int signals_;
    int ended_;
    std::thread thread_;
};

}  // namespace wls::app
