// What the workloads themselves wrote down: one line for each execution and each end that they saw.
// Values.
#pragma once

#include <filesystem>
#include <vector>

#include "domain/run.h"

namespace wls::simulation {

struct Execution {
    RunId run;
    Instant at;  // by the clock of `date`
};

// Lines that are no execution's are left out; a line is written at once or not at all.
std::vector<Execution> read_journal(const std::filesystem::path& file);

// Workloads of all manners, each writing its line first.
void write_catalog(const std::filesystem::path& folder);
extern const std::vector<const char*> kJobs;

}  // namespace wls::simulation
