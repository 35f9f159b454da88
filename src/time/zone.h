// Time zones: from local time to instants and back, on the system's tzdata. A Zone is a small
// value; reading the files happens in `load` only. Any thread.
//
// The rule for clock changes (one for starts and ends, monotone): a local time that clocks skip is
// the instant of the change; one that they show twice is the first pass, unless the second is
// asked.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/instant.h"
#include "base/result.h"
#include "time/local_time.h"
#include "time/tzdata.h"

namespace wls {

struct LoadedZone;

// A local time with the pass that an instant falls in.
struct LocalReading {
    LocalTime time;
    Pass pass = Pass::First;
    friend bool operator==(const LocalReading&, const LocalReading&) = default;
};

// What a local time means.
struct LocalResolution {
    Instant at;                    // by the rule above, first pass
    bool is_skipped = false;       // clocks never show it
    std::optional<Instant> again;  // its second pass, where it has one
    LocalTime resumes_local;  // skipped or repeated: the first local time after those; else itself
};

// A time through which clocks run steadily: local time is the instant plus `offset`.
struct SteadyTime {
    std::chrono::seconds offset;
    std::optional<Instant> since;  // of steady_until: the change before, itself included
    std::optional<Instant> until;  // of steady_from: the next change, not included
};

class Zone {
  public:
    // An IANA name such as "Europe/Paris" or "UTC". Invalid: unknown, or not a plain name (a path,
    // an absolute path, "localtime"); the message names the one that may have been meant.
    // Reads the file when it was not read yet, or is another one since; else about a microsecond.
    static Result<Zone> load(std::string_view name, const std::string& folder = kZoneInfo);
    static Zone utc();

    const std::string& name() const;

    // Whether its file is still the one that was read: if not, new tzdata was installed, and `load`
    // gives the zone by the new rules, while this value keeps the old ones. About a microsecond.
    bool is_current() const;

    Instant to_instant(LocalTime time, Pass pass = Pass::First) const;

    LocalResolution resolve(LocalTime time) const;

    // The steady time that `instant` falls in: to the next change, or from the one before. The
    // other end is not looked for. Nothing: there is none; after the year 2400 it need not be
    // known.
    SteadyTime steady_from(Instant instant) const;
    SteadyTime steady_until(Instant instant) const;

    // Instants beyond the years 1 to 9999 give the nearest local time within them.
    LocalReading to_local(Instant instant) const;

    // "2026-11-30T08:00:00+01:00", with a fraction only when there is one. An offset with seconds
    // (before 1972) is written by the nearest minute, and the local time by that: the instant is
    // right.
    std::string rfc3339(Instant instant) const;

  private:
    explicit Zone(std::shared_ptr<const LoadedZone> loaded) : loaded_(std::move(loaded)) {}

    std::shared_ptr<const LoadedZone> loaded_;
};

// The machine's zone: `tz_variable` (the value of TZ, may be null) when it is an IANA name, else
// what `localtime_path` (/etc/localtime) links to, else UTC.
Zone machine_zone(const char* tz_variable, const std::string& localtime_path);

}  // namespace wls
