// What is simulated: seeds, and which kinds of events. Values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wls::simulation {

// What else happens besides schedules that are created and processes that end.
inline constexpr std::array<std::string_view, 19> kKinds = {
    "edit",   "status", "activate", "delete", "foreign", "catalog",  // what people do
    "clock",  "jump",   "wake",     "pause",                         // time
    "crash",  "point",  "reboot",   "disk",                          // the server and its machine
    "refuse", "slow",   "hang",     "kill",   "lose"};               // executors and processes

struct Options {
    std::uint64_t first_seed = 1;
    std::uint64_t last_seed = 1;
    int jobs = 1;
    bool trace = false;
    bool keep_going = false;                  // past seeds that fail
    bool tasks = false;                       // no services and effects
    std::optional<int> days;                  // how long; else the seed says
    std::set<std::string, std::less<>> only;  // kinds; empty: those that the seed has
};

// Nothing for arguments that cannot be understood.
std::optional<Options> parse_options(const std::vector<std::string>& arguments);
extern const char* const kUsage;

}  // namespace wls::simulation
