// The thread that forgets what is old.
#pragma once

#include <atomic>
#include <memory>
#include <thread>

#include "app/settings/settings.h"
#include "app/system_clock.h"
#include "base/log.h"
#include "engine/retention.h"
#include "local/local_run_files.h"
#include "storage/sqlite_store.h"

namespace wls::app {

class Housekeeping {
  public:
    // All outlive it. What opening the database to read gives.
    static Result<std::unique_ptr<Housekeeping>> open(const Settings& settings,
                                                      storage::SqliteStore& store,
                                                      const Clock& clock, Log& log);
    ~Housekeeping();  // ends it

    // Begins, once; nothing when the settings keep everything for ever.
    void begin();
    // Ends it after the batch that is under way.
    void end();

  private:
    Housekeeping(const Settings& settings, std::unique_ptr<Archive> archive, const Clock& clock,
                 Log& log);

    const bool needed_;
    const Clock& clock_;
    SystemAlarm alarm_;
    std::unique_ptr<Archive> archive_;
    local::LocalRunFiles files_;
    Retention retention_;
    std::atomic<bool> ending_ = false;
    std::thread thread_;
};

}  // namespace wls::app
