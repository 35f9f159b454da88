// The signals that end a server, taken as values by one waiting thread instead of by handlers.
#pragma once

#include <functional>
#include <thread>

namespace wls::app {

// From its making on, SIGTERM, SIGINT and SIGHUP no longer end the process, in every thread made
// later; each calls its listener on a thread of its own. A second stop signal ends the process at
// once. SIGPIPE is ignored. Make it before any other thread.
class StopSignals {
  public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    // `hangup` is called at each SIGHUP, `again` before a second stop signal ends the process.
    // Once.
    struct Listener {
        std::function<void()> stop, hangup, again;
    };
    void listen(Listener listener);

    // From its return on, no listener is called any more. Idempotent.
    void end();

  private:
    int signals_;
    int ended_;
    std::thread thread_;
};

}  // namespace wls::app
