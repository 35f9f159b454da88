#include "cli/preview/preview.h"

#include <algorithm>

#include "api/json_reader.h"
#include "base/json_text.h"
#include "base/text.h"
#include "cli/json_text.h"
#include "cli/preview/batch.h"
#include "cli/preview/calendar_files.h"
#include "cli/preview/flag_words.h"
#include "cli/preview/input.h"
#include "cli/preview/notes.h"
#include "cli/preview/shown.h"
#include "cli/spoken_time.h"

namespace wls::cli {

namespace {

constexpr std::size_t kMostBytes = 1'000'000;  // of a schedule's file
constexpr std::size_t kDateLength = 10;        // 2026-12-25

Failure invalid(std::string message) {
    return fail(ErrorCode::Invalid, std::move(message));
}

std::string name_of_file(const std::filesystem::path& path) {
    return path == "-" ? "the input" : shortened(path.string(), 200);
}

api::Json list_of(const std::vector<std::string>& texts) {
    api::Json::Array list;
    for (const auto& text : texts) list.push_back({text});
    return {std::move(list)};
}

Result<TimeReading> reading_of_words(const std::string& flag, const std::string& words,
                                     const ServerTime& here, std::optional<Instant> nearest_to) {
    const auto spoken = parse_spoken_time(words);
    if (!spoken) return invalid(flag + " " + spoken.error().message);
    const auto reading = reading_of(*spoken, here, Look::Ahead, nearest_to);
    if (!reading) return invalid(flag + " " + reading.error().message);
    return reading;
}

// The flags as the JSON that says the same.
Result<api::Json> schedule_of(const PreviewOrder& order, const api::Calendars& calendars,
                              const ServerTime& here) {
    api::Json::Object schedule;
    std::optional<Instant> start;
    for (const auto* const name : {"start_time", "end_time"}) {
        const auto field = order.fields.find(name);
        if (field == order.fields.end()) continue;
        const auto reading = reading_of_words(flag_of(name), field->second, here, start);
        if (!reading) return fail(reading);
        start = reading->at;
        schedule.push_back({name, {reading->text}});
    }
    for (const auto& [name, text] : order.fields)
        if (name != "start_time" && name != "end_time") schedule.push_back({name, {text}});
    if (!order.weekly.empty()) schedule.push_back({"weekly", list_of(order.weekly)});
    if (!order.except.empty()) schedule.push_back({"except", list_of(order.except)});
    if (!order.extra.empty()) schedule.push_back({"extra", list_of(order.extra)});
    std::vector<std::string> skip;
    for (const auto& [name, calendar] : calendars)
        if (std::ranges::find(order.only, name) == order.only.end()) skip.push_back(name);
    api::Json::Object names;
    if (!skip.empty()) names.push_back({"skip", list_of(skip)});
    if (!order.only.empty()) names.push_back({"only", list_of(order.only)});
    if (!names.empty()) schedule.push_back({"calendar", {std::move(names)}});
    return api::Json{std::move(schedule)};
}

// One that starts by itself, and would make --start of no use.
Result<> check_flags(const PreviewOrder& order) {
    const bool has_zone = order.fields.contains("timezone");
    const bool has_fields = order.fields.size() > (has_zone ? 1 : 0) || !order.weekly.empty() ||
                            !order.except.empty() || !order.extra.empty() || !order.only.empty();
    if (order.batch && (order.file || has_fields))
        return invalid(
            "--batch reads schedules from its input; leave out --file and the flags that say when");
    if (order.batch && (order.from || order.to || order.limit))
        return invalid("--batch: each line says its own from, to and limit");
    if (order.file && has_fields) return invalid("--file says when; leave out the flags that do");
    if (order.batch || order.file) return {};
    if (!has_fields && !has_zone)
        return invalid(
            "say when: --weekly \"Mon-Fri 08:00-19:00\", --cron-start with --cron-stop, "
            "--start with --end, or --file");
    const bool starts_itself = !order.weekly.empty() || order.fields.contains("cron_start");
    for (const auto* const name : {"start_time", "end_time"})
        if (starts_itself && order.fields.contains(name))
            return invalid(flag_of(name) + " goes with one window or --repeat; " +
                           (flag_of(name) == "--start" ? "--valid-from" : "--valid-until") +
                           " sets when windows " + (flag_of(name) == "--start" ? "begin" : "end") +
                           " to count");
    return {};
}

Result<api::Json> read_schedule(const std::filesystem::path& path, int input) {
    const bool from_input = path == "-";
    const auto text = from_input ? Input(input).rest(kMostBytes) : read_file(path, kMostBytes);
    if (!text) return invalid((from_input ? "the input " : "") + text.error().message);
    auto json = api::read_json(*text);
    const auto at_file = [&](const std::string& what) {
        return invalid("--file: " + name_of_file(path) + " " + what);
    };
    if (!json)
        return at_file("is no JSON; write for example {\"weekly\":[\"Mon-Fri 08:00-19:00\"]}");
    if (json->find("schedule"))
        return at_file("is a line for --batch; give what stands in its \"schedule\" alone");
    return json;
}

// Of a file that names its calendars, one that it does not is a slip.
Result<> check_named(const api::Calendars& calendars, const RuleFields& fields) {
    for (const auto& [name, calendar] : calendars) {
        const auto is_named = [&](const std::vector<NamedCalendar>& list) {
            return std::ranges::find(list, name, &NamedCalendar::name) != list.end();
        };
        if (is_named(fields.skip) || is_named(fields.only)) continue;
        const auto shown = shortened(name, 60);
        return invalid("--calendar " + shown +
                       ": the schedule does not name it; write \"calendar\":{\"skip\":[" +
                       json_quoted(shown) + "]} into it, or leave the flag out");
    }
    return {};
}

// A date alone is its first instant.
Result<Instant> limit_of(const std::string& flag, const std::string& words, const ServerTime& here,
                         std::optional<Instant> nearest_to) {
    if (const auto date = parse_table_text(words); date && words.size() == kDateLength)
        return here.zone.to_instant(*date);
    const auto reading = reading_of_words(flag, words, here, nearest_to);
    if (!reading) return fail(reading);
    return reading->at;
}

Result<PreviewRange> range_of(const PreviewOrder& order, const ServerTime& here) {
    PreviewRange range{here.now, {}, order.limit.value_or(kUsualWindows)};
    if (range.most < 1 || range.most > kMostWindows)
        return invalid("--limit: give a number from 1 to " + std::to_string(kMostWindows));
    if (order.from) {
        const auto from = limit_of("--from", *order.from, here, {});
        if (!from) return fail(from);
        range.from = *from;
    }
    if (order.to) {
        const auto to = limit_of("--to", *order.to, here, range.from);
        if (!to) return fail(to);
        range.to = *to;
    }
    return range;
}

}  // namespace

Result<> preview(const PreviewOrder& given, const PreviewPlace& place) {
    PreviewOrder order = given;
    WLS_TRY(check_flags(order));
    if (const auto name = order.fields.find("timezone"); name != order.fields.end()) {
        auto zone = Zone::load(name->second);
        if (!zone) return fail("--timezone", zone);
        order.zone = std::move(*zone);
    }
    const auto files = read_calendars(order.calendars);
    if (!files) return fail(files);
    if (order.batch) return preview_batch(order, *files, place);

    ServerTime here{place.clock.now(), order.zone};
    const auto schedule = order.file ? read_schedule(*order.file, place.input)
                                     : schedule_of(order, files->calendars, here);
    if (!schedule) return fail(schedule);
    const auto rule = api::read_rule(*schedule, files->calendars, here.zone, kNoCalendar);
    if (!rule && order.file) return fail(name_of_file(*order.file), rule);
    if (!rule) return invalid(in_flags(rule.error().message));
    if (order.file) WLS_TRY(check_named(files->calendars, rule->fields()));
    here.zone = rule->zone();
    const auto range = range_of(order, here);
    if (!range) return fail(range);
    const auto shown = preview_of(*rule, *range, here.now, order.language);
    if (!shown) return invalid(in_flags(shown.error().message));
    const auto notes = notes_on(*rule, *schedule, *files, order);
    if (order.format == Format::Json)
        place.out.line(json_for_terminal(api::preview_json(*shown, here.zone, notes)));
    else
        show(*shown, *rule, *range, notes, order, place);
    place.out.flush();
    return place.out.whole();
}

}  // namespace wls::cli
