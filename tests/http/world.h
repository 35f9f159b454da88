// A real server on a free port and raw clients for it. Every wait is for a fact, with a bound that
// only a hanging server reaches.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "http/server.h"

namespace wls::http {

class StoppedClock : public Clock {
  public:
    Instant now() const override { return Instant{}; }
    Moment moment() const override { return Moment{}; }
};

// One connection of a client. All calls block.
class Client {
  public:
    // `receive_buffer`: bytes that the kernel takes for us; 0 as usual.
    explicit Client(std::uint16_t port, int receive_buffer = 0);
    ~Client();
    Client(Client&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    Client& operator=(Client&&) = delete;

    // False when the server has closed the connection.
    bool send(std::string_view bytes);
    void end_sending();
    void reset();  // goes away with a RST

    // Reads until `end` has come, and returns all up to there; else what came before the end.
    std::string read_until(std::string_view end);
    std::string read_bytes(std::size_t size);

    // One answer: head, and a body of Content-Length or chunks (taken apart).
    struct Reply {
        int status = 0;
        std::string head, body;
        bool whole = false;  // false: the connection ended before
        bool has(std::string_view text) const { return head.contains(text); }
    };
    Reply read_reply(bool with_body = true);
    Reply get(std::string_view path);

    // True when the server has ended the connection and nothing more came.
    bool ends();

  private:
    bool receive();

    int descriptor_;
    std::string pending_;
};

class World : public testing::Test {
  protected:
    World();
    ~World() override;

    // Starts the server with `options` (host and port are set here) and what is in `router`.
    void start();
    void stop_and_join();

    Client connect() const { return Client(server->port()); }

    // What was logged so far.
    std::string log_text() const;
    // Waits until the log holds `text`.
    void wait_for_log(std::string_view text) const;

    ServerOptions options;
    Router router;
    std::unique_ptr<Server> server;
    std::thread io;

  private:
    int log_descriptor_;  // standard error goes there while the test runs
    int standard_error_;
    StoppedClock clock_;
    Log log_;
};

// Asks again until `fact` holds; fails the test when it never does.
void wait_for(const std::function<bool()>& fact, const char* what);

}  // namespace wls::http
