#include "simulation/life_model.h"

namespace wls::simulation {

void LifeModel::take_up(Instant now) {
    if (!version.row.active) return;  // inactive: nothing changes until it is active again
    if (workload != taken_workload) {
        taken_workload = workload;
        taken_window.reset();
        occurrence.reset();
    }
    const auto& window = version.window;
    if (workload.empty() || !window) return;
    if (taken_window == window && taken_revision == version.revision) return;
    const bool goes_on =
        taken_window && occurrence && taken_window->contains(now) && window->contains(now);
    if (!goes_on) occurrence = window->start_at;
    taken_window = window;
    taken_revision = version.revision;
    taken_up_at = now;
}

bool LifeModel::owes_stop(const RunId& run, const std::string& of, Instant at) const {
    if (gone) return true;
    if (!version.row.active) return false;
    if (!version.window || version.window->empty()) return true;
    return workload != of || occurrence != run.occurrence_at || version.window->over(at);
}

std::optional<Window> window_of_row(const fakes::SeedRow& row, Pass start, Pass end,
                                    const Zone& zone) {
    const auto first = parse_table_text(row.start_time), last = parse_table_text(row.end_time);
    if (!first || !last) return {};
    const Window window{zone.to_instant(*first, start), zone.to_instant(*last, end)};
    // Between the passes of a repeated hour an end may be before a start that reads earlier. A
    // window that a clock change swallows is written the right way round, and empty.
    if (window.end_at < window.start_at || (window.empty() && *last <= *first)) return {};
    return window;
}

}  // namespace wls::simulation
