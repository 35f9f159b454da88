// The events of an iCalendar text, as far as they say when and what. Pure but for libical; any
// thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "time/calendar/ics_properties.h"
#include "time/calendar/ics_times.h"

namespace wls {

struct IcsEvent {
    struct Rule {
        std::size_t line;
        std::string text;  // "FREQ=YEARLY", as it is written
    };

    std::size_t line = 0;  // of its BEGIN
    std::string uid;       // may be empty
    std::string name;      // SUMMARY
    std::optional<IcsTime> start;
    std::optional<IcsTime> end;
    std::optional<std::chrono::seconds> duration;
    std::vector<Rule> rules;
    std::vector<Rule> exception_rules;
    std::vector<IcsTime> extra;       // RDATE
    std::vector<IcsTime> except;      // EXDATE
    std::optional<IcsTime> replaces;  // RECURRENCE-ID: stands for that date of its series
    bool cancelled = false;
};

// All of them in the text's order; each has a start. Invalid: names the line and what would be
// right.
Result<std::vector<IcsEvent>> read_events(std::string_view text, const IcsProperties& properties);

}  // namespace wls
