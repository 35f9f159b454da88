// A server for tests of calls out, over TCP or TLS, that does to each connection what a script
// says: answers, hangs, breaks off, talks nonsense. Each connection has a thread; all of them are
// ended with the server.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "net/certificates.h"

struct ssl_st;
struct ssl_ctx_st;

namespace wls::net {

// A request as it came.
struct Asked {
    std::string method;
    std::string target;
    std::map<std::string, std::string> headers = {};  // names in lower case; the last of each
    std::string body = {};
};

// What a script throws, or a talk does when the client went away: ends the connection.
struct Gone {};

// One connection. Only its own thread.
class Talk {
  public:
    Asked read();                       // the next whole request, which is also noted in `asked`
    void write(std::string_view text);  // as it is
    // A whole answer; the connection stays open for the next request.
    void answer(int status, const std::string& headers = "", std::string_view body = "");
    void wait_for_close();  // reads on, until the client closes
    void reset();           // ends it now, by RST
    bool read_more();       // what comes next goes into the buffer; false: the end

    Talk(class Server& server, int socket, ssl_st* tls) : server_(server), fd_(socket), tls_(tls) {}

  private:
    friend class Server;
    Server& server_;
    int fd_;
    ssl_st* tls_;
    std::string buffer_;
};

class Server {
  public:
    using Script = std::function<void(Talk&)>;

    // Listens on 127.0.0.1. With `identity` (kept by the caller) it speaks TLS.
    explicit Server(Script script, const Identity* identity = nullptr);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const { return port_; }
    // "https://localhost:40123/path"
    std::string url(const std::string& path = "/", const std::string& host = "localhost") const;
    std::string authority() const { return "localhost:" + std::to_string(port_); }

    std::vector<Asked> asked() const;  // all whole requests so far
    int connections() const;           // so far

  private:
    friend class Talk;
    void accept_all();
    void serve(int socket);

    Script script_;
    std::unique_ptr<ssl_ctx_st, void (*)(ssl_ctx_st*)> tls_;
    std::uint16_t port_ = 0;  // before the socket, whose making sets it
    int listener_;

    mutable std::mutex mutex_;  // guards what follows
    bool stopping_ = false;
    std::vector<Asked> asked_;
    std::list<int> sockets_;
    std::list<std::thread> threads_;
    int connections_ = 0;

    std::thread acceptor_;
};

// A script that answers every request of a connection alike.
Server::Script always(int status, const std::string& headers = "", const std::string& body = "");

// A port of 127.0.0.1 where nobody listens, kept from others while this lives.
class ClosedPort {
  public:
    ClosedPort();
    ~ClosedPort();
    ClosedPort(const ClosedPort&) = delete;
    ClosedPort& operator=(const ClosedPort&) = delete;
    std::uint16_t port() const { return port_; }

  private:
    std::uint16_t port_ = 0;
    int socket_;
};

// A port where somebody listens who never accepts, and whose queue is full: connecting hangs.
class SilentPort {
  public:
    SilentPort();
    ~SilentPort();
    SilentPort(const SilentPort&) = delete;
    SilentPort& operator=(const SilentPort&) = delete;
    std::uint16_t port() const { return port_; }

  private:
    std::uint16_t port_ = 0;
    int listener_;
    std::vector<int> queue_;
};

}  // namespace wls::net
