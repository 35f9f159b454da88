// Signs a webhook's requests with the secret in its file. One thread.
#pragma once

#include <optional>
#include <string>

#include "base/instant.h"
#include "base/result.h"
#include "net/call.h"
#include "net/signature.h"

namespace wls::local {

class WebhookSecret {
  public:
    // Adds the signature header, with the secret as the file has it now: all of its bytes but the
    // end of the last line. Fails, naming the file and the way out: it cannot be read, is empty or
    // larger than 4 KiB; OpenSSL cannot be loaded.
    Result<> sign(net::Request& request, const std::string& file, Instant now);

  private:
    std::optional<net::Signer> signer_;  // once it was needed
};

}  // namespace wls::local
