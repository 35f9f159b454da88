#include "support/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace wls::support {

namespace {

constexpr int kPatienceSeconds = 30;

class Socket {
  public:
    explicit Socket(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const timeval patience{kPatienceSeconds, 0};
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error(std::string("cannot connect: ") + std::strerror(errno));
    }
    ~Socket() { ::close(fd_); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;  // the server may have answered and closed already
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    // Waits for more; false at the end.
    bool read(std::string& bytes) {
        char buffer[65'536];
        const auto got = ::recv(fd_, buffer, sizeof buffer, 0);
        if (got > 0) bytes.append(buffer, static_cast<std::size_t>(got));
        return got > 0;
    }

    std::string read_all() {
        std::string bytes;
        while (read(bytes)) {
        }
        return bytes;
    }

  private:
    int fd_;
};

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string joined_chunks(std::string_view chunked) {
    std::string body;
    while (!chunked.empty()) {
        const auto line = chunked.find("\r\n");
        if (line == std::string_view::npos) throw std::runtime_error("a chunk is cut off");
        const auto size = std::stoul(std::string(chunked.substr(0, line)), nullptr, 16);
        if (size == 0) return body;
        if (chunked.size() < line + 2 + size + 2) throw std::runtime_error("a chunk is cut off");
        body += chunked.substr(line + 2, size);
        chunked.remove_prefix(line + 2 + size + 2);
    }
    throw std::runtime_error("the last chunk is missing");
}

Answer parse(const std::string& bytes) {
    const auto end = bytes.find("\r\n\r\n");
    if (end == std::string::npos || !bytes.starts_with("HTTP/1.1 "))
        throw std::runtime_error("no answer: '" + bytes.substr(0, 200) + "'");
    Answer answer;
    answer.status = std::stoi(bytes.substr(9, 3));
    std::size_t at = bytes.find("\r\n") + 2;
    while (at < end + 2) {
        const auto line_end = bytes.find("\r\n", at);
        const std::string line = bytes.substr(at, line_end - at);
        const auto colon = line.find(':');
        if (colon != std::string::npos)
            answer.headers.emplace_back(lower(line.substr(0, colon)), line.substr(colon + 2));
        at = line_end + 2;
    }
    answer.body = bytes.substr(end + 4);
    if (answer.header("transfer-encoding") == "chunked") answer.body = joined_chunks(answer.body);
    return answer;
}

}  // namespace

std::string Answer::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (key == name) return value;
    return "";
}

Answer ask(std::uint16_t port, const Ask& request) {
    std::string head = request.method + " " + request.target +
                       " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                       "\r\nConnection: close\r\n";
    for (const auto& [name, value] : request.headers) head += name + ": " + value + "\r\n";
    if (request.has_body) head += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    Socket socket(port);
    socket.write(head + "\r\n" + request.body);
    return parse(socket.read_all());
}

Answer get(std::uint16_t port, const std::string& target) {
    return ask(port, {"GET", target, {}, "", false});
}

Answer send(std::uint16_t port, const std::string& method, const std::string& target,
            const std::string& json, HeaderList headers) {
    headers.emplace_back("Content-Type", "application/json");
    return ask(port, {method, target, std::move(headers), json, true});
}

std::string Stream::body() const {
    return parse(bytes_).body;
}

struct Stream::Connected {
    Socket socket;
};

Stream::Stream(std::uint16_t port, const std::string& target)
    : connected_(new Connected{Socket(port)}) {
    connected_->socket.write("GET " + target +
                             " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
}

Stream::~Stream() = default;

bool Stream::reads(std::string_view part) {
    while (!bytes_.contains(part))
        if (!connected_->socket.read(bytes_)) return false;
    return true;
}

bool Stream::ends_whole() {
    while (connected_->socket.read(bytes_)) {
    }
    return bytes_.ends_with("\r\n0\r\n\r\n");
}

}  // namespace wls::support
