// Where the house allows what it otherwise forbids, each with its reason. A test fails when one is
// no longer needed.
#pragma once

#include <string_view>
#include <vector>

namespace wls::house {

struct Exception {
    std::string_view rule;
    std::string_view path;
    int limit;  // up to which measure; 0 for rules that measure nothing
    std::string_view reason;
};

inline const std::vector<Exception> kExceptions = {
    {"clock", "src/app/system_clock.cpp", 0, "the one place that asks the machine for the time"},
    {"zone", "src/app/service.cpp", 0, "TZ is read once, as the input of machine_zone"},
};

}  // namespace wls::house
