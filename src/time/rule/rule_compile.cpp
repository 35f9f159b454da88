#include <set>
#include <utility>

#include "base/text.h"
#include "time/rule/compiled.h"
#include "time/rule/date_text.h"
#include "time/searched_years.h"

namespace wls {

namespace {

using std::chrono::days;
using Day = std::chrono::local_days;

constexpr days kLongest(366);
constexpr std::size_t kShownBytes = 60;  // of a name, in a message

Failure invalid(std::string message) {
    return fail(ErrorCode::Invalid, std::move(message));
}

// Each form is known by a field that no other has; `start` alone is a one-off window.
Result<> check_form(const RuleFields& fields) {
    std::vector<std::string> given;
    if (fields.repeat) given.emplace_back("repeat");
    if (fields.weekly) given.emplace_back("weekly");
    if (fields.cron_start || fields.cron_stop)
        given.emplace_back(fields.cron_start ? "cron_start" : "cron_stop");
    if (given.size() > 1)
        return invalid(given[0] + " and " + given[1] +
                       " say two things about when; give one of them");
    if (fields.cron_start && !fields.cron_stop)
        return invalid(
            "cron_stop: missing; cron_start says when windows begin, cron_stop when they end");
    if (fields.cron_stop && !fields.cron_start)
        return invalid(
            "cron_start: missing; cron_stop says when windows end, cron_start when they begin");
    if (given.empty() && !fields.start && !fields.end)
        return invalid(
            "nothing says when: give start_time and end_time, weekly, or cron_start and cron_stop");
    if (given.empty() || fields.repeat) {
        if (!fields.start) return invalid("start_time: missing; say when the first window begins");
        if (!fields.end) return invalid("end_time: missing; say when the first window ends");
    }
    if (!fields.extra.empty() && !fields.repeat)
        return invalid("extra: goes with repeat, whose windows are all as long as the first");
    if (!fields.except.empty() && given.empty())
        return invalid("except: goes with repeat, weekly or cron_start, and this is one window");
    return {};
}

Result<Pattern::Form> one_off(const RuleFields& fields, const Zone& zone) {
    const auto instant = [&](const LocalReading& reading) {
        return zone.to_instant(reading.time, reading.pass);
    };
    const PlannedWindow window{{instant(*fields.start), instant(*fields.end)},
                               {fields.start->time, fields.end->time}};
    const bool is_backwards = window.window.end_at < window.window.start_at ||
                              (window.window.empty() && window.local.end <= window.local.start);
    if (is_backwards)
        return invalid("end_time: " + spoken_time(window.local.end) +
                       " does not lie after start_time, " + spoken_time(window.local.start));
    return OneOff{window};
}

Result<Pattern::Form> series(const RuleFields& fields) {
    using std::chrono::seconds;
    const LocalSpan first{fields.start->time, fields.end->time};
    for (const auto& [field, reading] :
         {std::pair("start_time", *fields.start), std::pair("end_time", *fields.end)})
        if (reading.pass == Pass::Second)
            return invalid(std::string(field) + ": " + spoken_time(reading.time) +
                           " in its second pass; windows that repeat begin and end in the first");
    if (first.start != std::chrono::floor<seconds>(first.start) ||
        first.end != std::chrono::floor<seconds>(first.end))
        return invalid(
            "repeat: windows that repeat begin and end at whole seconds; "
            "leave out the fraction of start_time and end_time");
    if (first.end <= first.start)
        return invalid("end_time: " + spoken_time(first.end) + " does not lie after start_time, " +
                       spoken_time(first.start));
    if (first.end - first.start > kLongest)
        return invalid("end_time: a window that repeats lasts at most 366 days");
    if (first.start < kSearchedFrom || first.start >= kSearchedUntil)
        return invalid("start_time: windows that repeat are searched from 1970 to 2400, and " +
                       spoken_time(first.start) + " lies outside");
    auto made = Series::parse(first, *fields.repeat, fields.except, fields.extra);
    if (!made) return fail(made);
    return std::move(*made);
}

Result<Pattern::Form> form_of(const RuleFields& fields, const Zone& zone) {
    if (fields.repeat) return series(fields);
    if (fields.weekly) {
        auto weekly = Weekly::parse(*fields.weekly);
        if (!weekly) return fail("weekly", weekly);
        return std::move(*weekly);
    }
    if (fields.cron_start) {
        const auto pair = CronPair::parse(*fields.cron_start, *fields.cron_stop, fields.key);
        if (!pair) return fail(pair);
        return *pair;
    }
    return one_off(fields, zone);
}

// The dates of `except`, for the forms whose windows are known by their dates only.
Result<Calendar> dates_of(const std::vector<std::string>& texts) {
    const auto read = parse_dates("except", texts);
    if (!read) return fail(read);
    std::vector<DateSpan> dates;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto* const day = std::get_if<Day>(&(*read)[i]);
        if (!day)
            return invalid("except: '" + texts[i] +
                           "' is a time; give the date that the window starts on");
        dates.push_back({*day, *day, ""});
    }
    return Calendar::of(dates);
}

Result<DayFilter> filter_of(const RuleFields& fields) {
    std::vector<Calendar> skip, only;
    std::set<std::string_view> names;
    for (const auto* const calendars : {&fields.skip, &fields.only})
        for (const auto& [name, calendar] : *calendars) {
            if (!names.insert(name).second)
                return invalid("calendar: '" + shortened(name, kShownBytes) +
                               "' is named twice; once is enough");
            (calendars == &fields.skip ? skip : only).push_back(calendar);
        }
    if (!fields.except.empty() && !fields.repeat) {
        auto dates = dates_of(fields.except);
        if (!dates) return fail(dates);
        skip.push_back(std::move(*dates));
    }
    return DayFilter(skip, only);
}

// What is open right before `at` and goes on: from there to the last end of all.
std::optional<Window> open_through(const Pattern& pattern, Instant at) {
    const auto open = pattern.open_at(at - Duration(1));
    if (!open || open->window.over(at)) return {};
    return Window{at, open->window.end_at};
}

struct Validity {
    Instant from = Instant::min(), until = Instant::max();
};

Result<Instant> bound_of(const char* field, const std::string& text, const Zone& zone,
                         bool is_end) {
    const auto read = parse_date_or_time(text);
    if (!read) return fail(field, read);
    if (const auto* const time = std::get_if<LocalTime>(&*read)) return zone.to_instant(*time);
    const Day day = std::get<Day>(*read);
    if (is_end && LocalTime{day + days(1)} > kLastLocalTime) return Instant::max();
    return zone.to_instant(is_end ? day + days(1) : day);
}

Result<Validity> validity_of(const RuleFields& fields, const Zone& zone) {
    Validity valid;
    if (fields.valid_from) {
        const auto from = bound_of("valid_from", *fields.valid_from, zone, false);
        if (!from) return fail(from);
        valid.from = *from;
    }
    if (fields.valid_until) {
        const auto until = bound_of("valid_until", *fields.valid_until, zone, true);
        if (!until) return fail(until);
        valid.until = *until;
    }
    if (valid.until <= valid.from)
        return invalid("valid_until: " + *fields.valid_until + " does not lie after valid_from, " +
                       *fields.valid_from);
    return valid;
}

}  // namespace

Result<Rule> Rule::compile(const RuleFields& fields, const Zone& zone) {
    WLS_TRY(check_form(fields));
    auto form = form_of(fields, zone);
    if (!form) return fail(form);
    auto filter = filter_of(fields);
    if (!filter) return fail(filter);
    const auto valid = validity_of(fields, zone);
    if (!valid) return fail(valid);
    auto compiled = std::make_shared<Compiled>(Compiled{
        fields, Pattern(std::move(*form), zone, std::move(*filter)), valid->from, valid->until});
    if (fields.valid_from) compiled->opening = open_through(compiled->pattern, valid->from);
    return Rule(std::move(compiled));
}

}  // namespace wls
