#include "app/preview/usual_zone.h"

#include <filesystem>

#include "base/text.h"

namespace wls::app {

namespace {

// A machine without the file means UTC; one whose file has no name that we know does not.
bool names_no_zone(const std::string& localtime_path) {
    std::error_code error;
    if (!exists(std::filesystem::symlink_status(localtime_path, error))) return false;
    const auto target = std::filesystem::read_symlink(localtime_path, error).string();
    return machine_zone(nullptr, localtime_path).name() == "UTC" && !target.ends_with("/UTC");
}

}  // namespace

Result<UsualZone> usual_zone(const std::map<std::string, std::string>& environment,
                             const std::string& localtime_path) {
    const auto variable = [&](const char* name) {
        const auto found = environment.find(name);
        return found == environment.end() ? std::string() : found->second;
    };
    if (const auto named = variable("WORKLOAD_SCHEDULER_TIMEZONE"); !named.empty()) {
        auto zone = Zone::load(named);
        if (!zone) return fail("WORKLOAD_SCHEDULER_TIMEZONE", zone);
        return UsualZone{std::move(*zone), ""};
    }
    const auto tz = variable("TZ");
    auto name = tz.substr(tz.starts_with(':') ? 1 : 0);
    if (name == localtime_path) name.clear();
    UsualZone usual{machine_zone(name.c_str(), localtime_path), ""};
    if (!name.empty() && !Zone::load(name))
        usual.doubt = "TZ '" + shortened(tz, 60) + "'";
    else if (name.empty() && names_no_zone(localtime_path))
        usual.doubt = localtime_path;
    return usual;
}

}  // namespace wls::app
