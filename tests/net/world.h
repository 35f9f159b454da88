// What tests of calls out share: clients that trust an authority of our own and know no proxy, and
// calls that are waited for. Every path holds the word "secret", and no message may. The test's
// thread.
#pragma once

#include <gmock/gmock.h>

#include <future>
#include <memory>
#include <string>

#include "net/certificates.h"
#include "net/client.h"
#include "net/server.h"

namespace wls::net {

inline constexpr const char* kPath = "/secret?secret=secret";

class World {
  public:
    World();  // also takes the proxies out of the environment
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    const Identity& authority() const { return authority_; }
    std::string path(const std::string& name) const { return folder_ + "/" + name; }
    std::unique_ptr<Client> client() const;  // trusts the authority, and nobody else

  private:
    std::string folder_;
    Identity authority_;
};

Request get(const Server& server);
Request post(const Server& server, std::string body = "{}");

std::future<CallOutcome> begin(Client& client, Request request);
CallOutcome call(Client& client, Request request);

// "200", "not sent: …", "unknown: …".
std::string text(const CallOutcome& outcome);

}  // namespace wls::net
