#include "domain/workload_filter.h"

#include <algorithm>

namespace wls {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool holds(const std::string& text, const std::string& part) {
    const auto same = [](char one, char other) { return lower(one) == lower(other); };
    return part.empty() || !std::ranges::search(text, part, same).empty();
}

bool fits(const Workload& workload, const WorkloadFilter& filter) {
    return (!filter.kind || workload.kind == *filter.kind) &&
           (!filter.name_space || workload.name_space == *filter.name_space) &&
           (!filter.name || workload.name == *filter.name) &&
           (!filter.q || holds(workload.name, *filter.q)) &&
           (!filter.after || workload.key() > *filter.after);
}

}  // namespace

std::vector<Workload> chosen(std::vector<Workload> workloads, const WorkloadFilter& filter) {
    std::erase_if(workloads, [&](const Workload& workload) { return !fits(workload, filter); });
    // A page of many: the rest need no order.
    const auto page = std::min(workloads.size(), static_cast<std::size_t>(filter.limit));
    const auto end = workloads.begin() + static_cast<std::ptrdiff_t>(page);
    std::ranges::partial_sort(workloads, end, {}, &Workload::key);
    workloads.resize(page);
    return workloads;
}

}  // namespace wls
