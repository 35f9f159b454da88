#include "domain/schedule.h"

#include "base/json_text.h"

namespace wls {

namespace {

Result<LocalReading> changed(const char* field, const std::optional<LocalReading>& wanted,
                             const std::string& stored, Pass stored_pass) {
    if (wanted) return *wanted;
    if (const auto time = parse_table_text(stored)) return LocalReading{*time, stored_pass};
    return fail(ErrorCode::Invalid, "the stored " + std::string(field) + " '" + stored +
                                        "' is no date-time: send a new " + field + " too");
}

}  // namespace

bool ends_before_it_starts(const LocalReading& start, const LocalReading& end, const Zone& zone) {
    const Instant start_at = zone.to_instant(start.time, start.pass);
    const Instant end_at = zone.to_instant(end.time, end.pass);
    return end_at < start_at || (end_at == start_at && end.time <= start.time);
}

Result<> check_window(const ScheduleDraft& draft, const Zone& zone) {
    if (!ends_before_it_starts(draft.start, draft.end, zone)) return {};
    const auto error = window_empty(draft.start.time, json_quoted(iso_text(draft.end.time)));
    return Failure(Error{ErrorCode::Invalid, error.msg, {error}});
}

FieldError window_empty(LocalTime start, std::string end_json) {
    return {"window_empty",
            {std::string("body"), std::string("end_time")},
            "end_time must be later than start_time (" + iso_text(start) + ")",
            std::move(end_json),
            ""};
}

std::optional<Window> window_of(const Schedule& schedule, const Zone& zone) {
    const auto start = parse_table_text(schedule.start_time);
    const auto end = parse_table_text(schedule.end_time);
    if (!start || !end) return {};
    const LocalReading first{*start, schedule.start_pass}, last{*end, schedule.end_pass};
    if (ends_before_it_starts(first, last, zone)) return {};
    return Window{zone.to_instant(first.time, first.pass), zone.to_instant(last.time, last.pass)};
}

Result<ScheduleDraft> with_change(const Schedule& schedule, const ScheduleChange& change) {
    const auto start =
        changed("start_time", change.start, schedule.start_time, schedule.start_pass);
    if (!start) return fail(start);
    const auto end = changed("end_time", change.end, schedule.end_time, schedule.end_pass);
    if (!end) return fail(end);
    return ScheduleDraft{change.name.value_or(schedule.name), *start, *end,
                         change.status.value_or(schedule.status),
                         change.active.value_or(schedule.active)};
}

}  // namespace wls
