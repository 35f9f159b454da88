#include "local/call_queue.h"

#include <utility>

namespace wls::local {

void CallQueue::add(Ticket ticket, const std::string& workload, Edge edge) {
    Line& line = lines_[workload];
    line.calls.push_back({ticket, edge});
    if (!line.busy) make_ready(workload, line);
}

void CallQueue::make_ready(const std::string& workload, Line& line) {
    line.busy = true;
    lane(line.calls.front().edge).push_back(workload);
}

std::optional<CallQueue::Ticket> CallQueue::next(Edge edge) {
    auto& ready = lane(edge);
    if (ready.empty()) return {};
    Line& line = lines_[ready.front()];
    ready.pop_front();
    const Ticket ticket = line.calls.front().ticket;
    line.calls.pop_front();
    return ticket;
}

void CallQueue::done(const std::string& workload) {
    const auto line = lines_.find(workload);
    if (line == lines_.end()) return;
    if (line->second.calls.empty())
        lines_.erase(line);
    else
        make_ready(workload, line->second);
}

}  // namespace wls::local
