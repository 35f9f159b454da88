// Recurrence rules of iCalendar (RFC 5545, 3.3.10), as far as days go: "FREQ=WEEKLY;BYDAY=MO,WE".
//
// FREQ DAILY, WEEKLY, MONTHLY, YEARLY; INTERVAL, 1 to 1,000,000; COUNT, 1 to 1,000,000, or UNTIL;
// BYDAY, with ordinals (2FR, -1MO) in months and years; BYMONTHDAY (-1: the last); BYMONTH;
// BYSETPOS; WKST. Anything else is refused by name. Capitals or not; "RRULE:" may stand in front.
//
// - Every start has the time of day of the first. What clocks do there is not this rule's business.
// - The first start is one of the rule's, whatever it says, and the first that COUNT counts, as in
//   a calendar. Where the rule does not say it, the day comes from the first start; INTERVAL counts
//   days, weeks (from WKST on, which is Monday), months or years from that of the first start.
// - UNTIL is a local date or date-time and is included, a date to its end. One in UTC ("Z") is
//   refused, because the plan follows local time.
// - A date that a month does not have (31 April) is left out.
//
// First starts and all others lie in the years 1970 to 2400. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "time/language.h"
#include "time/local_time.h"
#include "time/rrule/rrule_days.h"
#include "time/rrule/rrule_parts.h"

namespace wls {

class RRule {
  public:
    using Parts = RRuleParts;

    // Invalid: names the character and what would be right; or a first start in other years. At
    // most 256 bytes, 64 items a list.
    static Result<RRule> parse(std::string_view text, LocalTime first_start);

    // The first start at `from` or later, the last at `until` or before; nothing when there is
    // none.
    std::optional<LocalTime> next_local(LocalTime from) const;
    std::optional<LocalTime> prev_local(LocalTime until) const;

    // The day of the first start is one that the rule says, too.
    bool means_first() const;

    // "Every 2 weeks on Monday and Wednesday, 10 times": the days, without the time of day. The
    // first start is named only if it is none of the rule's days.
    std::string text(Language language) const;

    // As they are written.
    const Parts& parts() const { return parts_; }

  private:
    using Day = RRuleDays::Day;

    RRule(Parts parts, LocalTime first_start);
    Day last_of(int count) const;

    Parts parts_;
    LocalTime first_;
    Day first_day_;
    RRuleDays days_;
    Day last_day_;  // none starts later: by UNTIL, COUNT or the year 2400
    std::int64_t last_period_ = 0;
};

}  // namespace wls
