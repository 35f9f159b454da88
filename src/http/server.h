// The HTTP/1.1 server: connections, limits and time-outs around a Router. All requests are read,
// handled and answered in one io thread, the one that calls run().
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "http/router.h"

namespace wls::http {

// One request that was answered, for whoever counts.
struct Exchange {
    std::string_view method;  // as sent: anything
    std::string_view route;   // the pattern that matched; empty when none did
    int status = 0;
    Duration took{};  // from its last byte to its answer, before that is sent
};

struct ServerOptions {
    std::string host = "0.0.0.0";  // an IPv4 or IPv6 address, or a name
    std::uint16_t port = 8000;     // 0 picks a free one

    std::size_t connections_limit = 4096;  // beyond: 503 and closed
    std::size_t header_limit = 16 * 1024;  // bytes; beyond: 431
    std::size_t body_limit = 1024 * 1024;  // bytes; beyond: 413
    // Bytes of bodies under way, both ways; beyond: 503. Requests may have half of it.
    std::size_t memory_limit = 128 * 1024 * 1024;
    std::chrono::milliseconds idle_limit{75'000};   // between two requests
    std::chrono::milliseconds read_limit{30'000};   // one request, first byte to last
    std::chrono::milliseconds write_limit{30'000};  // without progress
    std::chrono::milliseconds stop_limit{10'000};   // for requests in flight when stopping

    std::function<void(const Exchange&)> watch = {};  // in the io thread; may be empty
};

class Server {
  public:
    // `router`, `clock` and `log` outlive the server. The clock gives the Date field.
    Server(ServerOptions options, const Router& router, const Clock& clock, Log& log);
    ~Server();  // not while run() runs; answers that come later are dropped

    // Takes the port. Unavailable, with one sentence that names host and port and the way out,
    // when it is taken, not permitted or no address of this machine.
    Result<void> listen();

    // The port taken by listen().
    std::uint16_t port() const;

    // Serves until stop() was called and the last request in flight is answered, or stop_limit
    // has passed. Call once, after listen().
    void run();

    // Takes no more connections, closes the idle ones, lets requests in flight (deferred ones too)
    // finish. Returns at once; idempotent. Any thread.
    void stop();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace wls::http
