// The client for every HTTP call out, on libcurl: HTTP/1.1 over TCP or TLS, one thread of its own
// for all calls. libcurl is loaded when the first client is made.
//
// - TLS is always verified, host and chain.
// - Proxies are those of the environment (http_proxy, https_proxy, all_proxy, no_proxy), as curl
//   reads them.
// - Redirects are not followed; an answer is an answer, whatever its status.
// - Each call is sent at most once, on a connection of its own, unless it may be repeated.
// - Time-outs count from the moment a call's turn comes. At most kMostUnderWay have theirs; the
//   others wait, in the order of sending.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "net/call.h"

namespace wls::net {

inline constexpr std::size_t kMostUnderWay = 128;
inline constexpr std::size_t kMostWaiting = 4096;

struct ClientOptions {
    std::string ca_file;  // PEM: certificates to trust instead of the system's
};

class Client {
  public:
    // Unavailable: libcurl cannot be loaded, or does not start; names the package.
    static Result<std::unique_ptr<Client>> create(ClientOptions options = {});

    // Gives up what is under way (Unknown where it may have arrived) and what waits (NotSent), and
    // returns when all those calls have ended.
    ~Client();

    // Any thread; returns at once. A request that cannot be right (its URL, its method, a header)
    // ends as NotSent. Unavailable: too many are waiting, or the client is being destroyed; then
    // `end` is not called.
    Result<> send(Request request, CallEnd end);

  private:
    struct Parts;
    explicit Client(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace wls::net
