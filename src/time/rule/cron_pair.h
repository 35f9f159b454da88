// Up from each start to the first stop after it: two cron expressions. Starts before that stop are
// no new windows, and one at the very instant of a stop begins the next. Where both say times of a
// day they are paired by what clocks show, so that a pair that clocks skip is an empty window;
// where one says an interval, both are matched against instants. Starts on days that are out do not
// count; stops always do. Value; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "time/cron.h"
#include "time/local_span.h"
#include "time/rule/day_filter.h"
#include "time/window.h"
#include "time/zone.h"

namespace wls {

class CronPair {
  public:
    // Invalid: "cron_start: …" or "cron_stop: …", as Cron::parse says it. `key`: what H stands for.
    static Result<CronPair> parse(std::string_view start, std::string_view stop, std::uint64_t key);

    // Which of the two questions below to ask.
    bool is_interval() const { return start_.is_interval() || stop_.is_interval(); }

    // Not interval. The first window that starts at `from` or later, the last that starts at
    // `until` or before.
    std::optional<LocalSpan> next_local(LocalTime from, const DayFilter& filter) const;
    std::optional<LocalSpan> prev_local(LocalTime until, const DayFilter& filter) const;

    // Interval. The same of instants.
    std::optional<Window> next(Instant from, const Zone& zone, const DayFilter& filter) const;
    std::optional<Window> prev(Instant until, const Zone& zone, const DayFilter& filter) const;

    const Cron& start() const { return start_; }
    const Cron& stop() const { return stop_; }

  private:
    CronPair(const Cron& start, const Cron& stop) : start_(start), stop_(stop) {}

    Cron start_, stop_;
};

}  // namespace wls
