#include "net/signature.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <climits>
#include <type_traits>

namespace wls::net {

Result<Signer> Signer::create() {
    static_assert(std::is_same_v<decltype(::HMAC), Hmac>);
    auto library = SharedLibrary::open("libcrypto.so.3", "libssl3 (libssl3t64 since Debian 13)");
    if (!library) return fail(library);
    Signer signer(std::move(*library));
    WLS_TRY(signer.library_.find("EVP_sha256", signer.sha256_));
    WLS_TRY(signer.library_.find("HMAC", signer.hmac_));
    return signer;
}

Result<std::string> Signer::hmac_sha256(std::string_view key, std::string_view text) const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    if (key.size() > INT_MAX) return fail(ErrorCode::Invalid, "a signing key is too long");
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    // A key of nothing must still be a pointer: null would mean the key of the call before.
    if (hmac_(sha256_(), key.empty() ? "" : key.data(), static_cast<int>(key.size()),
              reinterpret_cast<const unsigned char*>(text.data()), text.size(), sum,
              &size) == nullptr)
        return fail(ErrorCode::Unavailable, "OpenSSL made no signature");
    std::string hex;
    for (unsigned int i = 0; i < size; ++i) {
        hex += kDigits[sum[i] >> 4];
        hex += kDigits[sum[i] & 0xF];
    }
    return hex;
}

}  // namespace wls::net
