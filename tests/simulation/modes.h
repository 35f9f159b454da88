// The names that workloads may have, and what each is. Any thread.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "domain/workload.h"
#include "engine/executor.h"

namespace wls::simulation {

inline constexpr std::array<const char*, 3> kTasks = {"Alpha", "Beta", "Gamma"};
inline constexpr std::array<const char*, 2> kServiceNames = {"Queue", "Site"};
inline constexpr std::array<const char*, 2> kEffectNames = {"Lamp", "Route"};

inline bool is_effect(std::string_view key) {
    return key.starts_with("Command/");
}
inline bool is_service(std::string_view key) {
    return key.starts_with("Process/") &&
           std::ranges::any_of(kServiceNames,
                               [&](std::string_view name) { return key.ends_with(name); });
}
inline bool is_level(std::string_view key) {
    return is_effect(key) || is_service(key);
}

// Asked at each step: makes no string.
inline bool is_key_of(std::string_view key, const Workload& workload) {
    for (const std::string_view part : {std::string_view(workload.kind), std::string_view("/"),
                                        std::string_view(workload.name_space),
                                        std::string_view("/"), std::string_view(workload.name)}) {
        if (!key.starts_with(part)) return false;
        key.remove_prefix(part.size());
    }
    return key.empty();
}

// Whether the catalog has it, and not another of its name.
inline bool is_in(const Workloads& catalog, std::string_view key) {
    const auto* const found = catalog.find(name_in_key(key));
    return found && is_key_of(key, *found);
}

inline Mode mode_of_name(std::string_view name) {
    if (std::ranges::find(kEffectNames, name) != kEffectNames.end()) return Mode::Effect;
    if (std::ranges::find(kServiceNames, name) != kServiceNames.end()) return Mode::Service;
    return Mode::Task;
}

}  // namespace wls::simulation
