#include "api/transition_json.h"

#include <array>

#include "api/datetime_rules.h"
#include "api/json_writer.h"
#include "base/json_text.h"

namespace wls::api {

namespace {

constexpr std::array<std::string_view, 8> kOutcomes = {
    "pending", "done", "already", "failed", "missed", "skipped", "blocked", "cancelled"};

void append_text(std::string& out, const char* key, std::string_view text) {
    out += ",\"";
    out += key;
    out += "\":";
    append_json_quoted(out, text);
}

void append_instant(std::string& out, const char* key, Instant instant, const Zone& zone) {
    append_text(out, key, zone.rfc3339(instant));
}

// `acting` is our own word for a pending one that was taken up.
std::string_view shown(Outcome outcome) {
    return text(outcome == Outcome::Acting ? Outcome::Pending : outcome);
}

Checked<std::string> parse_outcome_word(const std::string& word) {
    std::string known;
    for (const auto outcome : kOutcomes) {
        if (word == outcome) return word;
        known += (known.empty() ? "'" : ", '") + std::string(outcome) + "'";
    }
    return std::unexpected(Complaint{"enum", "Input should be one of " + known,
                                     "{\"expected\":" + json_quoted(known) + "}"});
}

Checked<Instant> parse_instant(const std::string& text, const Zone& zone) {
    const auto written = parse_date_time(Json{text});
    if (!written) return std::unexpected(written.error());
    const auto reading = reading_in(zone, *written);
    if (!reading) return std::unexpected(reading.error());
    return zone.to_instant(reading->time, reading->pass);
}

}  // namespace

void append(std::string& out, const Transition& transition, const Zone& zone) {
    out += "{\"id\":" + std::to_string(transition.id.value);
    out += ",\"schedule\":" + std::to_string(transition.schedule.value);
    append_text(out, "workload", transition.workload);
    append_text(out, "edge", text(transition.edge));
    append_instant(out, "at", transition.nominal_at, zone);
    append_instant(out, "decided_at", transition.decided_at, zone);
    if (transition.done_at) append_instant(out, "done_at", *transition.done_at, zone);
    append_text(out, "from", transition.from);
    append_text(out, "to", transition.to);
    append_text(out, "cause", text(transition.cause));
    append_text(out, "outcome", shown(transition.outcome));
    out += ",\"attempts\":" + std::to_string(transition.attempts);
    append_text(out, "message", transition.message);
    out += '}';
}

Result<TransitionFilter> decode_transition_query(QueryPairs pairs, const Zone& zone) {
    QueryReader query(pairs);
    const auto instant = [&](const std::string& text) { return parse_instant(text, zone); };
    TransitionFilter filter;
    if (const auto schedule = query.take<long long>("schedule", parse_key))
        filter.schedule = ScheduleId{*schedule};
    filter.workload = query.take<std::string>("workload", parse_query_text);
    filter.outcome = query.take<std::string>("outcome", parse_outcome_word);
    filter.from = query.take<Instant>("from", instant);
    filter.to = query.take<Instant>("to", instant);
    filter.limit = query.take<int>("limit", parse_limit).value_or(filter.limit);
    if (const auto after = query.take<long long>("after", parse_key))
        filter.after = TransitionId{*after};
    if (!query.errors().empty()) return invalid_fields(query.errors());
    return filter;
}

Result<bool> decode_log_query(QueryPairs pairs) {
    QueryReader query(pairs);
    const auto follow = query.take<bool>("follow", [](const std::string& text) {
        return text.empty() ? Checked<bool>(true) : parse_flag(text);
    });
    if (!query.errors().empty()) return invalid_fields(query.errors());
    return follow.value_or(false);
}

Result<TransitionId> parse_transition_id(std::string_view path_text) {
    const auto id = parse_key(std::string(path_text));
    if (id) return TransitionId{*id};
    return invalid_fields(
        {field_error({"path", "transition_id"}, id.error(), json_quoted(path_text))});
}

}  // namespace wls::api
