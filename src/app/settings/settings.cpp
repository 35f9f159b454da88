#include "app/settings/settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "app/settings/settings_file.h"
#include "base/length_of_time.h"
#include "base/text.h"
#include "time/zone.h"

namespace wls::app {

namespace {

constexpr std::string_view kPrefix = "WORKLOAD_SCHEDULER_";

// What the server tells its runs, the file's own variable, the tests' faults: no settings, and no
// mistakes.
constexpr std::array<std::string_view, 6> kOtherVariables = {
    "WORKLOAD_SCHEDULER_RUN",    "WORKLOAD_SCHEDULER_WINDOW_START", "WORKLOAD_SCHEDULER_WINDOW_END",
    "WORKLOAD_SCHEDULER_CONFIG", "WORKLOAD_SCHEDULER_FAULT",        "WORKLOAD_SCHEDULER_SERVER"};

Failure wrong(const std::string& sentence) {
    return fail(ErrorCode::Invalid, sentence);
}

Result<> set_port(Settings& settings, const std::string& value) {
    std::uint16_t port = 0;
    const char* const end = value.data() + value.size();
    const auto [rest, error] = std::from_chars(value.data(), end, port);
    if (value.empty() || error != std::errc{} || rest != end)
        return wrong("'" + value + "' is no port: give a number from 0 to 65535 (0: a free one)");
    settings.port = port;
    return {};
}

Result<> set_database(Settings& settings, const std::string& value) {
    constexpr std::string_view kScheme = "sqlite:";
    if (!value.starts_with(kScheme) || value.size() == kScheme.size())
        return wrong("'" + value +
                     "' is no database: give sqlite:PATH, for example"
                     " sqlite:data/sqlite/scheduler.db");
    const std::string path = value.substr(kScheme.size());
    if (path.starts_with(':') || path.starts_with("file:"))
        return wrong("'" + value + "' is no file: schedules are kept on disk; give sqlite:PATH");
    settings.database = path;
    return {};
}

Result<> set_timezone(Settings& settings, const std::string& value) {
    if (const auto zone = Zone::load(value); !zone) return fail(zone);
    settings.timezone = value;
    return {};
}

Result<> set_log_format(Settings& settings, const std::string& value) {
    if (value != "text" && value != "json")
        return wrong("'" + value + "' is no log format: give text or json");
    settings.log_format = value == "json" ? LogFormat::Json : LogFormat::Text;
    return {};
}

template <auto Member>
Result<> set_length(Settings& settings, const std::string& value) {
    const auto length = parse_length(value);
    if (!length) return fail(length);
    settings.*Member = *length;
    return {};
}

template <auto Member>
Result<> set_text(Settings& settings, const std::string& value) {
    if (value.empty()) return wrong("the value is empty");
    settings.*Member = value;
    return {};
}

const std::array<Setting, 11>& table() {
    static const std::array<Setting, 11> kSettings = {{
        {"host", "ADDRESS", "0.0.0.0", "address to listen on", true, set_text<&Settings::host>},
        {"port", "NUMBER", "8000", "port to listen on; 0 picks a free one", true, set_port},
        {"database", "sqlite:PATH", "sqlite:data/sqlite/scheduler.db",
         "where schedules and history are kept; created when missing", false, set_database},
        {"data", "FOLDER", "data", "folder for claims of runs, their logs, and backups", false,
         set_text<&Settings::data>},
        {"timezone", "NAME", "the machine's",
         "zone of date-times that carry none, for example Europe/Paris", true, set_timezone},
        {"catalog", "FILE", "catalog.yaml, else built in",
         "file that names the local workloads; the built-in one has Backup Database", true,
         set_text<&Settings::catalog>},
        {"static", "FOLDER", "static", "folder served at /static", true,
         set_text<&Settings::static_folder>},
        {"token-file", "FILE", "no token is asked for",
         "file with the token that every request must carry (Authorization: Bearer)", true,
         set_text<&Settings::token_file>},
        {"keep-transitions", "LENGTH", "400d",
         "how long the history is kept, with claims and logs: 400d, 12h; forever", true,
         set_length<&Settings::keep_transitions>},
        {"keep-logs", "LENGTH", "30d",
         "how long logs of runs are kept: 30d, 12h; forever: as long as their history", true,
         set_length<&Settings::keep_logs>},
        {"log-format", "text|json", "text", "form of the log on standard error", true,
         set_log_format},
    }};
    return kSettings;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
    const std::vector<std::string_view> views(known.begin(), known.end());
    const auto near = nearest(word, views);
    if (near.empty()) return "; --help lists them all";
    return ": did you mean " + std::string(near) + "?";
}

Result<> check_environment(const std::map<std::string, std::string>& environment) {
    std::vector<std::string> known;
    for (const auto& setting : all_settings()) known.push_back(variable_of(setting));
    for (const auto& [name, value] : environment) {
        const bool is_known = std::ranges::find(known, name) != known.end() ||
                              std::ranges::find(kOtherVariables, name) != kOtherVariables.end();
        if (name.starts_with(kPrefix) && !is_known)
            return wrong("unknown environment variable " + name + did_you_mean(name, known));
    }
    return {};
}

Result<> check_keys(const std::map<std::string, FileValue>& keys, const std::string& file) {
    std::vector<std::string> known;
    for (const auto& setting : all_settings()) known.push_back(key_of(setting));
    for (const auto& [key, value] : keys)
        if (std::ranges::find(known, key) == known.end())
            return wrong(file + ":" + std::to_string(value.line) + ": unknown key '" + key + "'" +
                         did_you_mean(key, known));
    return {};
}

}  // namespace

std::span<const Setting> all_settings() {
    return table();
}

std::string variable_of(const Setting& setting) {
    std::string name(kPrefix);
    for (const char* c = setting.name; *c != '\0'; ++c)
        name += *c == '-' ? '_' : static_cast<char>(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
    return name;
}

std::string key_of(const Setting& setting) {
    std::string key = setting.name;
    std::ranges::replace(key, '-', '_');
    return key;
}

Result<Settings> resolve(const Sources& sources) {
    WLS_TRY(check_environment(sources.environment));
    std::map<std::string, FileValue> keys;
    if (sources.file) {
        auto read = read_settings_file(*sources.file);
        if (!read) return fail(read);
        keys = std::move(*read);
        WLS_TRY(check_keys(keys, *sources.file));
    }
    Settings settings;
    if (const auto fault = sources.environment.find("WORKLOAD_SCHEDULER_FAULT");
        fault != sources.environment.end())
        settings.fault = fault->second;
    for (const auto& setting : all_settings()) {
        const auto flag = sources.flags.find(setting.name);
        const auto variable = sources.environment.find(variable_of(setting));
        const auto key = keys.find(key_of(setting));
        Result<> set;
        std::string where;
        if (flag != sources.flags.end()) {
            where = std::string("--") + setting.name;
            set = setting.set(settings, flag->second);
        } else if (variable != sources.environment.end()) {
            where = variable->first;
            set = setting.set(settings, variable->second);
        } else if (key != keys.end()) {
            where = *sources.file + ":" + std::to_string(key->second.line) + ": " + key->first;
            set = setting.set(settings, key->second.text);
        }
        if (!set) return fail(where, set);
    }
    return settings;
}

}  // namespace wls::app
