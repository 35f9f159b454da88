#include "simulation/real/journal.h"

#include <charconv>
#include <fstream>
#include <sstream>
#include <string>

namespace wls::simulation {

const std::vector<const char*> kJobs = {"Quick", "Fails", "Short", "Long", "Stubborn", "Forks"};

void write_catalog(const std::filesystem::path& folder) {
    const char* const after[] = {"exit 0",
                                 "exit 3",
                                 "sleep 0.4",
                                 "sleep 60",
                                 "trap \"\" TERM; for i in 1 2 3 4 5 6; do sleep 10; done",
                                 "sleep 50 & sleep 0.2"};
    std::ofstream catalog(folder / "catalog.yaml");
    catalog << "workloads:\n";
    for (std::size_t i = 0; i < kJobs.size(); ++i)
        catalog << "  - name: " << kJobs[i]
                << "\n    mode: task\n    stop_grace: 1s\n    process: {run: [/bin/sh, -c, '"
                << "echo \"$WORKLOAD_SCHEDULER_RUN $(date +%s%6N)\" >> journal; " << after[i]
                << "']}\n";
}

std::vector<Execution> read_journal(const std::filesystem::path& file) {
    std::ifstream lines(file);
    std::vector<Execution> executions;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string name;
        std::int64_t microseconds = 0;
        words >> name >> microseconds;
        if (const auto run = RunId::parse(name))
            executions.push_back({*run, Instant{Duration{microseconds}}});
    }
    return executions;
}

}  // namespace wls::simulation
