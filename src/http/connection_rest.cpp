// Connection: the rest between two pieces of a body that grows.
#include <netinet/tcp.h>
#include <poll.h>

#include <boost/asio/as_tuple.hpp>

#include "http/connection.h"

namespace wls::http {

namespace {

constexpr auto kQuietly = asio::as_tuple(kUseTask);

// A client whose machine is gone sends nothing, not even an end; the kernel asks it this often.
constexpr int kAskAfterSeconds = 30;
constexpr int kAskEverySeconds = 10;
constexpr int kAskTimes = 3;

}  // namespace

// Sends what was made so far and waits. Idle meanwhile, so that a stop need not wait for it. False:
// the answer is to be broken off.
Task<bool> Connection::rest(std::chrono::milliseconds pause) {
    if (!head_.empty()) {
        const bool sent = co_await write_all(head_, "");
        if (!sent) co_return false;
        head_.clear();
    }
    if (hall_.stopping || client_is_gone()) co_return false;
    asio::steady_timer timer(hall_.io, pause);
    resting_ = &timer;
    idle_ = true;
    co_await timer.async_wait(kQuietly);
    idle_ = false;
    resting_ = nullptr;
    co_return !abandoned_ && !client_is_gone();
}

void Connection::notice_dead_client() {
    const int socket = socket_.native_handle();
    const auto set = [&](int level, int name, int value) {
        ::setsockopt(socket, level, name, &value, sizeof value);
    };
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, kAskAfterSeconds);
    set(IPPROTO_TCP, TCP_KEEPINTVL, kAskEverySeconds);
    set(IPPROTO_TCP, TCP_KEEPCNT, kAskTimes);
}

// Also behind bytes that it sent before and nobody has read yet.
bool Connection::client_is_gone() {
    pollfd look{socket_.native_handle(), POLLRDHUP, 0};
    return ::poll(&look, 1, 0) > 0 && (look.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

}  // namespace wls::http
