// Prints lines "ZONE INSTANT OFFSET", in seconds: of every zone around each of its changes and
// every 30 days, from 1850 to the end of 2400. zones.py compares them with Python's zoneinfo.
#include <fmt/format.h>

#include <cstdio>

#include "time/zone.h"
#include "time/zones.h"

namespace wls {
namespace {

using namespace std::chrono;

constexpr Instant kFirst{sys_days{1850y / 1 / 1}}, kEnd{sys_days{2401y / 1 / 1}};

void print(const Zone& zone, Instant at) {
    fmt::print(
        "{} {} {}\n", zone.name(), floor<seconds>(at.time_since_epoch()).count(),
        floor<seconds>(zone.to_local(at).time.time_since_epoch() - at.time_since_epoch()).count());
}

}  // namespace
}  // namespace wls

int main() {
    using namespace wls;
    for (const auto& name : support::distinct_zones()) {
        const Zone zone = *Zone::load(name);
        for (Instant at = kFirst; at < kEnd; at += days(30)) print(zone, at);
        for (auto change = zone.steady_from(kFirst).until; change && *change < kEnd;
             change = zone.steady_from(*change).until) {
            print(zone, *change - seconds(1));
            print(zone, *change);
        }
    }
}
