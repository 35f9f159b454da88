#include "cli/preview/preview.h"

#include <algorithm>

#include "api/json_reader.h"
#include "cli/display.h"
#include "cli/preview/batch.h"
#include "cli/preview/calendar_files.h"
#include "cli/preview/input.h"
#include "cli/rows.h"
#include "cli/spoken_time.h"
#include "cli/table.h"

namespace wls::cli {

namespace {

constexpr std::size_t kMostBytes = 1'000'000;  // of a schedule's file
constexpr std::size_t kDateLength = 10;        // 2026-12-25

Failure invalid(std::string message) {
    return fail(ErrorCode::Invalid, std::move(message));
}

// "cron_start: …" is about --cron-start; the seed's names have shorter flags.
std::string flag_of(std::string_view field) {
    if (field == "start_time") return "--start";
    if (field == "end_time") return "--end";
    std::string flag = "--" + std::string(field);
    for (auto& c : flag)
        if (c == '_') c = '-';
    return flag;
}

Failure at_flag(const Error& error) {
    const auto colon = error.message.find(": ");
    const auto field = std::string_view(error.message).substr(0, colon);
    const bool is_field = colon != std::string::npos &&
                          field.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == field.npos;
    return fail(error.code,
                visible(is_field ? flag_of(field) + error.message.substr(colon) : error.message));
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
    const bool has_fields = !order.fields.empty() || !order.weekly.empty() ||
                            !order.except.empty() || !order.extra.empty() || !order.only.empty();
    if (order.batch && (order.file || has_fields))
        return invalid(
            "--batch reads schedules from its input; leave out --file and the flags that say when");
    if (order.batch && (order.from || order.to || order.limit))
        return invalid("--batch: each line says its own from, to and limit");
    if (order.file && has_fields) return invalid("--file says when; leave out the flags that do");
    if (order.batch || order.file) return {};
    if (!has_fields)
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
    const std::string name = from_input ? "the input" : visible(path.string());
    if (!text)
        return invalid(from_input ? name + " " + text.error().message
                                  : visible(text.error().message));
    auto json = api::read_json(*text);
    if (!json)
        return invalid("--file: " + name +
                       " is no JSON; write for example {\"weekly\":[\"Mon-Fri 08:00-19:00\"]}");
    return json;
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

std::string time_words(const Zone& zone, Instant at) {
    const auto text = zone.rfc3339(at);
    return date_words(zone.to_local(at).time, false) + " " + text.substr(text.size() - 6);
}

void print(const Preview& preview, const Zone& zone, const PreviewPlace& place) {
    place.out.line(visible(preview.text));
    if (!preview.windows.empty()) {
        std::vector<Row> rows;
        for (const auto& planned : preview.windows)
            rows.push_back({{time_words(zone, planned.window.start_at)},
                            {time_words(zone, planned.window.end_at)},
                            planned.is_skipped() ? Cell{"skipped", Paint::Yellow}
                                                 : Cell{length_words(planned.window.end_at -
                                                                     planned.window.start_at)}});
        Table table({{.title = "start", .least = 16, .precious = true},
                     {.title = "end", .least = 16, .precious = true},
                     {.title = "length"}},
                    place.out.shape().columns, place.out.shape().colour);
        table.fit(rows);
        place.out.write("\n" + table.head());
        for (const auto& row : rows) place.out.write(table.line(row));
    }
    place.out.flush();
    if (preview.windows.empty() && preview.warnings.empty())
        place.err.line("No window starts in that time.");
    for (const auto& warning : preview.warnings)
        place.err.line("warning: " + visible(warning.message));
    place.err.flush();
}

}  // namespace

Result<> preview(const PreviewOrder& order, const PreviewPlace& place) {
    WLS_TRY(check_flags(order));
    const auto calendars = read_calendars(order.calendars);
    if (!calendars) return fail(calendars);
    if (order.batch) return preview_batch(order, *calendars, place);

    ServerTime here{place.clock.now(), order.zone};
    if (const auto name = order.fields.find("timezone"); name != order.fields.end()) {
        auto zone = Zone::load(name->second);
        if (!zone) return invalid("--timezone: " + visible(zone.error().message));
        here.zone = std::move(*zone);
    }
    const auto schedule =
        order.file ? read_schedule(*order.file, place.input) : schedule_of(order, *calendars, here);
    if (!schedule) return fail(schedule);
    const auto rule = api::read_rule(*schedule, *calendars, here.zone);
    if (!rule) {
        if (!order.file) return at_flag(rule.error());
        return invalid(visible(order.file->string()) + ": " + visible(rule.error().message));
    }
    here.zone = rule->zone();
    const auto range = range_of(order, here);
    if (!range) return fail(range);
    const auto shown = preview_of(*rule, *range, here.now, order.language);
    if (!shown) return at_flag(shown.error());
    if (order.format == Format::Json)
        place.out.line(api::preview_json(*shown, here.zone));
    else
        print(*shown, here.zone, place);
    place.out.flush();
    return place.out.whole();
}

}  // namespace wls::cli
