// Keys and certificates for tests of TLS, made when they are needed: nothing secret lies in the
// tree, and nothing of it expires. Any failure throws std::runtime_error. One thread.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace wls::net {

struct FreeOpenSsl {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
};

// A key with its certificate.
struct Identity {
    std::unique_ptr<EVP_PKEY, FreeOpenSsl> key;
    std::unique_ptr<X509, FreeOpenSsl> certificate;

    std::string pem() const;  // of the certificate
};

struct Wanted {
    std::string names = "DNS:localhost,IP:127.0.0.1";  // as OpenSSL's subjectAltName
    long valid_from = -3600;                           // seconds from now
    long valid_to = 3600;
};

// One that may sign others, signed by itself.
Identity make_authority(const char* name = "Authority of a test");

// One for a server, signed by `authority`, or by itself when that is null.
Identity make_identity(const Identity* authority, const Wanted& wanted = {});

}  // namespace wls::net
