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

std::string_view name_in_key(std::string_view key) {
    constexpr std::string_view kNoNamespace = "/-/";
    const auto found = key.find(kNoNamespace);
    const auto begin = found + kNoNamespace.size();
    return found == std::string_view::npos || begin == key.size() ? key : key.substr(begin);
}

}  // namespace wls
