// The settings: each is a flag (--log-format), an environment variable
// (WORKLOAD_SCHEDULER_LOG_FORMAT) and a key of the YAML file (log_format), in this order of
// precedence, with one default. An unknown one is an error that names the nearest.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/log.h"
#include "base/result.h"

namespace wls::app {

struct Settings {
    std::string host = "0.0.0.0";
    std::uint16_t port = 8000;
    std::filesystem::path database = "data/sqlite/scheduler.db";  // the part behind "sqlite:"
    std::filesystem::path data = "data";
    std::string timezone;                          // empty: the machine's
    std::optional<std::filesystem::path> catalog;  // none: catalog.yaml if there, else built in
    std::filesystem::path static_folder = "static";
    std::optional<std::filesystem::path> token_file;  // none: no token is asked for
    std::optional<Duration> keep_transitions = std::chrono::days{400};  // none: for ever
    std::optional<Duration> keep_logs = std::chrono::days{30};          // none: with their rows
    LogFormat log_format = LogFormat::Text;
    std::string fault;  // no setting: WORKLOAD_SCHEDULER_FAULT, for tests (local/process/fault.h)
};

// One setting as people know it.
struct Setting {
    const char* name;          // "log-format"
    const char* value;         // what stands behind the flag in --help: "text|json"
    const char* default_text;  // as --help prints it
    const char* help;
    bool only_serve;  // the other commands have no use for it
    // Invalid: what is wrong with the value and what would be right.
    std::function<Result<>(Settings&, const std::string& value)> set;
};

std::span<const Setting> all_settings();

// "WORKLOAD_SCHEDULER_LOG_FORMAT", "log_format".
std::string variable_of(const Setting& setting);
std::string key_of(const Setting& setting);

struct Sources {
    std::map<std::string, std::string> flags;        // by name, those that were given
    std::map<std::string, std::string> environment;  // all variables
    std::optional<std::string> file;                 // a YAML file; none: no file
};

// Invalid (names the flag, variable or key), or what reading the file gives.
Result<Settings> resolve(const Sources& sources);

}  // namespace wls::app
