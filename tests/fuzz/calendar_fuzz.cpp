// Calendars, from iCalendar text and from lists: what parses is a calendar in order.
#include "fuzz/fuzz.h"
#include "time/calendar.h"
#include "time/calendar_text.h"

using namespace wls;
using fuzz::require;
using std::chrono::days;

namespace {

void check_dates(const Calendar& calendar, std::chrono::local_days date) {
    const bool is_in = calendar.contains(date);
    const auto from = calendar.first_from(date), until = calendar.last_until(date);
    const auto missing = calendar.first_missing_from(date);
    const auto missed = calendar.last_missing_until(date);
    require(is_in == (from == date) && is_in == (until == date), "the nearest date in it");
    require(is_in != (missing == date) && is_in != (missed == date), "the nearest outside it");
    require(!from || (*from >= date && calendar.contains(*from)), "the first from a date");
    require(!until || (*until <= date && calendar.contains(*until)), "the last until a date");
    require(missing >= date && !calendar.contains(missing), "the first missing from a date");
    require(missed <= date && !calendar.contains(missed), "the last missing until a date");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto text = fuzz::text_of(bytes, size);
    const auto read = parse_calendar(text);
    require(read || !read.error().message.empty(), "an error says something");
    if (!read) return 0;

    const Calendar& calendar = read->calendar;
    const auto spans = calendar.spans();
    std::size_t dates = 0;
    auto last = kFirstSearchedDay - days(1);
    for (const auto& span : spans) {
        require(last < span.first && span.first <= span.last, "spans are in order");
        dates += static_cast<std::size_t>((span.last - span.first).count()) + 1;
        last = span.last;
    }
    require(last <= kLastSearchedDay, "it ends in 2400");
    require(dates == calendar.size(), "it has the dates of its spans");
    require(calendar.empty() || calendar.last_date() == last, "it ends with its last span");
    const auto again = Calendar::of({spans.begin(), spans.end()});
    require(again && *again == calendar, "it is the calendar of its spans");
    check_dates(calendar, std::chrono::floor<days>(fuzz::local_time_for(text)));
    check_dates(calendar, last);
    return 0;
}
