#include "local/webhooks/webhook_secret.h"

#include <cerrno>

#include "local/files.h"
#include "local/webhooks/webhook_request.h"

namespace wls::local {

namespace {

constexpr std::size_t kMostBytes = 4 * 1024;

Result<std::string> read_secret(const std::string& file) {
    const auto wrong = [&](const std::string& what) {
        return fail(ErrorCode::Unavailable, "the secret file '" + file + "' " + what +
                                                "; put a secret into it, for example from"
                                                " `openssl rand -hex 32`");
    };
    auto secret = read_regular_file(file, kMostBytes + 1);
    if (!secret && secret.error() == ENOTSUP) return wrong("is no regular file");
    if (!secret) return wrong("cannot be read: " + errno_text(secret.error()));
    if (secret->size() > kMostBytes) return wrong("is larger than 4 KiB");
    if (secret->ends_with('\n')) secret->pop_back();
    if (secret->ends_with('\r')) secret->pop_back();
    if (secret->empty()) return wrong("is empty");
    return std::move(*secret);
}

}  // namespace

Result<> WebhookSecret::sign(net::Request& request, const std::string& file, Instant now) {
    const auto secret = read_secret(file);
    if (!secret) return fail(secret);
    if (!signer_) {
        auto made = net::Signer::create();
        if (!made) return fail(made);
        signer_ = std::move(*made);
    }
    const auto hmac = signer_->hmac_sha256(*secret, signed_text(request, now));
    if (!hmac) return fail(hmac);
    add_signature(request, now, *hmac);
    return {};
}

}  // namespace wls::local
