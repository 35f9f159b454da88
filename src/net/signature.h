// HMAC-SHA256 (RFC 2104, FIPS 198-1) by OpenSSL's libcrypto, loaded when the first one is made.
// Any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/shared_library.h"

extern "C" {
struct evp_md_st;  // OpenSSL's own name
}

namespace wls::net {

class Signer {
  public:
    // Unavailable: libcrypto.so.3 is not there; the message names its package.
    static Result<Signer> create();

    // 64 lower-case hexadecimal digits. Unavailable: OpenSSL refuses, as it does when it is out of
    // memory or configured to refuse short keys. The key is in no message.
    Result<std::string> hmac_sha256(std::string_view key, std::string_view text) const;

  private:
    using Hmac = unsigned char*(const evp_md_st*, const void*, int, const unsigned char*,
                                std::size_t, unsigned char*, unsigned int*);

    explicit Signer(SharedLibrary library) : library_(std::move(library)) {}

    SharedLibrary library_;
    const evp_md_st* (*sha256_)() = nullptr;
    Hmac* hmac_ = nullptr;
};

}  // namespace wls::net
