#include "simulation/many.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

#include "simulation/simulation.h"

namespace wls::simulation {

namespace {

struct Count {
    std::uint64_t passed = 0;
    std::uint64_t failed = 0;
};

std::string replay(const Options& options, std::uint64_t seed) {
    std::string command = "simulation --seed " + std::to_string(seed) + " --trace";
    if (options.days) command += " --days " + std::to_string(*options.days);
    std::string kinds;
    for (const auto& kind : options.only) kinds += (kinds.empty() ? "" : ",") + kind;
    return kinds.empty() ? command : command + " --only " + kinds;
}

// One in `jobs` of the seeds, beginning with the `job`th.
Count run_share(const Options& options, int job) {
    Count count;
    const auto step = static_cast<std::uint64_t>(options.jobs);
    for (auto seed = options.first_seed + static_cast<std::uint64_t>(job);
         seed <= options.last_seed; seed += step) {
        const auto violation = Simulation(seed, options).run();
        if (!violation) {
            ++count.passed;
            continue;
        }
        ++count.failed;
        std::printf("seed %llu: %s\n%s\n  replay: %s\n", static_cast<unsigned long long>(seed),
                    violation->rule.c_str(), violation->rows.c_str(),
                    replay(options, seed).c_str());
        std::fflush(stdout);
        if (!options.keep_going) break;
    }
    return count;
}

// Each share in a process of its own, which tells its counts through a pipe.
Count run_shares(const Options& options) {
    Count all;
    int pipe[2];
    if (::pipe(pipe) != 0) return {0, 1};
    std::fflush(stdout);
    std::vector<pid_t> children;
    for (int job = 0; job < options.jobs; ++job) {
        const pid_t child = ::fork();
        if (child != 0) {
            children.push_back(child);
            continue;
        }
        const Count count = run_share(options, job);
        ::_exit(::write(pipe[1], &count, sizeof count) == sizeof count ? 0 : 1);
    }
    ::close(pipe[1]);
    for (Count count; ::read(pipe[0], &count, sizeof count) == sizeof count;) {
        all.passed += count.passed;
        all.failed += count.failed;
    }
    ::close(pipe[0]);
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        if (status != 0) ++all.failed;  // it ended before it could tell
    }
    return all;
}

}  // namespace

int simulate(const Options& options) {
    const Count count = options.jobs == 1 ? run_share(options, 0) : run_shares(options);
    std::printf("%llu passed, %llu failed\n", static_cast<unsigned long long>(count.passed),
                static_cast<unsigned long long>(count.failed));
    return count.failed == 0 ? 0 : 1;
}

}  // namespace wls::simulation
