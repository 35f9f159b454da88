// The calls that wait and those that are under way, whatever one is made of (`Work`): whose turn it
// is, which are not made any more, and who is told the end. One thread, the reactor's.
//
// - At most `most_under_way` starts are under way, and as many stops: no start, however long it
// takes,
//   keeps a stop of another workload waiting. The order is call_queue.h's.
// - A start that did not get its turn before its window was over, or before its own stop was asked
//   for, is NotDone and was not begun.
// - How many wait is not limited here: EffectExecutor limits what it asks for.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <utility>

#include "base/clock.h"
#include "local/call_queue.h"
#include "local/effect_calls.h"
#include "local/reactor.h"

namespace wls::local {

template <class Work>
class CallBoard {
  public:
    using Ticket = CallQueue::Ticket;

    struct Call {
        CallRequest request;
        Work work;
        CallDone done;  // empty once answered
    };

    // Begins a call, which is then under way until end(). May end it at once.
    using Begin = std::function<void(Ticket, Call&)>;

    // `reactor` and `clock` outlive it.
    CallBoard(std::size_t most_under_way, Reactor& reactor, const Clock& clock, Begin begin)
        : most_under_way_(most_under_way),
          reactor_(reactor),
          clock_(clock),
          begin_(std::move(begin)) {}

    void add(CallRequest request, Work work, CallDone done) {
        if (request.edge == Edge::Stop) call_off_start_of(request.run);
        const Ticket ticket = ++last_ticket_;
        queue_.add(ticket, request.workload, request.edge);
        if (request.edge == Edge::Start) waiting_starts_[request.run] = ticket;
        calls_.emplace(ticket, Call{std::move(request), std::move(work), std::move(done)});
        begin_next();
    }

    // Null: it has ended.
    Call* find(Ticket ticket) {
        const auto found = calls_.find(ticket);
        return found == calls_.end() ? nullptr : &found->second;
    }

    // Of one that is under way.
    void end(Ticket ticket, CallResult result) {
        const Call call = std::move(calls_.at(ticket));
        calls_.erase(ticket);
        --under_way_[call.request.edge];
        queue_.done(call.request.workload);
        if (call.done) call.done(std::move(result));
        // Not from here: a row of calls that end at once would go ever deeper.
        reactor_.post([this] { begin_next(); });
    }

    // From now on nothing is begun.
    void close() { is_closed_ = true; }
    bool is_closed() const { return is_closed_; }

    // Answers all that are here, for good.
    void give_up(const CallResult& result) {
        waiting_starts_.clear();
        for (auto& [ticket, call] : std::exchange(calls_, {}))
            if (call.done) call.done(result);
    }

  private:
    // It keeps its place in the queue, where it then does nothing.
    void call_off_start_of(const RunId& run) {
        const auto start = waiting_starts_.extract(run);
        if (!start) return;
        const auto done = std::exchange(calls_.at(start.mapped()).done, {});
        done({CallResult::What::NotDone, "stopped before it was started"});
    }

    void begin_next() {
        for (const Edge edge : {Edge::Stop, Edge::Start})
            while (!is_closed_ && under_way_[edge] < most_under_way_) {
                const auto ticket = queue_.next(edge);
                if (!ticket) break;
                ++under_way_[edge];
                begin(*ticket, calls_.at(*ticket));
            }
    }

    void begin(Ticket ticket, Call& call) {
        if (!call.done) return end(ticket, {});
        if (call.request.edge == Edge::Start) waiting_starts_.erase(call.request.run);
        if (auto late = if_too_late(call.request, clock_.now()))
            return end(ticket, std::move(*late));
        begin_(ticket, call);
    }

    const std::size_t most_under_way_;
    Reactor& reactor_;
    const Clock& clock_;
    const Begin begin_;
    CallQueue queue_;
    std::map<Ticket, Call> calls_;            // waiting and under way
    std::map<RunId, Ticket> waiting_starts_;  // which a stop of their run calls off
    Ticket last_ticket_ = 0;
    std::map<Edge, std::size_t> under_way_;
    bool is_closed_ = false;
};

}  // namespace wls::local
