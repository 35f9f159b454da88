// What the server measures of itself, in Prometheus' text format: docs/metrics.md lists it. What
// happened is counted here; what is so at the moment is handed in by whoever asks for the text. The
// only room that knows prometheus-cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "engine/observer.h"

namespace wls::metrics {

// What is so at this moment.
struct Counts {
    std::uint64_t writes_waiting = 0;
    std::uint64_t reports_waiting = 0;
    struct Stored {
        std::uint64_t schedules = 0;
        std::uint64_t runs_live = 0;
        std::uint64_t transitions_overdue = 0;
        std::uint64_t transitions_blocked = 0;
    };
    std::optional<Stored> stored;  // none: the database could not be asked; then they are left out
};

class Metrics : public Observer {
  public:
    struct Facts {
        std::string version;
        std::string tzdata;  // "2025b"
        Instant started_at;
    };
    explicit Metrics(const Facts& facts);
    ~Metrics() override;

    // One answered request. `route`: the pattern that matched, empty when none did; an unknown
    // method counts as "other", so that the number of series stays bounded. Any thread.
    void answered(std::string_view method, std::string_view route, int status, Duration took);

    void changed(const Transition& transition, Instant now) override;

    // The whole text. Any thread.
    std::string text(const Counts& counts);

    static constexpr const char* kContentType = "text/plain; version=0.0.4; charset=utf-8";

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace wls::metrics
