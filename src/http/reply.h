// What a handler returns: an answer, or a promise to answer later.
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <variant>

#include "http/response.h"

namespace wls::http {

// Where a later answer goes. Copies share one destination.
class Answer {
  public:
    using Sink = std::function<void(Response)>;

    explicit Answer(Sink sink) : slot_(std::make_shared<Slot>(std::move(sink))) {}

    // Hands the answer over; the first call counts, later ones are ignored. Any thread, at any
    // time: when the client or the server is gone, nothing happens. When the last copy dies
    // without an answer, the client gets 500. Calls must not be concurrent with each other.
    void operator()(Response response) const { slot_->send(std::move(response)); }

  private:
    struct Slot {
        explicit Slot(Sink destination) : sink(std::move(destination)) {}
        Slot(const Slot&) = delete;
        Slot& operator=(const Slot&) = delete;
        ~Slot() {
            if (!sink) return;
            Response dropped = detail(500, "Internal Server Error");
            dropped.cause = "a deferred request was dropped without an answer";
            send(std::move(dropped));
        }
        void send(Response response) {
            if (const Sink once = std::exchange(sink, nullptr)) once(std::move(response));
        }
        Sink sink;
    };
    std::shared_ptr<Slot> slot_;
};

// Called in the io thread at once, after the handler has returned: hands the work to whoever
// does it, with the Answer. Must not block. The request still lives during the call, not later.
using Deferred = std::move_only_function<void(Answer)>;

using Reply = std::variant<Response, Deferred>;

}  // namespace wls::http
