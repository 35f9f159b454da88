#include "engine/unrecorded_stops.h"

#include <algorithm>

#include "domain/retry.h"

namespace wls {

bool UnrecordedStops::is_to_order(const RunId& run, Moment now) {
    Order& order = orders_[run];
    if (order.times > 0 && now < order.again_at) return false;
    order.times += 1;
    order.again_at = now + back_off(order.times);
    return true;
}

bool UnrecordedStops::keep(Report& report) {
    if (report.what != Report::What::Stopped || !orders_.contains(report.run)) return false;
    ends_.push_back(std::move(report));
    return true;
}

std::set<RunId> UnrecordedStops::ended() const {
    std::set<RunId> runs;
    for (const auto& report : ends_) runs.insert(report.run);
    return runs;
}

std::vector<Report> UnrecordedStops::take(const std::set<RunId>& settled) {
    std::vector<Report> taken;
    std::erase_if(ends_, [&](const Report& report) {
        if (!settled.contains(report.run)) return false;
        taken.push_back(report);
        return true;
    });
    return taken;
}

}  // namespace wls
