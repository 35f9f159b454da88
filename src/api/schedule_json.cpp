#include "api/schedule_json.h"

#include <charconv>
#include <optional>
#include <utility>

#include "api/content_type.h"
#include "api/datetime_rules.h"
#include "api/field_rules.h"
#include "api/json_writer.h"
#include "base/json_text.h"
#include "base/unicode.h"

namespace wls::api {

namespace {

// Which fields a body must hold.
enum class Required { ForCreate, None };

constexpr const char* kStart = "start_time";
constexpr const char* kEnd = "end_time";

Failure invalid(FieldError error) {
    return invalid_fields({std::move(error)});
}

FieldError missing(FieldError::Location loc, std::string input_json) {
    return field_error(std::move(loc), {"missing", "Field required", ""}, std::move(input_json));
}

FieldError no_object(std::string input_json) {
    return field_error({"body"},
                       {"model_attributes_type",
                        "Input should be a valid dictionary or object to extract fields from", ""},
                       std::move(input_json));
}

Result<Json> read_object(std::string_view body, std::string_view content_type) {
    if (body.empty()) return invalid(missing({"body"}, "null"));
    if (!is_json(content_type))
        return invalid(no_object(is_utf8(body) ? json_quoted(body) : "null"));
    auto json = read_json(body);
    if (!json) return json;
    if (json->is_null()) return invalid(missing({"body"}, "null"));
    if (!json->as<Json::Object>()) return invalid(no_object(echo(*json)));
    return json;
}

// The fields of one body, read one after the other in the model's order; what is wrong with them
// gathers in `errors`.
class Fields {
  public:
    Fields(const Json& body, Required required) : body_(body) {
        const bool must = required == Required::ForCreate;
        name = take<std::string>("name", parse_text, must);
        start = take<WrittenTime>(kStart, parse_date_time, must);
        end = take<WrittenTime>(kEnd, parse_date_time, must);
        status = take<std::string>("status", parse_text, false);
        active = take<bool>("active", [](const Json& value) { return parse_flag(value); }, false);
    }

    // Our own rules, for fields that the seed's stack would store.
    void check_ours(const Zone& zone) {
        if (name) check("name", check_storable(*name));
        start_reading = in_zone(kStart, start, zone);
        end_reading = in_zone(kEnd, end, zone);
        if (status) check("status", check_storable(*status));
        if (start_reading && end_reading &&
            ends_before_it_starts(*start_reading, *end_reading, zone))
            complain(kEnd,
                     {"window_empty",
                      "Input should be later than start_time: a window ends after it starts", ""});
    }

    std::optional<std::string> name;
    std::optional<WrittenTime> start;
    std::optional<WrittenTime> end;
    std::optional<std::string> status;
    std::optional<bool> active;
    std::optional<LocalReading> start_reading;
    std::optional<LocalReading> end_reading;
    std::vector<FieldError> errors;

  private:
    template <class T, class Rule>
    std::optional<T> take(const char* field, Rule rule, bool is_required) {
        const Json* value = body_.find(field);
        if (!value) {
            if (is_required) errors.push_back(missing({"body", field}, echo(body_)));
            return std::nullopt;
        }
        auto checked = rule(*value);
        if (checked) return std::move(*checked);
        complain(field, checked.error());
        return std::nullopt;
    }

    std::optional<LocalReading> in_zone(const char* field,
                                        const std::optional<WrittenTime>& written,
                                        const Zone& zone) {
        if (!written) return std::nullopt;
        const auto reading = reading_in(zone, *written);
        if (reading) return *reading;
        complain(field, reading.error());
        return std::nullopt;
    }

    void check(const char* field, const Checked<void>& checked) {
        if (!checked) complain(field, checked.error());
    }

    void complain(const char* field, const Complaint& complaint) {
        errors.push_back(field_error({"body", field}, complaint, echo(*body_.find(field))));
    }

    const Json& body_;
};

// "2025-04-20 10:00:00.000000", and certainly a time: nearly all are, and need no more than another
// separator. The last days of a month are left to the full reading.
bool is_plainly_a_time(std::string_view text) {
    constexpr std::string_view kForm = "0000-00-00 00:00:00.000000";
    if (text.size() != kForm.size()) return false;
    for (std::size_t i = 0; i < kForm.size(); ++i) {
        const bool is_digit = text[i] >= '0' && text[i] <= '9';
        if (kForm[i] == '0' ? !is_digit : text[i] != kForm[i]) return false;
    }
    const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
    const bool is_date =
        !text.starts_with("0000") && two(5) >= 1 && two(5) <= 12 && two(8) >= 1 && two(8) <= 28;
    return is_date && two(11) < 24 && two(14) < 60 && two(17) < 60;
}

void append_time(std::string& out, std::string_view text) {
    if (!is_plainly_a_time(text)) {
        const auto time = parse_table_text(text);
        return append_json_quoted(out, time ? iso_text(*time) : std::string(text));
    }
    out += '"';
    out.append(text, 0, 10).append("T");
    const bool whole = text.substr(20) == "000000";
    out.append(text, 11, whole ? 8 : 15).append("\"");
}

void append_number(std::string& out, long long number) {
    char buffer[24];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
    out.append(buffer, static_cast<std::size_t>(end - buffer));
}

void append_error(std::string& out, const FieldError& error) {
    out += "{\"type\":";
    append_json_quoted(out, error.type);
    out += ",\"loc\":[";
    for (std::size_t i = 0; i < error.loc.size(); ++i) {
        if (i > 0) out += ',';
        if (const auto* number = std::get_if<long long>(&error.loc[i]))
            append_number(out, *number);
        else
            append_json_quoted(out, std::get<std::string>(error.loc[i]));
    }
    out += "],\"msg\":";
    append_json_quoted(out, error.msg);
    out.append(",\"input\":").append(error.input_json);
    if (!error.ctx_json.empty()) out.append(",\"ctx\":").append(error.ctx_json);
    out += '}';
}

}  // namespace

Result<ScheduleDraft> decode_create(std::string_view body, std::string_view content_type,
                                    const Zone& zone) {
    const auto object = read_object(body, content_type);
    if (!object) return fail(object);
    Fields fields(*object, Required::ForCreate);
    if (fields.errors.empty()) fields.check_ours(zone);
    if (!fields.errors.empty()) return invalid_fields(std::move(fields.errors));

    ScheduleDraft draft;
    draft.name = std::move(*fields.name);
    draft.start = *fields.start_reading;
    draft.end = *fields.end_reading;
    if (fields.status) draft.status = std::move(*fields.status);
    if (fields.active) draft.active = *fields.active;
    return draft;
}

Result<ScheduleChange> decode_change(std::string_view body, std::string_view content_type,
                                     const Zone& zone) {
    const auto object = read_object(body, content_type);
    if (!object) return fail(object);
    Fields fields(*object, Required::None);
    if (fields.errors.empty()) fields.check_ours(zone);
    if (!fields.errors.empty()) return invalid_fields(std::move(fields.errors));
    return ScheduleChange{std::move(fields.name), fields.start_reading, fields.end_reading,
                          std::move(fields.status), fields.active};
}

Result<ScheduleId> parse_schedule_id(std::string_view path_text) {
    const auto id = parse_integer(path_text);
    if (id && id->in_range) return ScheduleId{id->value};
    return invalid(field_error({"path", "schedule_id"}, id ? too_large() : id.error(),
                               json_quoted(path_text)));
}

void append(std::string& out, const Schedule& schedule) {
    out += "{\"id\":";
    append_number(out, schedule.id.value);
    out += ",\"name\":";
    append_json_quoted(out, schedule.name);
    out += ",\"start_time\":";
    append_time(out, schedule.start_time);
    out += ",\"end_time\":";
    append_time(out, schedule.end_time);
    out += ",\"status\":";
    append_json_quoted(out, schedule.status);
    out += schedule.active ? ",\"active\":true}" : ",\"active\":false}";
}

std::string encode(const Schedule& schedule) {
    std::string out;
    append(out, schedule);
    return out;
}

std::string encode_validation_errors(const std::vector<FieldError>& errors) {
    std::string out = "{\"detail\":[";
    for (std::size_t i = 0; i < errors.size(); ++i) {
        if (i > 0) out += ',';
        append_error(out, errors[i]);
    }
    out += "]}";
    return out;
}

}  // namespace wls::api
