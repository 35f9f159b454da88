#include "app/unknown_runs.h"

#include <algorithm>
#include <set>
#include <string>

#include "local/process/keeper_search.h"

namespace wls::app {

namespace {

constexpr std::size_t kMostNamed = 10;

}  // namespace

void warn_of_unknown_runs(Log& log, const std::filesystem::path& data,
                          const std::vector<Run>& live) {
    std::set<std::string> known;
    for (const Run& run : live) known.insert(run.id.text());
    auto kept = local::kept_runs(data.string());
    std::erase_if(kept, [&](const local::KeptRun& run) { return known.contains(run.name); });
    for (std::size_t i = 0; i < std::min(kept.size(), kMostNamed); ++i)
        log.warning(
            "a run goes on that the database does not know as running; unless the window of its"
            " schedule takes it up now, nobody will stop it: end it with `kill " +
                std::to_string(kept[i].keeper) + "`",
            {{"run", kept[i].name}, {"keeper", kept[i].keeper}});
    if (kept.size() > kMostNamed)
        log.warning("there are more of them: `pgrep -af 'workload-scheduler keep'` lists all",
                    {{"runs", kept.size()}});
}

}  // namespace wls::app
