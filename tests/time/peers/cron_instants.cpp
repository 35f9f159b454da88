// For comparisons with other libraries: reads lines "CRON <tab> ZONE <tab> AFTER <tab> COUNT",
// AFTER in seconds since 1970, and answers each with a line: at most COUNT instants, likewise, with
// blanks between, or "error: ...". Ends with its input.
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "time/cron.h"

namespace {

using namespace wls;
using std::chrono::seconds;

std::string answer(const std::vector<std::string>& fields) {
    if (fields.size() != 4) return "error: four fields are wanted";
    const auto cron = Cron::parse(fields[0]);
    if (!cron) return "error: " + cron.error().message;
    const auto zone = Zone::load(fields[1]);
    if (!zone) return "error: " + zone.error().message;
    Instant at{seconds{std::strtoll(fields[2].c_str(), nullptr, 10)}};
    std::string instants;
    for (long left = std::strtol(fields[3].c_str(), nullptr, 10); left > 0; --left) {
        const auto next = cron->next(at, *zone);
        if (!next) break;
        at = *next;
        const auto second = std::chrono::floor<seconds>(at).time_since_epoch().count();
        instants += (instants.empty() ? "" : " ") + std::to_string(second);
    }
    return instants;
}

}  // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        std::vector<std::string> fields;
        std::istringstream text(line);
        for (std::string field; std::getline(text, field, '\t');) fields.push_back(field);
        std::cout << answer(fields) << '\n' << std::flush;
    }
}
