#include "app/client/client_line.h"

#include <CLI/CLI.hpp>

#include <array>
#include <charconv>

#include "app/client/mistakes.h"
#include "app/unknown_word.h"

namespace wls::app {

namespace {

using cli::Format;

constexpr std::array<std::string_view, 3> kCommands = {"schedule", "workload", "history"};
constexpr std::array<std::string_view, 6> kScheduleCommands = {"list",   "show",  "create",
                                                               "delete", "pause", "resume"};
constexpr std::array<std::string_view, 1> kWorkloadCommands = {"list"};
constexpr std::array<std::string_view, 2> kFormats = {"table", "json"};
constexpr std::array<std::string_view, 4> kConnection = {"--server", "--token-file", "--output",
                                                         "-o"};

constexpr const char* kScheduleExamples = R"(
Examples:
  workload-scheduler schedule list --active
  workload-scheduler schedule create --name "Backup Database" --start "in 5m" --for 1h
  workload-scheduler schedule pause "Backup Database"

workload-scheduler schedule COMMAND --help shows what a command takes.)";

constexpr const char* kCreateExamples = R"(
Examples:
  workload-scheduler schedule create --name "Backup Database" --start now --for 10m
  workload-scheduler schedule create --name Report --start "friday 8:00" --end 18:30
  workload-scheduler schedule create --name Report --start "2026-11-30 08:00" --for 1h30m

Times: now, "in 5m", +2h, "tomorrow 09:00", "friday 8:00", 18:30 (the next one),
"2026-11-30 08:00", 2026-11-30T08:00:00+01:00. Without an offset they are the server's.)";

constexpr const char* kWorkloadExamples = R"(
Examples:
  workload-scheduler workload list
  workload-scheduler workload list -o json)";

constexpr const char* kHistoryExamples = R"(
Examples:
  workload-scheduler history --outcome failed --from "yesterday 00:00"
  workload-scheduler history log 12 --follow)";

// As typed; what is a number or a choice is looked at when all is read.
struct Typed {
    std::optional<std::string> server, token_file, format, limit;
    bool active = false, inactive = false, follow = false;
    cli::ListSchedules list;
    cli::ShowSchedule show;
    cli::CreateSchedule create;
    std::string first;  // of the schedules to delete, pause or resume
    cli::ListWorkloads workloads;
    cli::ListHistory history;
    cli::ShowLog log;
};

CLI::App* add(CLI::App& parent, const char* name, const char* about, const char* footer = "") {
    auto* command = parent.add_subcommand(name, about);
    command->allow_extras();
    command->require_subcommand(0, 1);
    command->footer(footer);
    return command;
}

// On every level of commands: they may stand before each word and behind the last.
void add_connection(CLI::App& command, Typed& typed) {
    command
        .add_option("--server", typed.server,
                    "the server, also WORKLOAD_SCHEDULER_SERVER (default:"
                    " http://localhost:8000)")
        ->type_name("URL");
    command.add_option("-o,--output", typed.format, "how to print (default: table)")
        ->type_name("table|json");
    command
        .add_option("--token-file", typed.token_file,
                    "file with its token, also WORKLOAD_SCHEDULER_TOKEN_FILE (default: none)")
        ->type_name("FILE");
}

void add_schedule_commands(CLI::App& schedule, Typed& typed) {
    auto* list = add(schedule, "list", "show all schedules, or some");
    list->add_option("--name", typed.list.name, "only those with this name")->type_name("NAME");
    list->add_option("--status", typed.list.status, "only those with this status")
        ->type_name("STATUS");
    list->add_flag("--active", typed.active, "only those that act");
    list->add_flag("--inactive", typed.inactive, "only those that are paused");
    list->add_option("--limit", typed.limit, "at most so many (default: all)")->type_name("NUMBER");
    auto* show = add(schedule, "show", "show one schedule");
    show->add_option("SCHEDULE", typed.show.schedule, "its id, or its name");
    auto* create = add(schedule, "create", "create a schedule with one window", kCreateExamples);
    create
        ->add_option("--name", typed.create.name,
                     "its name (needed); the workload called so is run")
        ->type_name("NAME");
    create->add_option("--start", typed.create.start, "when its window opens (needed)")
        ->type_name("TIME");
    create->add_option("--end", typed.create.end, "when its window closes")->type_name("TIME");
    create->add_option("--for", typed.create.length, "how long its window is, instead of --end")
        ->type_name("LENGTH");
    create->add_flag("--inactive", typed.inactive, "paused from the beginning");
    // The first; the others are gathered by `schedules_of`, for CLI11 takes a "[a,b]" in a list of
    // its own for two.
    const auto add_many = [&](const char* name, const char* about) {
        add(schedule, name, about)
            ->add_option("SCHEDULE", typed.first, "its id or its name; as many as wanted");
    };
    add_many("delete", "delete schedules, without asking");
    add_many("pause", "let the engine leave their workloads as they are");
    add_many("resume", "let the engine act on them again");
    for (auto* command : schedule.get_subcommands({})) add_connection(*command, typed);
    add_connection(schedule, typed);
}

void add_workload_commands(CLI::App& workload, Typed& typed) {
    auto* list = add(workload, "list", "show what schedules may name: the server's catalog");
    list->add_option("--limit", typed.limit, "at most so many (default: all)")->type_name("NUMBER");
    add_connection(*list, typed);
    add_connection(workload, typed);
}

void add_history_commands(CLI::App& history, Typed& typed) {
    auto& asked = typed.history;
    history.add_option("--schedule", asked.schedule, "only this one's (id or name)")
        ->type_name("SCHEDULE");
    history.add_option("--workload", asked.workload, "only this one's (name or key)")
        ->type_name("WORKLOAD");
    history.add_option("--outcome", asked.outcome, "only those that ended so")
        ->type_name("OUTCOME");
    history.add_option("--from", asked.from, "only those due then or later")->type_name("TIME");
    history.add_option("--to", asked.to, "only those due before")->type_name("TIME");
    history.add_option("--limit", typed.limit, "at most so many (default: 50)")
        ->type_name("NUMBER");
    add_connection(history, typed);
    auto* log = add(history, "log", "show what a process printed");
    log->add_option("TRANSITION", typed.log.transition, "id of its start");
    log->add_flag("--follow", typed.log.follow, "go on until it ends");
    add_connection(*log, typed);
}

Result<std::optional<long long>> read_limit(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    long long limit = 0;
    const auto* const behind = text->data() + text->size();
    const auto [end, error] = std::from_chars(text->data(), behind, limit);
    if (error == std::errc{} && end == behind && limit >= 1) return limit;
    return fail(ErrorCode::Invalid, "--limit: give a number from 1 up");
}

Result<Format> read_format(const std::optional<std::string>& word) {
    if (!word || *word == "table") return Format::Table;
    if (*word == "json") return Format::Json;
    return neither_of("--output", *word, kFormats);
}

bool takes_many(std::string_view command) {
    return command == "delete" || command == "pause" || command == "resume";
}

// What nothing takes, on any level of commands; "--" is CLI11's to read.
Result<> check_extra(const CLI::App& command) {
    for (const auto& word : command.remaining()) {
        if (takes_many(command.get_name()) && (word == "--" || !is_option(word))) {
            if (word == "--") return {};
        } else if (word != "--") {
            return left_over(command, word);
        }
    }
    return {};
}

// All that are named, in their order. Behind "--" everything is a name.
std::vector<std::string> schedules_of(const CLI::App& command, const std::string& first) {
    std::vector<std::string> schedules = {first};
    bool only_names = false;
    for (const auto& word : command.remaining()) {
        if (word == "--" && !only_names)
            only_names = true;
        else
            schedules.push_back(word);
    }
    return schedules;
}

Result<cli::Command> command_of(const CLI::App& command, Typed& typed) {
    const std::string& name = command.get_name();
    const auto limit = read_limit(typed.limit);
    if (!limit) return fail(limit);
    if (name == "list" && command.get_parent()->get_name() == "workload") {
        typed.workloads.limit = *limit;
        return typed.workloads;
    }
    if (name == "list") {
        if (typed.active && typed.inactive)
            return fail(ErrorCode::Invalid, "--active and --inactive: give one of them, or none");
        if (typed.active || typed.inactive) typed.list.active = typed.active;
        typed.list.limit = *limit;
        return typed.list;
    }
    if (name == "show") return typed.show;
    if (name == "create") {
        typed.create.active = !typed.inactive;
        return typed.create;
    }
    if (takes_many(name)) {
        auto schedules = schedules_of(command, typed.first);
        if (name == "delete") return cli::DeleteSchedules{std::move(schedules)};
        return cli::SetActive{std::move(schedules), name == "resume"};
    }
    if (name == "log") {
        if (typed.format && *typed.format == "json")
            return fail(ErrorCode::Invalid,
                        "--output: a log is shown as its process printed it, never as json");
        return typed.log;
    }
    typed.history.limit = limit->value_or(typed.history.limit);
    return typed.history;
}

// CLI11 counts on one level only.
Result<> check_once(const std::vector<const CLI::App*>& levels) {
    for (const char* option : {"--server", "--token-file", "--output"}) {
        std::size_t times = 0;
        for (const auto* level : levels) times += level->count(option);
        if (times > 1) return given_often(option, std::to_string(times));
    }
    return {};
}

// Not CLI11's `required`, which would be missed before a word that is only misspelt is named.
Result<> check_needed(const CLI::App& command) {
    struct Needed {
        std::string_view command;
        const char* option;
        const char* sentence;
    };
    constexpr const char* kWhich = "say which schedule, by its id or its name";
    constexpr std::array kNeeded = std::to_array<Needed>(
        {{"show", "SCHEDULE", kWhich},
         {"delete", "SCHEDULE", kWhich},
         {"pause", "SCHEDULE", kWhich},
         {"resume", "SCHEDULE", kWhich},
         {"create", "--name", "say what it is called: --name \"Backup Database\""},
         {"create", "--start", "say when it starts: --start \"tomorrow 09:00\""},
         {"log", "TRANSITION", "say which transition, by its id; 'history' shows them"}});
    for (const auto& needed : kNeeded)
        if (needed.command == command.get_name() && command.count(needed.option) == 0)
            return fail(ErrorCode::Invalid, std::string(needed.command) + ": " + needed.sentence);
    return {};
}

Result<ClientLine> finish(const CLI::App& command, Typed& typed,
                          std::map<std::string, std::string> environment) {
    WLS_TRY(check_needed(command));
    ClientLine line;
    // An empty variable is none; an empty flag is a slip, and must not mean the usual server.
    for (const auto& [flag, value] : {std::pair("--server: give a URL", &typed.server),
                                      std::pair("--token-file: name a file", &typed.token_file)})
        if (*value && (*value)->empty())
            return fail(ErrorCode::Invalid, std::string(flag) + ", or leave it out");
    const auto choose = [&](const std::optional<std::string>& flag,
                            const char* variable) -> std::string {
        if (flag) return *flag;
        const auto found = environment.find(variable);
        return found == environment.end() ? "" : found->second;
    };
    const auto server = choose(typed.server, "WORKLOAD_SCHEDULER_SERVER");
    if (!server.empty()) line.connection.server = server;
    const auto token_file = choose(typed.token_file, "WORKLOAD_SCHEDULER_TOKEN_FILE");
    if (!token_file.empty()) line.connection.token_file = token_file;
    const auto format = read_format(typed.format);
    if (!format) return fail(format);
    line.connection.format = *format;
    auto asked = command_of(command, typed);
    if (!asked) return fail(asked);
    line.command = std::move(*asked);
    line.environment = std::move(environment);
    return line;
}

// CLI11 would only say that a subcommand is required.
Result<> check_command(int argc, const char* const* argv) {
    const int at = next_word(argc, argv, 1), behind = next_word(argc, argv, at + 1);
    if (behind >= argc) return {};
    const std::string_view first = argv[at], word = argv[behind];
    if (word.starts_with("-")) return {};
    if (first == "history" && word == "log") return {};
    if (first == "history" && word.find_first_not_of("0123456789") == std::string_view::npos)
        return fail(ErrorCode::Invalid, in_quotes("history " + std::string(word)) +
                                            ": did you mean " +
                                            in_quotes("history log " + std::string(word)) +
                                            ", what its process printed?");
    if (first == "history")
        return unknown_command("history " + std::string(word),
                               std::array<std::string_view, 1>{"history log"});
    const std::span<const std::string_view> known =
        first == "workload" ? std::span<const std::string_view>(kWorkloadCommands)
                            : std::span<const std::string_view>(kScheduleCommands);
    if (std::ranges::find(known, word) != known.end()) return {};
    return unknown_client_command(first, word, known);
}

}  // namespace

bool is_connection_option(std::string_view word) {
    const auto name = word.starts_with("--") ? word.substr(0, word.find('=')) : word.substr(0, 2);
    return std::ranges::find(kConnection, name) != kConnection.end();
}

int next_word(int argc, const char* const* argv, int from) {
    int at = from;
    while (at < argc && is_connection_option(argv[at])) {
        const bool value_behind =
            std::ranges::find(kConnection, std::string_view(argv[at])) != kConnection.end();
        at += value_behind ? 2 : 1;
    }
    return at;
}

bool is_client_command(std::string_view word) {
    return std::ranges::find(kCommands, word) != kCommands.end();
}

Result<ClientLine> parse_client_line(int argc, const char* const* argv,
                                     std::map<std::string, std::string> environment) {
    WLS_TRY(check_command(argc, argv));
    CLI::App app("", "workload-scheduler");
    app.set_help_flag("-h,--help", "print this help");
    app.get_formatter()->column_width(34);
    // One, or a schedule that is named "list" would be taken for one more.
    app.require_subcommand(0, 1);
    Typed typed;
    add_connection(app, typed);
    auto* schedule = add(app, "schedule", "show, create and change schedules", kScheduleExamples);
    add_schedule_commands(*schedule, typed);
    auto* workload =
        add(app, "workload", "show the workloads that schedules may name", kWorkloadExamples);
    add_workload_commands(*workload, typed);
    auto* history =
        add(app, "history", "show what was started and stopped, newest first", kHistoryExamples);
    add_history_commands(*history, typed);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        return ClientLine{app.help(), {}, {}, {}};
    } catch (const CLI::ParseError& error) {
        return not_read(error);
    }
    const CLI::App* command = &app;
    std::vector<const CLI::App*> levels;
    for (;;) {
        levels.push_back(command);
        WLS_TRY(check_extra(*command));
        const auto chosen = command->get_subcommands();
        if (chosen.empty()) break;
        command = chosen.front();
    }
    if (command == schedule || command == workload || command == &app)
        return ClientLine{app.help(), {}, {}, {}};
    WLS_TRY(check_once(levels));
    return finish(*command, typed, std::move(environment));
}

}  // namespace wls::app
