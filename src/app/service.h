// The wiring: opens store, executor, engine and HTTP server in this order, and ends them in the
// reverse one. Constructors only.
#pragma once

#include <atomic>
#include <memory>

#include "app/settings.h"
#include "base/log.h"
#include "base/result.h"
#include "engine/store.h"

namespace wls::app {

class Service {
  public:
    // Everything is open and listening afterwards, or nothing is. `log` outlives the service.
    static Result<std::unique_ptr<Service>> open(const Settings& settings, Log& log);
    ~Service();

    // Serves until SIGTERM or SIGINT, then answers what is under way and returns.
    Result<> run();

  private:
    struct Parts;
    explicit Service(std::unique_ptr<Parts> parts);
    static Result<> prepare(Transaction& transaction, const Parts& parts, const Settings& settings);
    static void add_routes(Parts& parts, const Settings& settings);
    static void log_start(const Parts& parts, const Settings& settings);

    std::unique_ptr<Parts> parts_;
};

}  // namespace wls::app
