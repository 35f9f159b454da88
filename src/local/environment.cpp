#include "local/environment.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "time/zone.h"

namespace wls::local {

namespace {

constexpr const char* kUsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

std::string setting(const char* name, const char* otherwise) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? value : otherwise;
}

}  // namespace

std::string utc_text(Instant at) {
    return iso_text(Zone::utc().to_local(at).time) + "Z";
}

ServerEnvironment::ServerEnvironment()
    : path_(setting("PATH", kUsualPath)), home_(setting("HOME", "/")) {}

Variables ServerEnvironment::of_run(const RunId& run, const Window& window,
                                    const Variables& catalogs) const {
    Variables variables{{"PATH", path_}, {"HOME", home_}};
    for (const auto& [name, value] : catalogs) variables[name] = value;
    variables["WORKLOAD_SCHEDULER_RUN"] = run.text();
    variables["WORKLOAD_SCHEDULER_WINDOW_START"] = utc_text(window.start_at);
    if (!window.empty()) variables["WORKLOAD_SCHEDULER_WINDOW_END"] = utc_text(window.end_at);
    return variables;
}

std::vector<std::string> environment_entries(const Variables& variables) {
    std::vector<std::string> entries;
    for (const auto& [name, value] : variables) entries.push_back(name + "=" + value);
    return entries;
}

std::string absolute_folder(const std::string& path) {
    std::error_code error;
    auto whole = std::filesystem::absolute(path, error).lexically_normal().string();
    while (whole.size() > 1 && whole.back() == '/') whole.pop_back();
    return error ? path : whole;
}

}  // namespace wls::local
