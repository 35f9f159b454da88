// The wiring: what the server is made of, in the order in which it is opened. Ended in the reverse
// one; the executor's runs go on.
#pragma once

#include <atomic>
#include <memory>

#include "app/settings/settings.h"
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
    static Result<> open_database(Parts& parts, const Settings& settings);
    static Result<> prepare(Transaction& transaction, const Parts& parts, const Settings& settings);

    std::unique_ptr<Parts> parts_;
};

}  // namespace wls::app
