// Cron expressions. Five fields, or six with the second first:
//
//   [second 0-59] minute 0-59  hour 0-23  day of the month 1-31  month 1-12  day of the week 0-7
//
// - A field is `*`, or up to 64 of these, with commas between: a number, a range `1-5`; either of
//   these or `*` with a step, `*/15`, `8-18/2`. Months and days have names (JAN, Mon; 0 and 7 are
//   Sunday).
// - Days of the month: `L` the last, `L-3` three before it, `15W` the weekday (Monday to Friday)
//   nearest to the 15th in the same month, `LW` the last weekday.
// - Days of the week: `Fri#2` the second Friday of the month, `FriL` its last.
// - `H` is a number of the field's that depends on `key` only, so that schedules spread and each
//   keeps its time: `H(0-29)` is one of that range, `H/15` every 15 from such a number.
// - A day of the month and a day of the week that are both restricted (not `*`): either is enough.
// - @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually.
//
// The dialect is OCPS 1.3 (github.com/open-source-cron/ocps) with H of Jenkins; what it leaves
// open, or others read otherwise, is refused: `?`, `5/15`, steps of 0, ranges that go backwards.
//
// Clock changes: where hour or minute is `*` or `*/n` the expression says an interval, and instants
// whose local time matches are meant, in both passes of a repeated hour. Else it says times of a
// day, each once: one that clocks skip is the instant of the change, one that comes twice the
// first.
//
// Searched from 1970 to the end of 2400. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "time/cron/cron_fields.h"
#include "time/local_time.h"
#include "time/zone.h"

namespace wls {

class Cron {
  public:
    // Invalid: names the character and what would be right. At most 256 bytes.
    static Result<Cron> parse(std::string_view text, std::uint64_t key = 0);

    // The first instant after `after`, the last before `before`, whatever they are: whole seconds;
    // nothing when there is none in the years 1970 to 2400.
    std::optional<Instant> next(Instant after, const Zone& zone) const;
    std::optional<Instant> prev(Instant before, const Zone& zone) const;

    // Local times that match, whatever the clocks do: the first not before `from`, the last not
    // after `until`.
    std::optional<LocalTime> next_local(LocalTime from) const;
    std::optional<LocalTime> prev_local(LocalTime until) const;

    // Matched against instants, not against times of a day.
    bool is_interval() const { return fields_.is_interval; }
    const CronFields& fields() const { return fields_; }
    // It has H.
    bool depends_on_key() const { return fields_.has_hash; }
    // Day of the month and day of the week are both restricted: people expect "and".
    bool has_two_days() const { return !fields_.any_day && !fields_.any_week_day; }

  private:
    explicit Cron(const CronFields& fields) : fields_(fields) {}

    std::optional<Instant> next_fixed(Instant after, const Zone& zone) const;
    std::optional<Instant> prev_fixed(Instant before, const Zone& zone) const;
    std::optional<Instant> next_interval(Instant after, const Zone& zone) const;
    std::optional<Instant> prev_interval(Instant before, const Zone& zone) const;

    CronFields fields_;
};

}  // namespace wls
