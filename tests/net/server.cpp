#include "net/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <stdexcept>

namespace wls::net {

namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

int bound_socket(std::uint16_t& port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (fd < 0 || ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("no free port");
    port = ntohs(address.sin_port);
    return fd;
}

std::string lowered(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

}  // namespace

// --- One connection ------------------------------------------------------------------------------

bool Talk::read_more() {
    char bytes[16 * 1024];
    const auto count = tls_ != nullptr ? static_cast<ssize_t>(SSL_read(tls_, bytes, sizeof bytes))
                                       : ::recv(fd_, bytes, sizeof bytes, 0);
    if (count <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(count));
    return true;
}

Asked Talk::read() {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == buffer_.npos)
        if (!read_more()) throw Gone{};
    const std::string head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);

    Asked asked;
    const auto line = head.substr(0, head.find("\r\n"));
    asked.method = line.substr(0, line.find(' '));
    asked.target = line.substr(line.find(' ') + 1, line.rfind(' ') - line.find(' ') - 1);
    for (auto at = line.size() + 2; at < head.size();) {
        const auto stop = head.find("\r\n", at);
        const auto field = head.substr(at, stop - at);
        const auto colon = field.find(':');
        const auto value = field.find_first_not_of(' ', colon + 1);
        asked.headers[lowered(field.substr(0, colon))] =
            value == field.npos ? "" : field.substr(value);
        at = stop + 2;
    }
    const auto length = asked.headers.find("content-length");
    const std::size_t size = length == asked.headers.end() ? 0 : std::stoul(length->second);
    while (buffer_.size() < size)
        if (!read_more()) throw Gone{};
    asked.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    const std::lock_guard lock(server_.mutex_);
    server_.asked_.push_back(asked);
    return asked;
}

void Talk::write(std::string_view text) {
    while (!text.empty()) {
        const auto count =
            tls_ != nullptr
                ? static_cast<ssize_t>(SSL_write(tls_, text.data(), static_cast<int>(text.size())))
                : ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
        if (count <= 0) throw Gone{};
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

void Talk::answer(int status, const std::string& headers, std::string_view body) {
    write("HTTP/1.1 " + std::to_string(status) + " Whatever\r\n" + headers +
          "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body));
}

void Talk::wait_for_close() {
    while (read_more()) buffer_.clear();
}

void Talk::reset() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    throw Gone{};
}

// --- The server ----------------------------------------------------------------------------------

Server::Server(Script script, const Identity* identity)
    : script_(std::move(script)), tls_(nullptr, &SSL_CTX_free), listener_(bound_socket(port_)) {
    if (identity != nullptr) {
        tls_.reset(SSL_CTX_new(TLS_server_method()));
        if (!tls_ || SSL_CTX_use_certificate(tls_.get(), identity->certificate.get()) != 1 ||
            SSL_CTX_use_PrivateKey(tls_.get(), identity->key.get()) != 1)
            throw std::runtime_error("no TLS server");
    }
    ::listen(listener_, 128);
    acceptor_ = std::thread([this] { accept_all(); });
}

Server::~Server() {
    std::list<std::thread> threads;
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
    }
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    threads.swap(threads_);
    for (auto& thread : threads) thread.join();
    ::close(listener_);
}

std::string Server::url(const std::string& path, const std::string& host) const {
    return (tls_ ? "https://" : "http://") + host + ":" + std::to_string(port_) + path;
}

std::vector<Asked> Server::asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
}

int Server::connections() const {
    const std::lock_guard lock(mutex_);
    return connections_;
}

void Server::accept_all() {
    while (true) {
        const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        const std::lock_guard lock(mutex_);
        if (stopping_ || socket < 0) {
            if (socket >= 0) ::close(socket);
            if (stopping_) return;
            continue;
        }
        ++connections_;
        sockets_.push_back(socket);
        threads_.emplace_back([this, socket] { serve(socket); });
    }
}

void Server::serve(int socket) {
    sigset_t pipe;  // OpenSSL writes to sockets that the client may have closed
    ::sigemptyset(&pipe);
    ::sigaddset(&pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    SSL* tls = nullptr;
    try {
        if (tls_) {
            tls = SSL_new(tls_.get());
            SSL_set_fd(tls, socket);
            if (SSL_accept(tls) != 1) throw Gone{};
        }
        Talk talk(*this, socket, tls);
        script_(talk);
    } catch (const Gone&) {  // NOLINT(bugprone-empty-catch): nothing more is said
    }
    SSL_free(tls);
    const std::lock_guard lock(mutex_);
    sockets_.remove(socket);
    ::close(socket);
}

Server::Script always(int status, const std::string& headers, const std::string& body) {
    return [=](Talk& talk) {
        while (true) {
            talk.read();
            talk.answer(status, headers, body);
        }
    };
}

// --- Ports that do not serve ---------------------------------------------------------------------

ClosedPort::ClosedPort() : socket_(bound_socket(port_)) {}

ClosedPort::~ClosedPort() {
    ::close(socket_);
}

SilentPort::SilentPort() : listener_(bound_socket(port_)) {
    ::listen(listener_, 0);
    const sockaddr_in address = loopback(port_);
    for (int i = 0; i < 4; ++i) {
        queue_.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        [[maybe_unused]] const int under_way =
            ::connect(queue_.back(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
}

SilentPort::~SilentPort() {
    for (const int socket : queue_) ::close(socket);
    ::close(listener_);
}

}  // namespace wls::net
