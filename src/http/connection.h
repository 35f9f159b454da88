// One connection of the server, and what all of them share. Only for server.cpp and
// connection*.cpp: here is Asio. Everything but Mailbox::put belongs to the io thread.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "http/request_parser.h"
#include "http/response_head.h"
#include "http/server.h"

namespace wls::http {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
template <class T = void>
using Task = asio::awaitable<T, Executor>;
inline constexpr asio::use_awaitable_t<Executor> kUseTask{};

class Connection;

// A connection's place in a request that is answered later; empty when the connection is gone.
struct Ticket {
    Connection* connection = nullptr;
};

// Brings later answers from any thread to the io thread. Outlives the server, closed: then it
// drops what comes.
class Mailbox : public std::enable_shared_from_this<Mailbox> {
  public:
    explicit Mailbox(asio::io_context& io) : io_(&io) {}
    void put(std::shared_ptr<Ticket> ticket, Response response);  // any thread
    void close();

  private:
    void deliver();

    std::mutex mutex_;
    asio::io_context* io_;
    std::vector<std::pair<std::shared_ptr<Ticket>, Response>> answers_;
};

// What the connections of a server share.
struct Hall {
    Hall(ServerOptions server_options, const Router& server_router, const Clock& server_clock,
         Log& server_log);

    // Time-outs are counted in ticks, not in timers of each connection: costs nothing per request.
    std::uint64_t ticks(std::chrono::milliseconds limit) const;

    ServerOptions options;
    const Router& router;
    const Clock& clocks;
    Log& log;
    DateLine date;
    RequestIds ids;
    std::set<Connection*> connections;
    std::size_t held = 0;  // bytes of bodies under way, both ways
    std::chrono::milliseconds tick_length;
    std::uint64_t tick = 0;
    bool stopping = false;
    std::function<void()> on_connection_end;
    std::shared_ptr<Mailbox> mailbox;
    asio::io_context io{1};  // last: what is still in it when it goes uses the members above
};

// Counts bytes of a body into what the server holds, as long as it lives.
class Held {
  public:
    explicit Held(Hall& hall) : hall_(hall) {}
    ~Held() { drop(); }
    Held(const Held&) = delete;
    void add(std::size_t bytes) {
        bytes_ += bytes;
        hall_.held += bytes;
    }
    void drop() { hall_.held -= std::exchange(bytes_, 0); }

  private:
    Hall& hall_;
    std::size_t bytes_ = 0;
};

class Connection {
  public:
    Connection(Socket socket, Hall& hall);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Serves requests until the client, a time-out, an error or a stop ends it.
    Task<> serve();

    void look_at_deadline();  // once a tick
    void close_if_idle();     // when the server begins to stop
    void abandon();           // when it must end now
    void answered(Response response);

  private:
    enum class Reading { Done, Closed, Refused, Full };

    Task<Reading> read_request(Held& held);
    Task<bool> fill_buffer();
    Task<std::optional<Response>> answer_later(Deferred deferred);
    Task<bool> send(Response& response);
    Task<bool> send_pieces(Response& response, Source& source, HeadFrame frame);
    Task<bool> rest(std::chrono::milliseconds pause);
    Task<bool> write_all(std::string_view first, std::string_view second);
    Task<> read_away();

    Reply handle();
    void tell_watch(Moment begun, int status) const;
    void start_deadline(std::chrono::milliseconds limit);
    void notice_dead_client();
    bool client_is_gone();
    void log_cause(const Response& response);

    Socket socket_;
    Hall& hall_;
    RequestParser parser_;
    Request request_;
    std::string_view route_;  // the pattern that the request matched
    std::string buffer_;      // bytes read; [used_, filled_) are not yet parsed
    std::size_t used_ = 0;
    std::size_t filled_ = 0;
    std::string head_;            // of the present response
    std::uint64_t deadline_ = 0;  // tick; 0: none
    bool idle_ = true;
    bool expired_ = false;
    bool abandoned_ = false;
    bool keep_alive_ = true;
    std::shared_ptr<Ticket> ticket_;
    std::optional<Response> later_;
    std::move_only_function<void()> resume_;
    asio::steady_timer* resting_ = nullptr;  // while a Source has nothing yet
};

}  // namespace wls::http
