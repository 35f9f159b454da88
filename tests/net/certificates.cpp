#include "net/certificates.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <stdexcept>

namespace wls::net {

namespace {

void check(bool good, const char* what) {
    if (!good) throw std::runtime_error(std::string("OpenSSL: ") + what);
}

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    check(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1, "extension");
    X509_EXTENSION_free(extension);
}

void name_it(X509* certificate, const char* name) {
    check(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                                     reinterpret_cast<const unsigned char*>(name), -1, -1, 0) == 1,
          "name");
}

Identity begin(const char* name, const Wanted& wanted) {
    static std::atomic<long> serial{1};
    Identity made;
    made.key.reset(EVP_EC_gen("P-256"));
    made.certificate.reset(X509_new());
    X509* certificate = made.certificate.get();
    check(made.key && certificate != nullptr, "key");
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), wanted.valid_from);
    X509_gmtime_adj(X509_getm_notAfter(certificate), wanted.valid_to);
    X509_set_pubkey(certificate, made.key.get());
    name_it(certificate, name);
    return made;
}

void sign(Identity& identity, const Identity& by) {
    X509* certificate = identity.certificate.get();
    X509_set_issuer_name(certificate, X509_get_subject_name(by.certificate.get()));
    check(X509_sign(certificate, by.key.get(), EVP_sha256()) > 0, "sign");
}

}  // namespace

std::string Identity::pem() const {
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), &BIO_free);
    check(PEM_write_bio_X509(memory.get(), certificate.get()) == 1, "write");
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

Identity make_authority(const char* name) {
    Identity authority = begin(name, {});
    X509* certificate = authority.certificate.get();
    add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign");
    add_extension(certificate, certificate, NID_subject_key_identifier, "hash");
    sign(authority, authority);
    return authority;
}

Identity make_identity(const Identity* authority, const Wanted& wanted) {
    Identity identity = begin("Server of a test", wanted);
    const Identity& by = authority != nullptr ? *authority : identity;
    X509* certificate = identity.certificate.get();
    add_extension(certificate, by.certificate.get(), NID_basic_constraints, "CA:FALSE");
    add_extension(certificate, by.certificate.get(), NID_subject_alt_name, wanted.names);
    sign(identity, by);
    return identity;
}

}  // namespace wls::net
