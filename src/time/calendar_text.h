// Reads calendars as people have them: an iCalendar file, or a list of dates.
//
//   # a comment; blank lines do not count
//   2026-12-25
//   2026-12-26 Boxing Day
//   2026-12-24..2027-01-02  Freeze
//
// A line has one date, or one span.
//
// Of iCalendar (RFC 5545) the all-day events count: DTSTART with DTEND (the day after the last),
// DURATION or neither (one day), RRULE and RDATE with EXDATE, EXRULE and RECURRENCE-ID, to the end
// of 2400. A name is the event's SUMMARY. What else is decided:
// - An event counts as all-day when DTSTART is a date, or when it lasts from midnight to midnight
//   by its own clock (some Exchange servers write so). Any other has no dates: `timed_events`
//   counts these, so that a warning can say it.
// - STATUS:CANCELLED does not count; TENTATIVE and TRANSPARENT do: holidays are "free" to many.
//   METHOD:CANCEL (RFC 5546) is refused: all of its events are off.
// - Rules are those of time/rrule.h; any other is refused. So are DTEND and DURATION in one event,
//   and a time where VALUE=DATE says that there is none.
// - Zones are not looked up. A date-time's date is the one it is written with; one in UTC, of an
//   event whose own times are not, is the next day from 10:00 on (midnight in the Americas).
// - Dates before 1970 and after 2400 are left out.
//
// Pure but for libical, which is loaded at the first iCalendar text and keeps nothing between two
// calls; any thread.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.h"
#include "time/calendar.h"

namespace wls {

struct CalendarText {
    Calendar calendar;
    std::size_t timed_events = 0;  // left out, because they are not all-day
};

// Either of the two below: iCalendar begins with BEGIN.
Result<CalendarText> parse_calendar(std::string_view text);

// Invalid: names the line and what would be right, also for more than 20 MB, 100,000 events or
// repeating events that come to more than a million. Unavailable: libical is not there.
Result<CalendarText> parse_ics(std::string_view text);

// Invalid: names the line and the character, also for more than 20 MB or 100,000 entries.
Result<Calendar> parse_date_list(std::string_view text);

}  // namespace wls
