// Which call is next: calls of one workload one after the other, in the order of asking; across
// workloads, starts and stops each have a lane. Holds tickets, not the calls. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "domain/transition.h"

namespace wls::local {

class CallQueue {
  public:
    using Ticket = std::uint64_t;

    void add(Ticket ticket, const std::string& workload, Edge edge);

    // The next start, or stop, that may begin, which then holds its workload until done(); nothing
    // when all that wait wait for calls of their own workload.
    std::optional<Ticket> next(Edge edge);

    void done(const std::string& workload);

  private:
    struct Waiting {
        Ticket ticket;
        Edge edge;
    };
    struct Line {
        std::deque<Waiting> calls;
        bool busy = false;  // one is under way, or the first stands in `ready_`
    };

    void make_ready(const std::string& workload, Line& line);
    std::deque<std::string>& lane(Edge edge) {
        return edge == Edge::Stop ? ready_stops_ : ready_starts_;
    }

    std::map<std::string, Line> lines_;
    std::deque<std::string> ready_stops_, ready_starts_;  // workloads whose first call may begin
};

}  // namespace wls::local
