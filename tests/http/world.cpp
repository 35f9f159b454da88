#include "http/world.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace wls::http {

namespace {

// Only a server that hangs takes so long.
constexpr int kPatienceSeconds = 20;

}  // namespace

Client::Client(std::uint16_t port, int receive_buffer)
    : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{kPatienceSeconds, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (receive_buffer)
        ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(descriptor_);
        descriptor_ = -1;
    }
}

Client::~Client() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Client::end_sending() {
    ::shutdown(descriptor_, SHUT_WR);
}

void Client::reset() {
    const linger at_once{1, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(std::exchange(descriptor_, -1));
}

bool Client::receive() {
    std::array<char, 16 * 1024> bytes;
    const auto size = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
    if (size <= 0) {
        EXPECT_FALSE(size < 0 && errno == EAGAIN) << "the server hangs";
        return false;
    }
    pending_.append(bytes.data(), static_cast<std::size_t>(size));
    return true;
}

std::string Client::read_until(std::string_view end) {
    auto at = pending_.find(end);
    for (std::size_t seen = pending_.size(); at == std::string::npos && receive();
         seen = pending_.size())
        at = pending_.find(end, seen - std::min(seen, end.size()));
    return read_bytes(at == std::string::npos ? pending_.size() : at + end.size());
}

std::string Client::read_bytes(std::size_t size) {
    while (pending_.size() < size && receive()) {
    }
    std::string bytes = pending_.substr(0, size);
    pending_.erase(0, bytes.size());
    return bytes;
}

Client::Reply Client::read_reply(bool with_body) {
    Reply reply;
    reply.head = read_until("\r\n\r\n");
    if (!reply.head.ends_with("\r\n\r\n")) return reply;
    reply.status = std::stoi(reply.head.substr(9, 3));
    reply.whole = true;
    if (!with_body) return reply;
    if (reply.has("Transfer-Encoding: chunked\r\n")) {
        for (;;) {
            const std::string line = read_until("\r\n");
            const auto size = line.ends_with("\r\n") ? std::stoul(line, nullptr, 16) : 0;
            const std::string piece = read_bytes(size + 2);
            reply.whole = piece.size() == size + 2;
            if (size == 0 || !reply.whole) return reply;
            reply.body += piece.substr(0, size);
        }
    }
    const auto field = reply.head.find("Content-Length: ");
    if (field == std::string::npos) return reply;
    const auto size = std::stoul(reply.head.substr(field + 16));
    reply.body = read_bytes(size);
    reply.whole = reply.body.size() == size;
    return reply;
}

Client::Reply Client::get(std::string_view path) {
    send("GET " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n\r\n");
    return read_reply();
}

bool Client::ends() {
    while (receive()) {
    }
    return pending_.empty();
}

World::World()
    : log_descriptor_(::memfd_create("log", MFD_CLOEXEC)),
      standard_error_(::dup(STDERR_FILENO)),
      log_(LogFormat::Text, LogLevel::Info) {
    ::dup2(log_descriptor_, STDERR_FILENO);
    options.host = "127.0.0.1";
    options.port = 0;
    router.add("GET", "/hello",
               [](const Request&, const PathParameters&) -> Reply { return text(200, "hello"); });
    router.add("POST", "/echo", [](const Request& request, const PathParameters&) -> Reply {
        return text(200, request.body);
    });
}

World::~World() {
    if (io.joinable()) stop_and_join();
    server.reset();
    ::dup2(standard_error_, STDERR_FILENO);
    ::close(standard_error_);
    ::close(log_descriptor_);
}

void World::start() {
    server = std::make_unique<Server>(options, router, clock_, log_);
    const auto listening = server->listen();
    ASSERT_TRUE(listening) << listening.error().message;
    io = std::thread([this] { server->run(); });
}

void World::stop_and_join() {
    server->stop();
    io.join();
}

std::string World::log_text() const {
    std::string text;
    std::array<char, 4096> bytes;
    for (;;) {
        const auto size =
            ::pread(log_descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(text.size()));
        if (size <= 0) return text;
        text.append(bytes.data(), static_cast<std::size_t>(size));
    }
}

void World::wait_for_log(std::string_view text) const {
    wait_for([&] { return log_text().contains(text); }, std::string(text).c_str());
}

void wait_for(const std::function<bool()>& fact, const char* what) {
    for (int tries = 0; tries < kPatienceSeconds * 200; ++tries) {
        if (fact()) return;
        ::poll(nullptr, 0, 5);
    }
    FAIL() << "never came: " << what;
}

}  // namespace wls::http
