// Looks once a second at what shows no failure before it is needed: the threads that run workloads,
// the folder of their claims, a write that does not end. It waits for none of them, so what hangs
// shows in the vitals by its silence.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "app/system_clock.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "engine/vitals.h"

namespace wls::app {

class HealthWatch {
  public:
    // Called once, from any thread, or never by what hangs: it moves, and this is how it does.
    using Answer = std::function<void(const Result<>&)>;
    using Ask = std::function<void(Answer)>;

    // `write_steps`: of SqliteStore. `clock` outlives it; `vitals` and `log` also whoever may still
    // answer. The log tells of each part that was added when it fails, and when it is ok again.
    HealthWatch(Vitals& vitals, const Clock& clock, Log& log,
                std::function<std::uint64_t()> write_steps);
    ~HealthWatch();  // ends it

    // `ask` returns at once; it is not called again before it was answered. Before begin().
    void add(std::string_view part, Ask ask);

    // Begins the thread, once.
    void begin();
    void end();

    // One look at all: that thread's, and tests'.
    void look();

  private:
    struct Asked {
        std::string part;
        Ask ask;
        std::shared_ptr<std::atomic<bool>> is_open;  // shared: the answer may come late
        bool told_failing = false;
    };

    void tell_changes();

    Vitals& vitals_;
    const Clock& clock_;
    Log& log_;
    SystemAlarm alarm_;
    std::function<std::uint64_t()> write_steps_;
    std::uint64_t last_steps_ = 0;
    bool has_looked_ = false;
    std::vector<Asked> asked_;
    std::atomic<bool> ending_ = false;
    std::thread thread_;
};

}  // namespace wls::app
