#include "api/rule_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "api/datetime_rules.h"
#include "api/field_rules.h"
#include "base/json_text.h"
#include "base/text.h"

namespace wls::api {

namespace {

constexpr std::array<std::string_view, 12> kMembers = {
    "start_time", "end_time",  "repeat",   "except",     "extra",       "weekly",
    "cron_start", "cron_stop", "timezone", "valid_from", "valid_until", "calendar"};

// Of a schedule, and none of those above: some are near to them.
constexpr std::array<std::string_view, 14> kOthers = {
    "id",       "name",    "status",     "active", "target",   "inside", "outside",
    "priority", "enforce", "depends_on", "next",   "selector", "kind",   "namespace"};

// What other programs call them.
constexpr std::pair<std::string_view, std::string_view> kMeant[] = {
    {"tz", "timezone"},       {"zone", "timezone"},     {"time_zone", "timezone"},
    {"start", "start_time"},  {"end", "end_time"},      {"rrule", "repeat"},
    {"recurrence", "repeat"}, {"until", "valid_until"}, {"valid_to", "valid_until"},
    {"exdate", "except"},     {"exclude", "except"},    {"rdate", "extra"},
    {"skip", "calendar"},     {"only", "calendar"},     {"holidays", "calendar"}};

Failure wrong(std::string_view member, const std::string& what) {
    return fail(ErrorCode::Invalid, std::string(member) + ": " + what);
}

// The words for a wrong time are pydantic's; they name no way out.
Failure wrong_time(std::string_view member, const Complaint& complaint) {
    return wrong(member, complaint.msg + "; write for example 2026-11-30T08:00:00");
}

const Json* member_of(const Json& schedule, std::string_view name) {
    const Json* const found = schedule.find(name);
    return found && !found->is_null() ? found : nullptr;
}

bool is_known(std::string_view name) {
    return std::ranges::find(kMembers, name) != kMembers.end() ||
           std::ranges::find(kOthers, name) != kOthers.end();
}

// The member that is meant by another name, in any case; empty: nobody can tell.
std::string_view meant_by(const std::string& name) {
    const auto small = lower_case(name);
    const auto member = std::ranges::find(kMembers, small);
    if (member != kMembers.end()) return *member;
    const auto meant =
        std::ranges::find(kMeant, small, [](const auto& pair) { return pair.first; });
    if (meant != std::end(kMeant)) return meant->second;
    return name.size() < 4 ? std::string_view() : nearest(small, kMembers);
}

Result<> check_names(const Json& schedule) {
    for (const auto& [name, value] : *schedule.as<Json::Object>()) {
        if (is_known(name) || name.size() > 16) continue;
        const auto near = meant_by(name);
        if (!near.empty())
            return wrong(shortened(name, 60), "unknown; did you mean " + std::string(near) + "?");
    }
    return {};
}

Result<std::string> text_of(std::string_view member, const Json& value) {
    const auto* const text = value.as<std::string>();
    if (!text) return wrong(member, "give a text");
    return *text;
}

Result<std::vector<std::string>> texts_of(std::string_view member, const Json& value,
                                          const char* example) {
    const auto* const list = value.as<Json::Array>();
    std::vector<std::string> texts;
    for (const auto& item : list ? *list : Json::Array()) {
        const auto* const text = item.as<std::string>();
        if (!text) return wrong(member, std::string("give a list of texts, such as ") + example);
        texts.push_back(*text);
    }
    if (!list) return wrong(member, std::string("give a list, such as ") + example);
    return texts;
}

class RuleReader {
  public:
    RuleReader(const Json& schedule, const Calendars& calendars, std::string_view no_calendar)
        : schedule_(schedule), calendars_(calendars), no_calendar_(no_calendar) {}

    Result<Rule> read(const Zone& usual) {
        if (!schedule_.as<Json::Object>())
            return fail(ErrorCode::Invalid,
                        "a schedule is a JSON object, such as "
                        "{\"weekly\":[\"Mon-Fri 08:00-19:00\"]}");
        WLS_TRY(check_names(schedule_));
        Zone zone = usual;
        if (const auto* const name = member_of(schedule_, "timezone")) {
            const auto text = text_of("timezone", *name);
            if (!text) return fail(text);
            auto loaded = Zone::load(*text);
            if (!loaded) return fail("timezone", loaded);
            zone = std::move(*loaded);
        }
        WLS_TRY(read_time("start_time", fields_.start, zone));
        WLS_TRY(read_time("end_time", fields_.end, zone));
        for (const auto& [name, field] :
             {std::pair("repeat", &fields_.repeat), std::pair("cron_start", &fields_.cron_start),
              std::pair("cron_stop", &fields_.cron_stop),
              std::pair("valid_from", &fields_.valid_from),
              std::pair("valid_until", &fields_.valid_until)})
            WLS_TRY(read_text(name, *field));
        WLS_TRY(read_lists());
        WLS_TRY(read_calendar());
        read_key();
        return Rule::compile(fields_, zone);
    }

  private:
    Result<> read_time(const char* name, std::optional<LocalReading>& field, const Zone& zone) {
        const auto* const value = member_of(schedule_, name);
        if (!value) return {};
        const auto written = parse_date_time(*value);
        if (!written) return wrong_time(name, written.error());
        const auto reading = reading_in(zone, *written);
        if (!reading) return wrong_time(name, reading.error());
        field = *reading;
        return {};
    }

    Result<> read_text(const char* name, std::optional<std::string>& field) {
        const auto* const value = member_of(schedule_, name);
        if (!value) return {};
        auto text = text_of(name, *value);
        if (!text) return fail(text);
        field = std::move(*text);
        return {};
    }

    Result<> read_lists() {
        if (const auto* const value = member_of(schedule_, "weekly")) {
            auto texts = texts_of("weekly", *value, "[\"Mon-Fri 08:00-19:00\"]");
            if (!texts) return fail(texts);
            fields_.weekly = std::move(*texts);
        }
        for (const auto& [name, field, example] :
             {std::tuple("except", &fields_.except, "[\"2026-12-25\"]"),
              std::tuple("extra", &fields_.extra, "[\"2026-12-24T09:00:00\"]")}) {
            const auto* const value = member_of(schedule_, name);
            if (!value) continue;
            auto texts = texts_of(name, *value, example);
            if (!texts) return fail(texts);
            *field = std::move(*texts);
        }
        return {};
    }

    Result<> read_calendar() {
        const auto* const value = member_of(schedule_, "calendar");
        if (!value) return {};
        const auto* const object = value->as<Json::Object>();
        if (!object || object->empty())
            return wrong("calendar",
                         R"(give {"skip":["NAME"]} or {"only":["NAME"]}, with calendars' names)");
        for (const auto& [name, names] : *object) {
            if (name != "skip" && name != "only")
                return wrong("calendar", "'" + shortened(name, 60) + "' is none of skip and only");
            if (names.is_null()) continue;
            const auto texts = texts_of("calendar", names, R"({"skip":["fr-holidays"]})");
            if (!texts) return fail(texts);
            if (texts->empty() && name == "only")
                return wrong("calendar", "only names no calendar; name one, or leave it out");
            WLS_TRY(find_all(*texts, name == "skip" ? fields_.skip : fields_.only));
        }
        return {};
    }

    Result<> find_all(const std::vector<std::string>& names, std::vector<NamedCalendar>& found) {
        constexpr std::size_t kMost = 64;
        if (names.size() > kMost) return wrong("calendar", "names over 64 calendars");
        for (const auto& name : names) {
            const auto known = calendars_.find(name);
            if (known != calendars_.end()) {
                found.push_back({name, known->second});
                continue;
            }
            std::vector<std::string_view> all;
            for (const auto& [other, calendar] : calendars_) all.emplace_back(other);
            const auto near = nearest(name, all);
            const auto shown = shortened(name, 60);
            return wrong("calendar",
                         "there is no calendar '" + shown + "'; " +
                             (near.empty() ? fmt::format(fmt::runtime(no_calendar_), shown)
                                           : "did you mean " + shortened(near, 60) + "?"));
        }
        return {};
    }

    // H in cron goes by the schedule's id; one that has none yet gets another H when it is stored.
    void read_key() {
        const auto* const id = member_of(schedule_, "id");
        const auto* const number = id ? id->as<Json::Integer>() : nullptr;
        if (number)
            std::from_chars(number->digits.data(), number->digits.data() + number->digits.size(),
                            fields_.key);
    }

    const Json& schedule_;
    const Calendars& calendars_;
    std::string_view no_calendar_;
    RuleFields fields_;
};

std::string seconds_text(Duration length) {
    const auto micros = length.count();
    if (micros % 1'000'000 == 0) return std::to_string(micros / 1'000'000);
    auto text = fmt::format("{}.{:06}", micros / 1'000'000, micros % 1'000'000);
    text.resize(text.find_last_not_of('0') + 1);
    return text;
}

}  // namespace

Result<Rule> read_rule(const Json& schedule, const Calendars& calendars, const Zone& zone,
                       std::string_view no_calendar) {
    return RuleReader(schedule, calendars, no_calendar).read(zone);
}

std::vector<std::string> unknown_members(const Json& schedule) {
    std::vector<std::string> unknown;
    for (const auto& [name, value] : *schedule.as<Json::Object>())
        if (!is_known(name)) unknown.push_back(name);
    return unknown;
}

Result<Instant> read_instant(const char* member, const Json& value, const Zone& zone) {
    const auto written = parse_date_time(value);
    if (!written) return wrong_time(member, written.error());
    if (written->offset) return Instant{written->time.time_since_epoch() - *written->offset};
    return zone.to_instant(written->time);
}

std::string preview_json(const Preview& preview, const Zone& zone,
                         const std::vector<PreviewNote>& notes) {
    std::string json = "{\"text\":" + json_quoted(preview.text) + ",\"windows\":[";
    for (const auto& planned : preview.windows) {
        if (json.back() == '}') json += ',';
        json +=
            fmt::format(R"({{"start":"{}","end":"{}","seconds":{}{}}})",
                        zone.rfc3339(planned.window.start_at), zone.rfc3339(planned.window.end_at),
                        seconds_text(planned.window.end_at - planned.window.start_at),
                        planned.is_skipped() ? R"(,"skipped":"clock_change")" : "");
    }
    json += "],\"warnings\":[";
    const auto add = [&](std::string_view code, std::optional<Instant> at,
                         const std::string& message) {
        if (json.back() == '}') json += ',';
        json += fmt::format(R"({{"code":"{}")", code);
        if (at) json += R"(,"at":")" + zone.rfc3339(*at) + '"';
        json += ",\"message\":" + json_quoted(message) + '}';
    };
    for (const auto& warning : preview.warnings)
        add(name_of(warning.code), warning.at, warning.message);
    for (const auto& note : notes) add(note.code, {}, note.message);
    return json + "]}";
}

}  // namespace wls::api
