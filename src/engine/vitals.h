// What the server says of its own health: parts by name, each ok or failing, since when and why.
// Whoever knows a part sets it; `/readyz` reads them all. Any thread; never blocks for long.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace wls {

class Vitals {
  public:
    static constexpr std::string_view kDatabase = "database";  // the engine can read and write it
    static constexpr std::string_view kEngine = "engine";      // its loop turns, without an error
    static constexpr std::string_view kClock = "clock";        // decisions are not held
    static constexpr std::string_view kCatalog = "catalog";    // as the file has it
    // What starts and stops workloads, by their kind.
    static constexpr std::string_view kProcesses = "processes";
    static constexpr std::string_view kCommands = "commands";
    static constexpr std::string_view kWebhooks = "webhooks";

    // Database and engine are failing until somebody says that they are ok. `clock` outlives it.
    explicit Vitals(const Clock& clock);

    // `since` is when the part last changed between the two. `why`: one sentence without a secret,
    // since anybody may read it; control characters become spaces, what is too long is cut.
    void ok(std::string_view name);
    void failing(std::string_view name, std::string_view why);
    void settle(std::string_view name, bool is_ok, std::string_view why_not);
    bool is_ok(std::string_view name) const;

    // From now on the part must move by itself: it is failing when it has not for 15 s, because it
    // hangs, whatever was said of it last. `silence`: what is said then, "its loop has not turned".
    void watch(std::string_view name, std::string_view silence);
    void moved(std::string_view name);

    // The loop has begun another turn: the engine moves.
    void turned() { moved(kEngine); }
    // How the turn ended: the database's fault when it was Unavailable, else the engine's.
    void turn_ended(const Result<>& outcome);

    struct Part {
        std::string name;
        bool is_ok = false;
        Instant since;
        std::string why;  // empty when ok

        friend bool operator==(const Part&, const Part&) = default;
    };
    // In the order in which they were first named.
    std::vector<Part> parts() const;

  private:
    struct Pulse {
        std::string name;
        std::string silence;
        Moment last;
        Instant last_at;
    };

    void set(std::string_view name, bool is_ok, std::string_view why);

    const Clock& clock_;
    mutable std::mutex mutex_;
    std::vector<Part> parts_;  // guarded by mutex_, like the next
    std::vector<Pulse> pulses_;
};

}  // namespace wls
