#include "cli/preview/calendar_files.h"

#include "base/text.h"
#include "cli/preview/input.h"
#include "time/calendar_text.h"

namespace wls::cli {

namespace {

constexpr std::size_t kMostBytes = 50'000'000;
constexpr std::size_t kMostCalendars = 64;

Failure at_calendar(const std::string& word, const std::string& what) {
    return fail(ErrorCode::Invalid, "--calendar " + shortened(word, 60) + ": " + what);
}

}  // namespace

Result<CalendarFiles> read_calendars(const std::vector<std::string>& named) {
    CalendarFiles files;
    if (named.size() > kMostCalendars)
        return fail(ErrorCode::Invalid, "--calendar: give 64 at most");
    for (const auto& word : named) {
        const auto equals = word.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == word.size())
            return at_calendar(word, "give NAME=FILE, such as fr-holidays=holidays.ics");
        const auto name = word.substr(0, equals);
        const auto path = word.substr(equals + 1);
        const auto text = read_file(path, kMostBytes);
        if (!text) return at_calendar(name, text.error().message);
        auto read = parse_calendar(*text);
        if (!read) return at_calendar(name, shortened(path, 200) + ": " + read.error().message);
        if (read->timed_events > 0) files.timed_events.emplace(name, read->timed_events);
        if (!files.calendars.emplace(name, std::move(read->calendar)).second)
            return at_calendar(name, "two files have this name");
    }
    return files;
}

}  // namespace wls::cli
