#include "cli/preview/batch.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "api/json_reader.h"
#include "base/json_text.h"
#include "base/text.h"
#include "cli/json_text.h"
#include "cli/preview/input.h"
#include "cli/preview/notes.h"

namespace wls::cli {

namespace {

constexpr std::size_t kMostBytes = 1'000'000;  // of a line
constexpr std::array<std::string_view, 4> kMembers = {"schedule", "from", "to", "limit"};

Failure invalid(std::string message) {
    return fail(ErrorCode::Invalid, std::move(message));
}

Result<api::Json> object_of(const std::string& line) {
    if (line.size() > kMostBytes) return invalid("the line has over 1 MB, more than is read");
    auto json = api::read_json(line);
    if (!json || !json->as<api::Json::Object>())
        return invalid(R"(the line is no JSON object; write {"schedule":{…},"from":"…","to":"…"})");
    for (const auto& [name, value] : *json->as<api::Json::Object>()) {
        if (std::ranges::find(kMembers, name) != kMembers.end()) continue;
        if (!json->find("schedule"))
            return invalid(R"(schedule: missing; put what says when into it, )"
                           R"({"schedule":{"weekly":["Mon-Fri 08:00-19:00"]}})");
        const auto near = nearest(name, kMembers);
        return invalid(shortened(name, 60) + ": unknown; " +
                       (near.empty() ? std::string("there are schedule, from, to and limit")
                                     : "did you mean " + std::string(near) + "?"));
    }
    return json;
}

Result<std::size_t> limit_of(const api::Json& request) {
    const auto* const value = request.find("limit");
    if (!value || value->is_null()) return kUsualWindows;
    const auto* const number = value->as<api::Json::Integer>();
    std::size_t limit = 0;
    if (number) {
        const auto* const end = number->digits.data() + number->digits.size();
        if (std::from_chars(number->digits.data(), end, limit).ptr != end) limit = 0;
    }
    if (limit >= 1 && limit <= kMostWindows) return limit;
    return invalid("limit: give a number from 1 to " + std::to_string(kMostWindows));
}

Result<std::string> answer_to(const std::string& line, const PreviewOrder& order,
                              const CalendarFiles& files, Instant now) {
    const auto request = object_of(line);
    if (!request) return fail(request);
    const auto* const schedule = request->find("schedule");
    if (!schedule) return invalid("schedule: missing");
    const auto rule = api::read_rule(*schedule, files.calendars, order.zone, kNoCalendar);
    if (!rule) return fail(rule);
    PreviewRange range{now, {}, kUsualWindows};
    const auto limit = limit_of(*request);
    if (!limit) return fail(limit);
    range.most = *limit;
    if (const auto* const from = request->find("from"); from && !from->is_null()) {
        const auto at = api::read_instant("from", *from, rule->zone());
        if (!at) return fail(at);
        range.from = *at;
    }
    if (const auto* const to = request->find("to"); to && !to->is_null()) {
        const auto at = api::read_instant("to", *to, rule->zone());
        if (!at) return fail(at);
        range.to = *at;
    }
    const auto preview = preview_of(*rule, range, now, order.language);
    if (!preview) return fail(preview);
    return api::preview_json(*preview, rule->zone(), notes_on(*rule, *schedule, files, order));
}

}  // namespace

Result<> preview_batch(const PreviewOrder& order, const CalendarFiles& files,
                       const PreviewPlace& place) {
    Input input(place.input);
    while (place.out.useful()) {
        if (input.must_wait()) place.out.flush();
        const auto line = input.line(kMostBytes);
        if (!line) return fail("the input", line);
        if (!*line) break;
        const auto answer = answer_to(**line, order, files, place.clock.now());
        place.out.line(json_for_terminal(
            answer ? *answer : "{\"detail\":" + json_quoted(answer.error().message) + "}"));
    }
    place.out.flush();
    return place.out.whole();
}

}  // namespace wls::cli
