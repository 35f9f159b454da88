// The rows of the API's lists, as far as the commands show them. What a server leaves out or sends
// in another type is empty. Pure.
#pragma once

#include <optional>
#include <string>

#include "api/json_value.h"
#include "base/instant.h"
#include "cli/table.h"
#include "time/language.h"
#include "time/local_time.h"

namespace wls::cli {

struct ScheduleRow {
    std::string id;
    std::string name;  // visible, as all texts here
    std::string when;
    std::string status;
    std::optional<bool> active;
    std::string target;  // what it acts on; empty when the server does not say
};

struct TransitionRow {
    std::string id, at, edge, workload, schedule, outcome, lateness, message;
};

// Whether it may be a row of one of these lists: it has an id or, a workload's, a name.
bool is_row(const api::Json& json);

ScheduleRow schedule_row(const api::Json& json);
TransitionRow transition_row(const api::Json& json);

Paint status_paint(const std::string& status);
Paint outcome_paint(const std::string& outcome);

// A member as a visible text: strings as they are, numbers and the rest as JSON; empty when absent.
std::string member_text(const api::Json& json, std::string_view key);

// "Mon 30 Nov 2026", "lun. 30 novembre 2026"; the year when asked for.
std::string day_words(LocalTime time, bool year, Language language = Language::English);

// "Mon 30 Nov 2026 08:00 → 19:00", or "… → Tue 1 Dec 19:00" when the days
// differ, with the year when that does.
std::string window_words(LocalTime start, LocalTime end, std::string_view arrow, bool seconds);

// "0.12 s", "3.4 s", "5 m 3 s", "2 h 5 m", "3 d 4 h", "3 j 4 h"; "-" in front of what is negative.
std::string length_words(Duration length, Language language = Language::English);

// The local time in a member: of an API's date-time, its offset aside.
std::optional<LocalTime> member_time(const api::Json& json, std::string_view key);

// The instant in a member that has an offset.
std::optional<Instant> member_instant(const api::Json& json, std::string_view key);

}  // namespace wls::cli
