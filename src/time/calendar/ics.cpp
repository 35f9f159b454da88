// What the events of an iCalendar text come to: see calendar_text.h.
#include <algorithm>
#include <limits>
#include <map>

#include "base/text.h"
#include "time/calendar/content_lines.h"
#include "time/calendar/ics_events.h"
#include "time/calendar/limits.h"
#include "time/calendar_text.h"
#include "time/rrule/rrule_days.h"
#include "time/rrule/rrule_parser.h"

namespace wls {

namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr days kDay{1};
// Of all rules together, found or looked for in vain. A yearly one without an end has 375 up to
// 2400, so thousands of birthdays fit.
constexpr std::size_t kMostDates = 1'000'000;
constexpr std::string_view kUntil = "UNTIL=";
constexpr std::string_view kWayOut = "leave the event out of the file, or list its dates as RDATE";

bool is_midnight(const IcsTime& time) {
    return !time.is_date && !time.is_utc && time.time_of_day.count() == 0;
}

// The date of a time that belongs to an all-day event. Of one that is written from midnight to
// midnight, a UTC time means the midnight of some zone: those from -10 to +13 hours are told apart.
local_days date_for(const IcsEvent& event, const IcsTime& time) {
    constexpr std::chrono::minutes kQuarter{15};
    const bool rounded = !event.start->is_date && time.is_utc &&
                         time.time_of_day % kQuarter == std::chrono::seconds(0) &&
                         time.time_of_day > std::chrono::hours(10);
    return time.date + (rounded ? kDay : days(0));
}

// The dates that one occurrence takes; nothing for an event that is not all-day.
Result<std::optional<days>> length_of(const IcsEvent& event) {
    const IcsTime& start = *event.start;
    if (!start.is_date && !is_midnight(start)) return std::nullopt;
    days length{0};
    if (event.end) {
        if (!start.is_date && !is_midnight(*event.end)) return std::nullopt;
        length = event.end->date - start.date;
        if (event.end->time_of_day.count() != 0) length += kDay;
    } else if (event.duration) {
        length = std::chrono::ceil<days>(*event.duration);
        if (!start.is_date && length != *event.duration) return std::nullopt;
    }
    if (length < days(0))
        return fail(ErrorCode::Invalid,
                    "line " + std::to_string(event.line) +
                        ": an event that ends before it starts; exchange DTSTART and DTEND");
    if (!start.is_date && length == days(0)) return std::nullopt;
    return std::max(length, kDay);
}

class Collector {
  public:
    Result<> collect(std::vector<IcsEvent> events) {
        for (const auto& event : events)
            if (event.replaces && !event.uid.empty())
                replaced_[event.uid].push_back(event.replaces->date);
        for (auto& [uid, dates] : replaced_) std::ranges::sort(dates);
        for (auto& event : events) {
            if (event.cancelled) continue;
            const auto length = length_of(event);
            if (!length) return fail(length);
            if (!*length)
                ++timed_events_;
            else
                WLS_TRY(add(event, **length));
        }
        return {};
    }

    Result<CalendarText> finish() {
        auto calendar = Calendar::of(std::move(spans_), std::move(names_));
        if (!calendar) return fail(calendar);
        return CalendarText{std::move(*calendar), timed_events_};
    }

  private:
    Result<> add(IcsEvent& event, days length) {
        names_.push_back(std::move(event.name));
        std::vector<local_days> dates;
        if (event.rules.empty() || event.replaces) dates.push_back(event.start->date);
        if (!event.replaces) {
            for (const auto& rule : event.rules) WLS_TRY(expand(event, rule, true, dates));
            for (const auto& time : event.extra) dates.push_back(date_for(event, time));
            WLS_TRY(leave_out(event, dates));
        }
        for (const auto first : dates) {
            const NumberedSpan span{std::max(first, kFirstSearchedDay),
                                    std::min(first + length - kDay, kLastSearchedDay),
                                    names_.size() - 1};
            if (span.first <= span.last) spans_.push_back(span);
        }
        return {};
    }

    Result<> leave_out(const IcsEvent& event, std::vector<local_days>& dates) {
        std::vector<local_days> left_out;
        for (const auto& time : event.except) left_out.push_back(date_for(event, time));
        for (const auto& rule : event.exception_rules)
            WLS_TRY(expand(event, rule, false, left_out));
        std::ranges::sort(left_out);
        const auto found = replaced_.find(event.uid);
        std::erase_if(dates, [&](local_days date) {
            return std::ranges::binary_search(left_out, date) ||
                   (found != replaced_.end() && std::ranges::binary_search(found->second, date));
        });
        return {};
    }

    // All starts of a rule. An event's own start is one of its rule's, whatever that says.
    Result<> expand(const IcsEvent& event, const IcsEvent::Rule& rule, bool with_start,
                    std::vector<local_days>& dates) {
        const auto failed = [&](const std::string& what) {
            return fail(ErrorCode::Invalid, "line " + std::to_string(rule.line) + ": " + what);
        };
        const local_days first = event.start->date;
        std::string text = rule.text;
        const auto until = take_until(event, text);
        if (!until) return failed(until.error().message);
        const auto last = std::min(until->value_or(kLastSearchedDay), kLastSearchedDay);
        const auto parts = parse_rrule(text, first, kWayOut);
        if (!parts) return failed(parts.error().message);
        if (parts->until || (parts->count && *until))
            return failed("a rule has one end: UNTIL or COUNT, once");

        auto left = parts->count.value_or(std::numeric_limits<int>::max());
        if (with_start && first <= last && left-- > 0) dates.push_back(first);
        const RRuleDays rule_days(*parts, first);
        const auto last_number = first <= last ? rule_days.period_of(last) : -1;
        for (std::int64_t number = 0; number <= last_number && left > 0; ++number) {
            const auto [begin, found] = rule_days.period(number);
            const auto passed = static_cast<int>((first - begin).count());
            const int least = std::max(with_start ? passed + 1 : passed, 0);
            for (int place = found.from(least); place >= 0 && left > 0;
                 place = found.from(place + 1), --left) {
                if (begin + days(place) > last) return {};
                dates.push_back(begin + days(place));
                if (++dates_ > kMostDates) break;
            }
            if (dates_ > kMostDates || ++periods_ > kMostDates)
                return failed(
                    "repeating events come to more than a million dates, or periods without any, "
                    "up to 2400; leave out what is not a holiday, or end it with UNTIL");
        }
        return {};
    }

    // UNTIL may be written in several ways, of which a rule knows one.
    static Result<std::optional<local_days>> take_until(const IcsEvent& event, std::string& rule) {
        std::size_t at = 0;
        while (!is_same_in_any_case(std::string_view(rule).substr(at, kUntil.size()), kUntil)) {
            at = rule.find(';', at);
            if (at == rule.npos) return std::nullopt;
            ++at;
        }
        const std::size_t end = std::min(rule.find(';', at), rule.size());
        const std::size_t value = at + kUntil.size();
        const auto time = ics_time(std::string_view(rule).substr(value, end - value));
        if (!time) return fail("UNTIL", time);
        // With the ';' before it, or behind it.
        if (at > 0)
            rule.erase(at - 1, end - at + 1);
        else
            rule.erase(0, end + 1);
        return date_for(event, *time);
    }

    std::map<std::string, std::vector<local_days>> replaced_;  // by UID, in order
    std::vector<NumberedSpan> spans_;
    std::vector<std::string> names_;
    std::size_t timed_events_ = 0;
    std::size_t dates_ = 0;
    std::size_t periods_ = 0;
};

}  // namespace

Result<CalendarText> parse_ics(std::string_view text) {
    WLS_TRY(check_calendar_text(text));
    text = without_byte_order_mark(text);
    constexpr std::string_view kBegin = "BEGIN:VCALENDAR";
    const auto begin = text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (!is_same_in_any_case(begin.substr(0, kBegin.size()), kBegin))
        return fail(ErrorCode::Invalid,
                    "not iCalendar: no BEGIN:VCALENDAR; give an .ics file or a list of dates");
    const auto properties = IcsProperties::load();
    if (!properties) return fail(properties);
    auto events = read_events(text, *properties);
    if (!events) return fail(events);
    Collector collector;
    WLS_TRY(collector.collect(std::move(*events)));
    return collector.finish();
}

}  // namespace wls
