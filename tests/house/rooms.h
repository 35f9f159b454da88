// The rooms of src/ in their order, and the rooms each may include from besides itself. The same
// table as src/CMakeLists.txt (a test compares them) and ARCHITECTURE.md.
#pragma once

#include <string_view>
#include <vector>

namespace wls::house {

struct Room {
    std::string_view name;
    std::vector<std::string_view> uses;  // rooms further up in this table, only
};

inline const std::vector<Room> kRooms = {
    {"base", {}},
    {"time", {"base"}},
    {"net", {"base"}},
    {"domain", {"time", "base"}},
    {"engine", {"domain", "time", "base"}},
    {"api", {"domain", "time", "base"}},
    {"storage", {"engine", "domain", "time", "base"}},
    {"local", {"engine", "net", "domain", "time", "base"}},
    {"metrics", {"engine", "domain", "time", "base"}},
    {"http", {"engine", "api", "domain", "time", "base"}},
    {"cli", {"api", "net", "domain", "time", "base"}},
    {"app",
     {"http", "cli", "metrics", "api", "storage", "local", "engine", "net", "domain", "time",
      "base"}},
};

}  // namespace wls::house
