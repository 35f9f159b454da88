// A first window that comes again: at the starts of a recurrence rule, each as long by the clocks'
// faces; `except` takes days or single starts out of it, `extra` adds starts, also on such days.
// Value; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "time/local_span.h"
#include "time/rrule.h"

namespace wls {

class Series {
  public:
    // A text of `extra` that is a day alone means the first window's time on it. Invalid: names
    // `repeat`, `except` or `extra` first.
    static Result<Series> parse(const LocalSpan& first, std::string_view repeat,
                                const std::vector<std::string>& except,
                                const std::vector<std::string>& extra);

    // The first window that starts at `from` or later, the last that starts at `until` or before.
    std::optional<LocalSpan> next_local(LocalTime from) const;
    std::optional<LocalSpan> prev_local(LocalTime until) const;

    const LocalSpan& first() const { return first_; }
    const RRule& rule() const { return rule_; }

  private:
    Series(const LocalSpan& first, RRule rule) : first_(first), rule_(std::move(rule)) {}

    bool is_out(LocalTime start) const;
    LocalSpan at(LocalTime start) const { return {start, start + (first_.end - first_.start)}; }

    LocalSpan first_;
    RRule rule_;
    std::vector<std::chrono::local_days> days_out_;  // sorted, as the others
    std::vector<LocalTime> starts_out_;
    std::vector<LocalTime> extra_;
};

}  // namespace wls
