// What a rule comes to, for people to look at before they rely on it: its sentence, windows, and
// what may surprise. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "time/rule.h"

namespace wls {

struct PreviewWarning {
    enum class Code {
        ClockChange,   // a window is empty, or longer or shorter than clocks show
        Never,         // no window, ever
        Past,          // no window is left
        CronDayOr,     // a day of the month and of the week: either is enough
        CronHash,      // H without a key: with one, times may be others
        FirstStart,    // a series begins on a day that its rule does not say
        CalendarEnds,  // windows after a calendar's last date
    };
    Code code;
    // ClockChange: of the change. Past: the last end. FirstStart: that start. CalendarEnds: the
    // start of the first window past the last date to skip, or the first midnight past the last
    // date to keep to, if the calendar has any. Else none.
    std::optional<Instant> at;
    std::string message;  // a sentence
};

// "clock_change".
std::string_view name_of(PreviewWarning::Code code);

struct Preview {
    std::string text;
    std::vector<PlannedWindow> windows;
    std::vector<PreviewWarning> warnings;
};

struct PreviewRange {
    Instant from;
    std::optional<Instant> to;  // none: as far as `most` windows reach
    std::size_t most = 20;
};

// The first `most` windows that start in [from, to). ClockChange and CalendarEnds are said of
// those, Past of `now`, the others of the rule. Invalid: the range ends before it begins; or the
// rule repeats, and the range leaves 1970 to 2400.
Result<Preview> preview_of(const Rule& rule, const PreviewRange& range, Instant now,
                           Language language = Language::English);

}  // namespace wls
