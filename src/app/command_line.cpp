#include "app/command_line.h"

#include <CLI/CLI.hpp>

#include <array>
#include <vector>

#include "app/client/mistakes.h"
#include "app/unknown_word.h"

namespace wls::app {

namespace {

constexpr std::array<std::string_view, 8> kCommands = {
    "serve", "init-db", "backup", "version", "schedule", "workload", "history", "preview"};

constexpr const char* kSources = R"(
Settings come from flags, then from WORKLOAD_SCHEDULER_* variables (--log-format is
WORKLOAD_SCHEDULER_LOG_FORMAT), then from the YAML file named by --config (log_format: json).)";

constexpr const char* kExamples = R"(
Examples:
  workload-scheduler serve
  workload-scheduler serve --port 9000 --timezone Europe/Paris
  workload-scheduler init-db --database sqlite:/var/lib/scheduler/scheduler.db
  workload-scheduler backup --to /backups --keep 30
  workload-scheduler schedule create --name "Backup Database" --start "in 5m" --for 1h
  workload-scheduler history
  workload-scheduler preview --weekly "Mon-Fri 08:00-19:00" --timezone Europe/Paris
  workload-scheduler --server http://scheduler.example.org:8000 schedule list

workload-scheduler COMMAND --help shows what a command takes.)";

constexpr const char* kServeExamples = R"(
Examples:
  workload-scheduler serve
  workload-scheduler serve --port 9000 --timezone Europe/Paris
  workload-scheduler serve --host 127.0.0.1 --catalog /etc/scheduler/catalog.yaml
  WORKLOAD_SCHEDULER_PORT=9000 workload-scheduler serve --log-format json
)";

constexpr const char* kInitExamples = R"(
Examples:
  workload-scheduler init-db
  workload-scheduler init-db --database sqlite:/var/lib/scheduler/scheduler.db
)";

constexpr const char* kBackupExamples = R"(
Examples:
  workload-scheduler backup
  workload-scheduler backup --to /backups --keep 30
)";

std::map<std::string, std::string> as_map(const char* const* environment) {
    std::map<std::string, std::string> variables;
    for (; environment && *environment; ++environment) {
        const std::string_view entry = *environment;
        const auto equals = entry.find('=');
        if (equals != std::string_view::npos)
            variables.emplace(entry.substr(0, equals), entry.substr(equals + 1));
    }
    return variables;
}

struct Parsed {
    std::map<std::string, std::string> flags;
    std::string config, to;
    int keep = 7;
};

std::string with_default(const std::string& help, const std::string& default_text) {
    return help + " (default: " + default_text + ")";
}

void add_settings(CLI::App& command, Parsed& parsed) {
    for (const auto& setting : all_settings()) {
        if (setting.only_serve && command.get_name() != "serve") continue;
        const auto take = [&parsed, &setting](const std::string& value) {
            parsed.flags[setting.name] = value;
        };
        command
            .add_option_function<std::string>(std::string("--") + setting.name, take,
                                              with_default(setting.help, setting.default_text))
            ->type_name(setting.value);
    }
    command.add_option("--config", parsed.config, "YAML file of settings")->type_name("FILE");
}

void add_commands(CLI::App& app, Parsed& parsed) {
    const auto add = [&](const char* name, const char* about, const std::string& examples) {
        auto* command = app.add_subcommand(name, about);
        command->allow_extras();
        command->footer(examples);
        return command;
    };
    add_settings(
        *add("serve", "serve the API and run what is due", std::string(kServeExamples) + kSources),
        parsed);
    add_settings(*add("init-db", "create the database, or bring its tables up to date",
                      std::string(kInitExamples) + kSources),
                 parsed);
    auto* backup = add("backup", "copy the live database and check the copy",
                       std::string(kBackupExamples) + kSources);
    add_settings(*backup, parsed);
    backup
        ->add_option("--to", parsed.to,
                     with_default("folder for the copies", "backups in the data folder"))
        ->type_name("FOLDER");
    backup
        ->add_option("--keep", parsed.keep,
                     with_default("newest copies that stay", std::to_string(parsed.keep)))
        ->type_name("NUMBER");
    add("schedule", "show, create and change the schedules of a server", "");
    add("workload", "show the workloads that the schedules of a server may name", "");
    add("history", "show what a server started and stopped", "");
    add("preview", "show the windows that a schedule would have, without a server", "");
    add("version", "print the version", "");
}

// CLI11 would only say "A subcommand is required".
Result<> check_command(int argc, const char* const* argv) {
    const int at = next_word(argc, argv, 1);
    if (at >= argc || argv[at][0] == '-') return {};
    const std::string_view word = argv[at];
    if (std::ranges::find(kCommands, word) != kCommands.end()) return {};
    const auto meant = client_command_meant(word);
    if (meant.empty()) return unknown_command(word, kCommands);
    return fail(ErrorCode::Invalid, "unknown command " + in_quotes(word) + hint(meant));
}

Result<CommandLine> finish(const CLI::App& app, Parsed parsed, const char* const* environment) {
    const auto chosen = app.get_subcommands();
    const auto before = app.remaining();
    if (!before.empty() && is_connection_option(before.front()))
        return fail(ErrorCode::Invalid, option_name(before.front()) +
                                            " goes with 'schedule', 'workload' and 'history' only");
    if (!before.empty()) return unknown_argument(app, before.front());
    if (chosen.empty()) {
        return CommandLine{"help", app.help(), {}, {}, 7, {}};
    }
    const CLI::App& command = *chosen.front();
    if (is_client_command(command.get_name()))
        return fail(ErrorCode::Invalid, "'" + command.get_name() + "' comes first on the line");
    const auto extra = command.remaining();
    if (!extra.empty()) return unknown_argument(command, extra.front());
    if (parsed.keep < 1)
        return fail(ErrorCode::Invalid, "--keep: give a number of copies from 1 up");

    Sources sources{std::move(parsed.flags), as_map(environment), {}};
    const auto variable = sources.environment.find("WORKLOAD_SCHEDULER_CONFIG");
    if (!parsed.config.empty())
        sources.file = parsed.config;
    else if (variable != sources.environment.end())
        sources.file = variable->second;
    auto settings = resolve(sources);
    if (!settings) return fail(settings);
    CommandLine line{command.get_name(), "", std::move(*settings), {}, parsed.keep, {}};
    if (!parsed.to.empty()) line.to = parsed.to;
    return line;
}

}  // namespace

Result<CommandLine> parse_command_line(int argc, const char* const* argv,
                                       const char* const* environment) {
    WLS_TRY(check_command(argc, argv));
    const int first = next_word(argc, argv, 1);
    if (first < argc && is_client_command(argv[first])) {
        auto client = parse_client_line(argc, argv, as_map(environment));
        if (!client) return fail(client);
        return CommandLine{argv[first], "", {}, {}, 7, std::move(*client)};
    }
    if (first < argc && argv[first] == std::string_view("preview")) {
        auto preview = parse_preview_line(argc, argv, as_map(environment));
        if (!preview) return fail(preview);
        CommandLine line{"preview", "", {}, {}, 7, {}};
        line.preview = std::move(*preview);
        return line;
    }
    CLI::App app("Runs workloads only when they should run: REST API, engine and command line.",
                 "workload-scheduler");
    app.footer(kExamples);
    app.set_help_flag("-h,--help", "print this help");
    app.set_version_flag("--version", std::string("workload-scheduler"), "print the version");
    app.allow_extras();
    app.require_subcommand(0, 1);
    app.get_formatter()->column_width(34);

    Parsed parsed;
    add_commands(app, parsed);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        return CommandLine{"help", app.help(), {}, {}, 7, {}};
    } catch (const CLI::CallForVersion&) {
        return CommandLine{"version", "", {}, {}, 7, {}};
    } catch (const CLI::ConversionError&) {
        return fail(ErrorCode::Invalid, "--keep: give a number of copies from 1 up");
    } catch (const CLI::ParseError& error) {
        return fail(ErrorCode::Invalid, std::string(error.what()) + "; --help shows how");
    }
    return finish(app, std::move(parsed), environment);
}

}  // namespace wls::app
