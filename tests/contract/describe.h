// What a store answers, as one line of text, so that two stores' answers can be compared and read.
#pragma once

#include <string>

#include "engine/store.h"

namespace wls::contract {

std::string describe(Instant at);
std::string describe(const Schedule& schedule);
std::string describe(const PlannedSchedule& planned);
std::string describe(const Transition& transition);
std::string describe(const Run& run);
std::string describe(const Workload& workload);

inline std::string describe(bool value) {
    return value ? "yes" : "no";
}
inline std::string describe(std::int64_t value) {
    return std::to_string(value);
}
inline std::string describe(int value) {
    return std::to_string(value);
}
template <class Tag>
std::string describe(Id<Tag> id) {
    return std::to_string(id.value);
}
template <class Value>
std::string describe(const std::optional<Value>& value) {
    return value ? describe(*value) : "none";
}
template <class Value>
std::string describe(const std::vector<Value>& values) {
    std::string text = "[";
    for (const auto& value : values) text += "\n  " + describe(value);
    return text + "]";
}
template <class Value>
std::string describe(const Result<Value>& result) {
    return result ? describe(*result) : "failed";
}
inline std::string describe(const Result<void>& result) {
    return result ? "done" : "failed";
}

}  // namespace wls::contract
