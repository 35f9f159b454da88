// A schedule: the seed's WorkloadSchedule, as stored and as drafted. Values; any thread.
#pragma once

#include <optional>
#include <string>

#include "base/ids.h"
#include "base/result.h"
#include "time/local_time.h"
#include "time/window.h"
#include "time/zone.h"

namespace wls {

// The words of `status` that the engine writes. Any other text is a client's and is kept.
inline constexpr const char* kScheduled = "scheduled";
inline constexpr const char* kRunning = "running";
inline constexpr const char* kCompleted = "completed";
inline constexpr const char* kFailed = "failed";
inline constexpr const char* kMissed = "missed";

// What a client sends to create or replace a schedule; every field valid by itself.
struct ScheduleDraft {
    std::string name;  // UTF-8 without NUL; may be empty
    LocalReading start;
    LocalReading end;
    std::string status = kScheduled;
    bool active = true;
};

// What a client sends to change some fields.
struct ScheduleChange {
    std::optional<std::string> name;
    std::optional<LocalReading> start;
    std::optional<LocalReading> end;
    std::optional<std::string> status;
    std::optional<bool> active;
};

// A row as it stands in the table. Other programs write it too, so the two times are kept as text
// and read where they are needed.
struct Schedule {
    ScheduleId id;
    Life life;
    Revision revision;
    std::string name;
    std::string start_time;  // the table's form: "2025-04-20 10:00:00.000000"
    std::string end_time;
    Pass start_pass = Pass::First;  // which pass of a repeated hour was posted
    Pass end_pass = Pass::First;
    std::string status;
    bool active = true;
    std::optional<Instant> changed_at;  // of this revision; none when another program made it
};

// True for a pair that no plan can mean: the end is not after the start, neither as written nor on
// the world's time line. (Both inside an hour that clocks skip is no such pair: it is empty.)
bool ends_before_it_starts(const LocalReading& start, const LocalReading& end, const Zone& zone);

// The answer to such a pair, in FastAPI's shape; `end_json` is the end as it was sent.
FieldError window_empty(LocalTime start, std::string end_json);

// Invalid, with `window_empty`, when the draft ends before it starts.
Result<> check_window(const ScheduleDraft& draft, const Zone& zone);

// The schedule's window in `zone`, empty when a clock change swallows it. Nothing when a time is
// unreadable or the end is not after the start: such a row is listed and never acted on.
std::optional<Window> window_of(const Schedule& schedule, const Zone& zone);

// `schedule` as a draft with `change` laid over it. Invalid: a time of the row is unreadable and
// `change` does not replace it.
Result<ScheduleDraft> with_change(const Schedule& schedule, const ScheduleChange& change);

}  // namespace wls
