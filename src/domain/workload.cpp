#include "domain/workload.h"

namespace wls {

std::string_view text(Mode mode) {
    switch (mode) {
        case Mode::Task:
            return "task";
        case Mode::Service:
            return "service";
        case Mode::Effect:
            return "effect";
    }
    return "task";
}

Mode parse_mode(std::string_view word) {
    if (word == "service") return Mode::Service;
    if (word == "effect") return Mode::Effect;
    return Mode::Task;
}

std::optional<Workload> workload_of_key(std::string_view key) {
    const auto first = key.find('/');
    if (first == std::string_view::npos) return std::nullopt;
    const auto second = key.find('/', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    Workload workload;
    workload.kind = key.substr(0, first);
    workload.name_space = key.substr(first + 1, second - first - 1);
    workload.name = key.substr(second + 1);
    if (workload.kind.empty() || workload.name_space.empty() || workload.name.empty())
        return std::nullopt;
    return workload;
}

std::string_view name_in_key(std::string_view key) {
    constexpr std::string_view kNoNamespace = "/-/";
    const auto found = key.find(kNoNamespace);
    const auto begin = found + kNoNamespace.size();
    return found == std::string_view::npos || begin == key.size() ? key : key.substr(begin);
}

}  // namespace wls
