#include "app/preview/preview_line.h"

#include <CLI/CLI.hpp>

#include <array>
#include <charconv>

#include "app/client/client_line.h"
#include "app/client/mistakes.h"
#include "app/preview/usual_zone.h"
#include "app/unknown_word.h"

namespace wls::app {

namespace {

constexpr const char* kExamples = R"(
Examples:
  workload-scheduler preview --weekly "Mon-Fri 08:00-19:00" --timezone Europe/Paris
  workload-scheduler preview --cron-start "0 8 * * 1-5" --cron-stop "0 19 * * 1-5"
  workload-scheduler preview --start "2026-12-01 22:00" --end "2026-12-02 06:00" \
    --repeat "FREQ=WEEKLY;BYDAY=TU,TH" --except 2026-12-24 --extra 2026-12-26T22:00
  workload-scheduler preview --weekly "Mon-Fri 08:00-19:00" --calendar holidays=holidays.ics
  workload-scheduler preview -f schedule.json -o json

A window belongs to the date it starts on; dates of a calendar have no windows, unless --only
names it. No server is asked, and nothing is changed.)";

constexpr std::array<std::string_view, 2> kFormats = {"table", "json"};
constexpr std::array<std::string_view, 2> kLanguages = {"en", "fr"};

struct Flag {
    const char *name, *member, *type, *help;
};

constexpr std::array kFlags = std::to_array<Flag>({
    {"--start", "start_time", "TIME", "when the only window, or the first, opens"},
    {"--end", "end_time", "TIME", "when it closes"},
    {"--repeat", "repeat", "RRULE", "how it comes again: FREQ=WEEKLY;BYDAY=MO,WE"},
    {"--cron-start", "cron_start", "CRON", "when windows open: 0 8 * * 1-5"},
    {"--cron-stop", "cron_stop", "CRON", "when they close: 0 19 * * 1-5"},
    {"--timezone", "timezone", "ZONE",
     "where clocks show these times, also WORKLOAD_SCHEDULER_TIMEZONE (default: the machine's)"},
    {"--valid-from", "valid_from", "DATE", "nothing before it"},
    {"--valid-until", "valid_until", "DATE", "nothing after it"},
});

// As typed; what is a number or a choice is looked at when all is read.
struct Typed {
    cli::PreviewOrder order;
    std::optional<std::string> file, format, language, limit;
};

void add_flags(CLI::App& command, Typed& typed) {
    auto& order = typed.order;
    const auto add_many = [&](const char* name, std::vector<std::string>& list, const char* type,
                              const char* help) {
        command
            .add_option_function<std::vector<std::string>>(
                name, [&list](const std::vector<std::string>& values) { list = values; }, help)
            ->allow_extra_args(false)
            ->type_name(type);
    };
    add_many("--weekly", order.weekly, "WINDOWS", "weekly windows: Mon-Fri 08:00-19:00");
    for (const auto& flag : kFlags) {
        const auto take = [&order, &flag](const std::string& value) {
            order.fields[flag.member] = value;
        };
        command.add_option_function<std::string>(flag.name, take, flag.help)->type_name(flag.type);
    }
    add_many("--except", order.except, "DATE", "a date without a window; may be there often");
    add_many("--extra", order.extra, "TIME", "one more start of --repeat; may be there often");
    add_many("--calendar", order.calendars, "NAME=FILE",
             "dates without windows, of .ics or a list; may be there often");
    add_many("--only", order.only, "NAME", "windows on the dates of this calendar only");
    command.add_option("-f,--file", typed.file, "a schedule as JSON; - reads the input")
        ->type_name("FILE");
    command.add_flag("--batch", order.batch,
                     "read lines {\"schedule\":{…},\"from\":…,\"to\":…,\"limit\":…}, answer each");
    command.add_option("--from", order.from, "windows that start then or later (default: now)")
        ->type_name("TIME");
    command.add_option("--to", order.to, "windows that start before")->type_name("TIME");
    command.add_option("--limit", typed.limit, "at most so many (default: 20, most 1000)")
        ->type_name("NUMBER");
    command.add_option("-o,--output", typed.format, "how to print (default: table)")
        ->type_name("table|json");
    command
        .add_option("--language", typed.language, "of what is shown, errors aside (default: en)")
        ->type_name("en|fr");
}

Result<> read_choices(Typed& typed) {
    auto& order = typed.order;
    if (typed.format && *typed.format != "table" && *typed.format != "json")
        return neither_of("--output", *typed.format, kFormats);
    if (typed.format == "json") order.format = cli::Format::Json;
    if (typed.language && *typed.language != "en" && *typed.language != "fr")
        return neither_of("--language", *typed.language, kLanguages);
    if (typed.language == "fr") order.language = Language::French;
    if (typed.file) order.file = *typed.file;
    if (typed.limit) {
        std::size_t limit = 0;
        const auto* const end = typed.limit->data() + typed.limit->size();
        if (std::from_chars(typed.limit->data(), end, limit).ptr != end) limit = 0;
        if (limit < 1 || limit > cli::kMostWindows)
            return fail(ErrorCode::Invalid,
                        "--limit: give a number from 1 to " + std::to_string(cli::kMostWindows));
        order.limit = limit;
    }
    return {};
}

}  // namespace

Result<PreviewLine> parse_preview_line(int argc, const char* const* argv,
                                       std::map<std::string, std::string> environment) {
    CLI::App app("", "workload-scheduler");
    app.set_help_flag("-h,--help", "print this help");
    app.get_formatter()->column_width(34);
    app.require_subcommand(0, 1);
    app.allow_extras();
    auto* const command = app.add_subcommand(
        "preview", "show the windows that a schedule would have, without a server");
    command->allow_extras();
    command->footer(kExamples);
    Typed typed;
    add_flags(*command, typed);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        return PreviewLine{app.help(), std::move(typed.order), {}};
    } catch (const CLI::ParseError& error) {
        return not_read(error);
    }
    if (const auto before = app.remaining(); !before.empty())
        return fail(ErrorCode::Invalid,
                    option_name(before.front()) + " goes behind 'preview', which asks no server");
    if (const auto extra = command->remaining(); !extra.empty())
        return left_over(*command, extra.front());
    WLS_TRY(read_choices(typed));
    if (!typed.order.fields.contains("timezone")) {
        auto usual = usual_zone(environment);
        if (!usual) return fail(usual);
        typed.order.zone = std::move(usual->zone);
        typed.order.zone_doubt = std::move(usual->doubt);
    }
    return PreviewLine{"", std::move(typed.order), std::move(environment)};
}

}  // namespace wls::app
