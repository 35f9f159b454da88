// Which workloads a reader asks for. A value and a pure function; any thread. Every part that is
// set must hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/workload.h"

namespace wls {

struct WorkloadFilter {
    std::optional<std::string> kind = {};
    std::optional<std::string> name_space = {};
    std::optional<std::string> name = {};
    std::optional<std::string> q = {};      // a part of the name, letter case (of ASCII) aside
    std::optional<std::string> after = {};  // keys greater than this, in the order of their bytes
    int limit = 100;
};

// Those that fit, in the order of their keys, `limit` at most.
std::vector<Workload> chosen(std::vector<Workload> workloads, const WorkloadFilter& filter);

}  // namespace wls
