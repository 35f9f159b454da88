// The real Transport: the room `net`, one call at a time. https works; proxies are those of the
// environment, as curl reads them. One thread.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "cli/transport.h"
#include "net/client.h"

namespace wls::cli {

// "localhost:8000" and "HTTP://host:8000/" as "http://localhost:8000", "http://host:8000". Invalid:
// not the address of a server; says what would be right.
Result<std::string> server_address(std::string_view text);

// How long the server may take; answers are small.
struct Patience {
    std::chrono::milliseconds connecting = std::chrono::seconds{10};
    // For a whole answer; for the head of one that is streamed.
    std::chrono::milliseconds answering = std::chrono::seconds{30};
};

class HttpTransport : public Transport {
  public:
    // Nothing is sent yet. `token`: empty for none. Invalid: the address. Unavailable: libcurl is
    // not there.
    static Result<std::unique_ptr<HttpTransport>> to(std::string_view address, std::string token,
                                                     Patience patience = {});

    // The token goes with every request.
    Result<Answer> send(const Request& request) override;
    Result<Answer> stream(const Request& request, TakePiece take) override;
    const std::string& address() const override { return address_; }

  private:
    HttpTransport(std::unique_ptr<net::Client> client, std::string address, std::string token,
                  Patience patience);

    std::unique_ptr<net::Client> client_;
    std::string address_, token_;
    Patience patience_;
};

}  // namespace wls::cli
