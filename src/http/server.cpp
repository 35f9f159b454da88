#include "http/server.h"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <utility>

#include "http/connection.h"

namespace wls::http {

namespace {

using SystemError = boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
constexpr auto kQuietly = asio::as_tuple(kUseTask);

// How long accepting rests when the process or the machine is out of descriptors or memory, and
// after how many such rests the log says so again.
constexpr std::chrono::milliseconds kRest{100};
constexpr int kRestsPerWarning = 600;

std::string address(const std::string& host, std::uint16_t port) {
    const bool bare_v6 = host.contains(':') && !host.starts_with('[');
    return fmt::format("{}:{}", bare_v6 ? "[" + host + "]" : host, port);
}

Failure cannot_listen(const ServerOptions& options, const SystemError& error) {
    const auto unavailable = [](std::string sentence) {
        return fail(ErrorCode::Unavailable, std::move(sentence));
    };
    if (error == asio::error::address_in_use)
        return unavailable(fmt::format(
            "port {} on {} is already in use: stop the other program or choose another with --port",
            options.port, options.host));
    if (error == asio::error::access_denied)
        return unavailable(
            fmt::format("no permission to listen on {}: choose a port above 1023 with --port",
                        address(options.host, options.port)));
    if (error == boost::system::errc::address_not_available)
        return unavailable(fmt::format(
            "cannot listen on {}: {} is no address of this machine, choose another with --host",
            address(options.host, options.port), options.host));
    return unavailable(fmt::format("cannot listen on {}: {}, choose another with --host or --port",
                                   address(options.host, options.port), error.message()));
}

// The first address that `host` means, IPv4 before IPv6.
asio::ip::address resolve(asio::io_context& io, std::string host, SystemError& error) {
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    auto literal = asio::ip::make_address(host, error);
    if (!error) return literal;
    asio::ip::tcp::resolver resolver(io);
    const auto found = resolver.resolve(host, "", error);
    if (error) return {};
    for (const auto& entry : found)
        if (entry.endpoint().address().is_v4()) return entry.endpoint().address();
    return found.begin()->endpoint().address();
}

void open(Acceptor& acceptor, const asio::ip::tcp::endpoint& endpoint, SystemError& error) {
    acceptor.open(endpoint.protocol(), error);
    if (error) return;
    acceptor.set_option(Acceptor::reuse_address(true), error);
    SystemError ignored;  // "::" means every address of both families
    if (endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only(false), ignored);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (!error) acceptor.non_blocking(true, error);
}

Task<> serve(std::unique_ptr<Connection> connection) {
    co_await connection->serve();
}

}  // namespace

struct Server::State {
    State(ServerOptions options, const Router& router, const Clock& clock, Log& log)
        : hall(std::move(options), router, clock, log),
          acceptor(hall.io),
          ticker(hall.io),
          rest(hall.io) {
        hall.on_connection_end = [this] { end_if_empty(); };
    }
    ~State() {
        hall.on_connection_end = [] {};
        hall.mailbox->close();
    }

    Task<> accept();
    Task<> count_ticks();
    void take(Socket socket);
    void turn_away(Socket socket);
    void begin_stop();
    void end_if_empty();
    template <class Work>
    void spawn(Work work);

    Hall hall;
    Acceptor acceptor;
    asio::steady_timer ticker;
    asio::steady_timer rest;
    std::uint16_t port = 0;
    std::uint64_t last_tick = 0;  // when stopping: abandon what is left then
    int rests = 0;
};

template <class Work>
void Server::State::spawn(Work work) {
    asio::co_spawn(hall.io, std::move(work), [this](const std::exception_ptr& thrown) {
        if (!thrown) return;
        try {
            std::rethrow_exception(thrown);
        } catch (const std::exception& exception) {
            hall.log.error("connection broken", {{"cause", exception.what()}});
        } catch (...) {
            hall.log.error("connection broken");
        }
    });
}

Task<> Server::State::accept() {
    while (!hall.stopping) {
        Socket socket(hall.io);
        const auto [error] = co_await acceptor.async_accept(socket, kQuietly);
        if (hall.stopping) co_return;
        if (!error) {
            rests = 0;
            take(std::move(socket));
            continue;
        }
        if (error == asio::error::connection_aborted) continue;
        if (rests++ % kRestsPerWarning == 0)
            hall.log.warning("cannot accept connections", {{"cause", error.message()}});
        rest.expires_after(kRest);
        co_await rest.async_wait(kQuietly);
    }
}

void Server::State::take(Socket socket) {
    if (hall.connections.size() >= hall.options.connections_limit)
        turn_away(std::move(socket));
    else
        spawn(serve(std::make_unique<Connection>(std::move(socket), hall)));
}

// Says so as far as one write goes, and keeps nothing of it.
void Server::State::turn_away(Socket socket) {
    Response response = detail(503, "The server has too many connections, try again");
    response.headers.emplace_back("Retry-After", "1");
    std::string id;
    hall.ids.choose(id, std::nullopt);
    std::string bytes;
    write_head(bytes, response,
               {.request_id = id,
                .date_and_server = hall.date.text(),
                .length = response.text().size(),
                .keep_alive = false});
    bytes += response.text();
    SystemError ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(bytes), ignored);
    socket.shutdown(Socket::shutdown_send, ignored);
    // What has come is read, so that closing does not reset the connection under the answer.
    socket.read_some(asio::buffer(bytes), ignored);
}

Task<> Server::State::count_ticks() {
    while (!hall.stopping || !hall.connections.empty()) {
        ticker.expires_after(hall.tick_length);
        co_await ticker.async_wait(kQuietly);
        ++hall.tick;
        const bool is_last = hall.stopping && hall.tick >= last_tick;
        for (Connection* connection : hall.connections)
            is_last ? connection->abandon() : connection->look_at_deadline();
    }
}

void Server::State::begin_stop() {
    if (hall.stopping) return;
    hall.stopping = true;
    last_tick = hall.ticks(hall.options.stop_limit);
    SystemError ignored;
    acceptor.close(ignored);
    rest.cancel();
    for (Connection* connection : hall.connections) connection->close_if_idle();
    end_if_empty();
}

void Server::State::end_if_empty() {
    if (hall.stopping && hall.connections.empty()) ticker.cancel();
}

Server::Server(ServerOptions options, const Router& router, const Clock& clock, Log& log)
    : state_(std::make_unique<State>(std::move(options), router, clock, log)) {}

Server::~Server() = default;

Result<void> Server::listen() {
    const ServerOptions& options = state_->hall.options;
    SystemError error;
    const auto host = resolve(state_->hall.io, options.host, error);
    if (error)
        return fail(ErrorCode::Unavailable,
                    fmt::format("cannot listen on {}: the host '{}' is unknown, choose another "
                                "with --host",
                                address(options.host, options.port), options.host));
    open(state_->acceptor, {host, options.port}, error);
    SystemError ignored;
    if (error) {
        state_->acceptor.close(ignored);
        return cannot_listen(options, error);
    }
    state_->port = state_->acceptor.local_endpoint(ignored).port();
    return {};
}

std::uint16_t Server::port() const {
    return state_->port;
}

void Server::run() {
    state_->spawn(state_->accept());
    state_->spawn(state_->count_ticks());
    state_->hall.io.run();
}

void Server::stop() {
    asio::post(state_->hall.io, [state = state_.get()] { state->begin_stop(); });
}

}  // namespace wls::http
