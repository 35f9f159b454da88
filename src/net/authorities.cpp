#include "net/authorities.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <climits>
#include <memory>
#include <string>

#include "base/shared_library.h"

namespace wls::net {

namespace {

struct Functions {
    decltype(::BIO_new_mem_buf)* new_mem_buf = nullptr;
    decltype(::BIO_free)* free_bio = nullptr;
    decltype(::PEM_read_bio_X509)* read_certificate = nullptr;
    decltype(::X509_free)* free_certificate = nullptr;
    decltype(::ERR_peek_last_error)* last_error = nullptr;
    decltype(::ERR_clear_error)* clear_errors = nullptr;

    Result<> find_in(const SharedLibrary& library) {
        WLS_TRY(library.find("BIO_new_mem_buf", new_mem_buf));
        WLS_TRY(library.find("BIO_free", free_bio));
        WLS_TRY(library.find("PEM_read_bio_X509", read_certificate));
        WLS_TRY(library.find("X509_free", free_certificate));
        WLS_TRY(library.find("ERR_peek_last_error", last_error));
        WLS_TRY(library.find("ERR_clear_error", clear_errors));
        return {};
    }
};

// Instead of asking the terminal.
int no_password(char*, int, int, void*) {
    return -1;
}

}  // namespace

Result<> check_authorities(std::string_view pem) {
    auto library = SharedLibrary::open("libcrypto.so.3", "libssl3 (libssl3t64 since Debian 13)");
    if (!library) return fail(library);
    Functions openssl;
    WLS_TRY(openssl.find_in(*library));
    if (pem.size() > INT_MAX) return fail(ErrorCode::Invalid, "is too large");

    const std::unique_ptr<BIO, decltype(openssl.free_bio)> bytes(
        openssl.new_mem_buf(pem.data(), static_cast<int>(pem.size())), openssl.free_bio);
    if (!bytes) return fail(ErrorCode::Unavailable, "OpenSSL has no memory for certificates");
    openssl.clear_errors();
    std::size_t count = 0;
    while (X509* found = openssl.read_certificate(bytes.get(), nullptr, &no_password, nullptr)) {
        openssl.free_certificate(found);
        ++count;
    }
    // What it says when nothing more begins like a certificate.
    const bool is_end = ERR_GET_REASON(openssl.last_error()) == PEM_R_NO_START_LINE;
    openssl.clear_errors();
    if (!is_end)
        return fail(ErrorCode::Invalid,
                    "holds a certificate that cannot be read, number " + std::to_string(count + 1));
    if (count == 0)
        return fail(ErrorCode::Invalid,
                    "holds no certificate in PEM, which begins with -----BEGIN CERTIFICATE-----");
    return {};
}

}  // namespace wls::net
