// The zones of this machine, for tests that go through all of them. Only tests.
#pragma once

#include <cctz/time_zone.h>

#include <filesystem>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "time/tzdata.h"
#include "time/zone/zone_names.h"

namespace wls::support {

// All that are not another name of one before: links have the same file, or none.
inline std::vector<std::string> distinct_zones() {
    std::vector<std::string> names;
    std::set<std::filesystem::path> files;
    for (const auto& name : zone_names(kZoneInfo)) {
        const auto file = std::filesystem::weakly_canonical(std::string(kZoneInfo) + "/" + name);
        if (std::filesystem::exists(file) && files.insert(file).second) names.push_back(name);
    }
    return names;
}

// Read by cctz itself.
inline cctz::time_zone zone_of_cctz(const std::string& name) {
    cctz::time_zone rules;
    if (!cctz::load_time_zone(name, &rules)) throw std::runtime_error("no zone " + name);
    return rules;
}

}  // namespace wls::support
