#include "http/connection.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <utility>

namespace wls::http {

namespace {

constexpr auto kQuietly = asio::as_tuple(kUseTask);
using SystemError = boost::system::error_code;

constexpr std::size_t kFirstBuffer = 4 * 1024;

// Memory of a larger body is not kept for the connection's next request.
constexpr std::size_t kKeptBody = 64 * 1024;

// After a refusal the client may still be sending; closing at once would reset the connection
// and take the answer with it. So what comes is read away, this long and this much.
constexpr std::chrono::milliseconds kReadAwayTime{2'000};
constexpr std::size_t kReadAwayBytes = 16 * 1024 * 1024;

Response broken(const char* cause) {
    Response response = detail(500, "Internal Server Error");
    response.cause = cause;
    return response;
}

}  // namespace

Hall::Hall(ServerOptions server_options, const Router& server_router, const Clock& server_clock,
           Log& server_log)
    : options(std::move(server_options)),
      router(server_router),
      clocks(server_clock),
      log(server_log),
      date(server_clock),
      mailbox(std::make_shared<Mailbox>(io)) {
    using std::chrono::milliseconds;
    const auto shortest =
        std::min({options.idle_limit, options.read_limit, options.write_limit, options.stop_limit});
    tick_length = std::clamp(shortest / 4, milliseconds{5}, milliseconds{1'000});
}

std::uint64_t Hall::ticks(std::chrono::milliseconds limit) const {
    // One more, because the present tick is partly over.
    return tick + static_cast<std::uint64_t>(limit / tick_length) + 1;
}

void Mailbox::put(std::shared_ptr<Ticket> ticket, Response response) {
    const std::lock_guard lock(mutex_);
    if (!io_) return;
    answers_.emplace_back(std::move(ticket), std::move(response));
    // One wake-up for all that comes until the io thread looks.
    if (answers_.size() == 1) asio::post(*io_, [self = shared_from_this()] { self->deliver(); });
}

void Mailbox::deliver() {
    std::vector<std::pair<std::shared_ptr<Ticket>, Response>> answers;
    {
        const std::lock_guard lock(mutex_);
        answers.swap(answers_);
    }
    for (auto& [ticket, response] : answers)
        if (ticket->connection) ticket->connection->answered(std::move(response));
}

void Mailbox::close() {
    const std::lock_guard lock(mutex_);
    io_ = nullptr;
    answers_.clear();
}

Connection::Connection(Socket socket, Hall& hall)
    : socket_(std::move(socket)),
      hall_(hall),
      parser_({hall.options.header_limit, hall.options.body_limit}),
      buffer_(kFirstBuffer, '\0') {
    hall_.connections.insert(this);
    SystemError ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

Connection::~Connection() {
    if (ticket_) ticket_->connection = nullptr;
    hall_.connections.erase(this);
    hall_.on_connection_end();
}

void Connection::start_deadline(std::chrono::milliseconds limit) {
    deadline_ = hall_.ticks(limit);
}

void Connection::look_at_deadline() {
    if (deadline_ == 0 || hall_.tick < deadline_) return;
    deadline_ = 0;
    expired_ = true;
    SystemError ignored;
    socket_.cancel(ignored);
}

void Connection::close_if_idle() {
    if (idle_) abandon();
}

void Connection::abandon() {
    abandoned_ = true;
    SystemError ignored;
    socket_.close(ignored);
    if (resume_) asio::post(hall_.io, std::exchange(resume_, nullptr));
    if (resting_) resting_->cancel();
}

void Connection::answered(Response response) {
    if (later_ || !ticket_) return;
    ticket_.reset();
    later_ = std::move(response);
    if (resume_) std::exchange(resume_, nullptr)();
}

Task<> Connection::serve() {
    while (keep_alive_ && !abandoned_ && !hall_.stopping) {
        Held held(hall_);
        const Reading reading = co_await read_request(held);
        if (reading == Reading::Closed) co_return;
        hall_.ids.choose(request_.id, request_.header("X-Request-Id"));
        keep_alive_ = parser_.keeps_alive();
        const Moment begun = hall_.options.watch ? hall_.clocks.moment() : Moment{};
        route_ = {};
        std::optional<Response> response;
        if (reading != Reading::Done) {  // nobody reads what has come of it
            request_.body = {};
            held.drop();
        }
        if (reading == Reading::Refused) {
            response = detail(parser_.refused() ? parser_.refused() : 408,
                              parser_.refused() ? parser_.why() : "The request took too long");
        } else if (reading == Reading::Full || hall_.held > hall_.options.memory_limit) {
            keep_alive_ = keep_alive_ && reading == Reading::Done;
            response = detail(503, "Too much is under way: try again in a moment")
                           .with_header("Retry-After", "1");
        } else {
            Reply reply = handle();
            if (auto* deferred = std::get_if<Deferred>(&reply))
                response = co_await answer_later(std::move(*deferred));
            else
                response = std::get<Response>(std::move(reply));
        }
        if (!response) co_return;
        tell_watch(begun, response->status);
        deadline_ = 0;
        expired_ = false;
        held.add(response->text().size());
        if (request_.body.capacity() > kKeptBody) request_.body = {};
        const bool sent = co_await send(*response);
        if (!sent) co_return;
        if (reading != Reading::Done) co_await read_away();
    }
}

// Bodies count while they are read: thousands of clients that send slowly hold memory too. They may
// have half of it, so that requests without a body are served all the same.
Task<Connection::Reading> Connection::read_request(Held& held) {
    parser_.start(request_);
    idle_ = true;
    start_deadline(hall_.options.idle_limit);
    bool continued = false;
    std::size_t counted = 0;  // of the body
    for (;;) {
        if (used_ < filled_) {
            used_ += parser_.put({buffer_.data() + used_, filled_ - used_});
            if (parser_.refused()) co_return Reading::Refused;
            held.add(request_.body.size() - std::exchange(counted, request_.body.size()));
            if (counted > 0 && hall_.held > hall_.options.memory_limit / 2) co_return Reading::Full;
            if (parser_.is_done()) break;
        }
        if (idle_ && parser_.is_started()) {
            idle_ = false;
            start_deadline(hall_.options.read_limit);
        }
        if (!continued && parser_.expects_continue() && used_ == filled_) {
            continued = true;
            const bool sent = co_await write_all("HTTP/1.1 100 Continue\r\n\r\n", "");
            if (!sent) co_return Reading::Closed;
        }
        const bool more = co_await fill_buffer();
        if (!more) co_return expired_&& parser_.is_started() ? Reading::Refused : Reading::Closed;
    }
    idle_ = false;
    deadline_ = 0;
    co_return Reading::Done;
}

Task<bool> Connection::fill_buffer() {
    if (used_ == filled_) used_ = filled_ = 0;
    if (filled_ == buffer_.size()) {
        if (used_ > 0) {
            buffer_.erase(0, used_);
            filled_ -= std::exchange(used_, 0);
        }
        // One byte more than the parser waits for before it refuses.
        const std::size_t largest = hall_.options.header_limit + kFirstBuffer;
        if (filled_ == buffer_.size()) buffer_.resize(std::min(largest, buffer_.size() * 2));
    }
    if (filled_ == buffer_.size() || abandoned_ || expired_) co_return false;
    const auto [error, size] = co_await socket_.async_read_some(
        asio::buffer(buffer_.data() + filled_, buffer_.size() - filled_), kQuietly);
    filled_ += size;
    co_return !error && !abandoned_;
}

Reply Connection::handle() {
    try {
        return hall_.router.handle(request_, route_);
    } catch (const std::exception& exception) {
        return broken(exception.what());
    } catch (...) {
        return broken("a handler threw something that is no std::exception");
    }
}

void Connection::tell_watch(Moment begun, int status) const {
    if (!hall_.options.watch) return;
    hall_.options.watch({request_.method, route_, status, hall_.clocks.moment() - begun});
}

Task<std::optional<Response>> Connection::answer_later(Deferred deferred) {
    ticket_ = std::make_shared<Ticket>(Ticket{this});
    later_.reset();
    try {
        deferred(Answer([mailbox = hall_.mailbox, ticket = ticket_](Response response) {
            mailbox->put(ticket, std::move(response));
        }));
    } catch (const std::exception& exception) {
        later_ = broken(exception.what());
    } catch (...) {
        later_ = broken("a deferred handler threw something that is no std::exception");
    }
    deferred = nullptr;  // whatever it holds, it must not hold the answer back
    if (!later_)
        co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
            [this](auto handler) { resume_ = std::move(handler); }, kUseTask);
    if (ticket_) ticket_->connection = nullptr;
    ticket_.reset();
    co_return std::exchange(later_, std::nullopt);
}

void Connection::log_cause(const Response& response) {
    if (response.cause.empty()) return;
    hall_.log.error("request failed", {{"request", request_.id},
                                       {"method", request_.method},
                                       {"target", request_.target},
                                       {"status", response.status},
                                       {"cause", response.cause}});
}

Task<bool> Connection::send(Response& response) {
    log_cause(response);
    if (hall_.stopping) keep_alive_ = false;
    HeadFrame frame{.request_id = request_.id,
                    .date_and_server = hall_.date.text(),
                    .length = response.length,
                    .keep_alive = keep_alive_,
                    .http11 = parser_.is_http11()};
    const bool bare = !may_have_body(response.status);
    auto* source = std::get_if<Source>(&response.body);
    std::string_view body = response.text();
    if (bare)
        frame.length.reset();
    else if (!source)
        frame.length = body.size();
    else if (!frame.length && frame.http11)
        frame.chunked = true;
    else if (!frame.length)
        frame.keep_alive = keep_alive_ = false;  // HTTP/1.0: the body ends with the connection

    const bool silent = bare || request_.method == "HEAD";
    if (source && !silent) return send_pieces(response, *source, frame);
    head_.clear();
    write_head(head_, response, frame);
    return write_all(head_, silent ? std::string_view() : body);
}

Task<bool> Connection::send_pieces(Response& response, Source& source, HeadFrame frame) {
    head_.clear();
    write_head(head_, response, frame);
    std::uint64_t left = frame.length.value_or(0);
    if (response.pause) notice_dead_client();
    for (;;) {
        Result<std::optional<std::string>> piece = std::nullopt;
        try {
            piece = source();
        } catch (const std::exception& exception) {
            piece = fail(ErrorCode::Internal, exception.what());
        } catch (...) {
            piece = fail(ErrorCode::Internal, "a source threw something that is no std::exception");
        }
        const bool too_long = piece && *piece && frame.length && (*piece)->size() > left;
        const bool too_short = piece && !*piece && frame.length && left > 0;
        if (!piece || too_long || too_short) {
            response.cause =
                piece ? "the body is not as long as its length" : piece.error().message;
            log_cause(response);
            co_return false;
        }
        if (!*piece) break;
        if (response.pause && hall_.stopping) co_return false;
        if ((*piece)->empty()) {
            if (abandoned_) co_return false;
            if (response.pause) {
                const bool goes_on = co_await rest(*response.pause);
                if (!goes_on) co_return false;
            } else {
                co_await asio::post(hall_.io, kUseTask);
            }
            continue;
        }
        left -= frame.length ? (*piece)->size() : 0;
        Held held(hall_);
        held.add((*piece)->size());
        if (frame.chunked) {
            head_ += fmt::format("{:x}\r\n", (*piece)->size());
            **piece += "\r\n";
        }
        const bool sent = co_await write_all(head_, **piece);
        if (!sent) co_return false;
        head_.clear();
        // Others have their turn between two pieces, however fast this client reads.
        co_await asio::post(hall_.io, kUseTask);
    }
    if (frame.chunked) head_ += "0\r\n\r\n";
    if (head_.empty()) co_return true;
    co_return co_await write_all(head_, "");
}

Task<bool> Connection::write_all(std::string_view first, std::string_view second) {
    std::array<asio::const_buffer, 2> buffers{asio::buffer(first.data(), first.size()),
                                              asio::buffer(second.data(), second.size())};
    SystemError error;
    std::size_t size = abandoned_ ? 0 : socket_.write_some(buffers, error);
    if (abandoned_) co_return false;
    const auto reading_deadline = deadline_;
    while (size < buffers[0].size() + buffers[1].size()) {
        if (error && error != asio::error::would_block) co_return false;
        const auto of_first = std::min(size, buffers[0].size());
        buffers[0] += of_first;
        buffers[1] += size - of_first;
        if (expired_ || abandoned_) co_return false;
        start_deadline(hall_.options.write_limit);
        std::tie(error, size) = co_await socket_.async_write_some(buffers, kQuietly);
    }
    deadline_ = reading_deadline;
    co_return !expired_ && !abandoned_;
}

Task<> Connection::read_away() {
    SystemError ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    expired_ = false;
    start_deadline(kReadAwayTime);
    std::size_t bytes = 0;
    while (bytes < kReadAwayBytes && !expired_ && !abandoned_) {
        const auto [error, size] =
            co_await socket_.async_read_some(asio::buffer(buffer_), kQuietly);
        if (error) co_return;
        bytes += size;
    }
}

}  // namespace wls::http
