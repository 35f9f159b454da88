#include "net/transfer.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "net/headers.h"
#include "net/url.h"

namespace wls::net {

namespace {

constexpr std::size_t kMostHeadBytes = 64 * 1024;
constexpr std::size_t kMostReasonBytes = 200;

std::string time_text(std::chrono::milliseconds time) {
    return time.count() % 1000 == 0 ? std::to_string(time.count() / 1000) + " s"
                                    : std::to_string(time.count()) + " ms";
}

CallError not_sent(std::string message) {
    return {CallError::What::NotSent, std::move(message)};
}

// What is wrong with it besides its URL; empty when nothing is.
std::string fault_of(const Request& request) {
    if (!is_token(request.method)) return "its method is no word of HTTP";
    for (const auto& [name, value] : request.headers)
        if (const auto header = check_header(name, value); !header) return header.error().message;
    if (request.timeout.count() <= 0 || request.connect_timeout.count() <= 0)
        return "its time-out is none";
    return {};
}

}  // namespace

// --- The request ---------------------------------------------------------------------------------

std::expected<std::unique_ptr<Transfer>, CallError> Transfer::make(const CurlLibrary& curl,
                                                                   Request request,
                                                                   const std::string& ca_file) {
    const auto url = check_url(request.url);
    if (!url) return std::unexpected(not_sent("nothing was called: " + url.error().message));
    std::string host = url->authority();
    if (const auto fault = fault_of(request); !fault.empty())
        return std::unexpected(not_sent(host + " was not called: " + fault));
    std::unique_ptr<Transfer> made(new Transfer(curl, std::move(request), std::move(host)));
    if (!made->handle_ || !made->set_trust(ca_file) || !made->set_up() || !made->set_request())
        return std::unexpected(not_sent(made->host_ + " was not called: libcurl refuses"));
    return made;
}

Transfer::Transfer(const CurlLibrary& curl, Request request, std::string host)
    : curl_(curl),
      request_(std::move(request)),
      host_(std::move(host)),
      handle_(curl.easy_init(), {&curl}),
      headers_(nullptr, {&curl}) {}

template <class Value>
bool Transfer::set(CURLoption option, Value value) {
    return curl_.easy_setopt(handle_.get(), option, value) == CURLE_OK;
}

// Given by its bytes, so that libcurl opens no file for it and keeps none of an hour ago.
bool Transfer::set_trust(const std::string& ca_file) {
    std::string& pem = request_.authorities;
    if (pem.empty() && ca_file.empty()) return true;
    curl_blob bytes{pem.data(), pem.size(), CURL_BLOB_NOCOPY};
    return (pem.empty() ? set(CURLOPT_CAINFO, ca_file.c_str())
                        : set(CURLOPT_CAINFO_BLOB, &bytes)) &&
           set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
}

bool Transfer::set_up() {
    return set(CURLOPT_SSL_VERIFYPEER, 1L) && set(CURLOPT_SSL_VERIFYHOST, 2L) &&
           set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2)) &&
           set(CURLOPT_PROTOCOLS_STR, "http,https") &&
           set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1)) &&
           set(CURLOPT_NOSIGNAL, 1L) &&
           // A name that is being resolved is not waited for when the call is over.
           set(CURLOPT_QUICK_EXIT, 1L) && set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) &&
           set(CURLOPT_ERRORBUFFER, static_cast<char*>(error_text_)) &&
           set(CURLOPT_PREREQFUNCTION, &Transfer::on_prerequest) &&
           set(CURLOPT_PREREQDATA, static_cast<void*>(this)) &&
           set(CURLOPT_HEADERFUNCTION, &Transfer::on_header) &&
           set(CURLOPT_HEADERDATA, static_cast<void*>(this)) &&
           set(CURLOPT_WRITEFUNCTION, &Transfer::on_body) &&
           set(CURLOPT_WRITEDATA, static_cast<void*>(this));
}

bool Transfer::set_request() {
    const std::string& method = request_.method;
    const long alone = request_.may_repeat ? 0L : 1L;
    const auto limit = std::min(request_.connect_timeout, request_.timeout);
    bool good = set(CURLOPT_URL, request_.url.c_str()) && set(CURLOPT_PATH_AS_IS, 1L) &&
                set(CURLOPT_FRESH_CONNECT, alone) && set(CURLOPT_FORBID_REUSE, alone) &&
                set(CURLOPT_TIMEOUT_MS, static_cast<long>(request_.timeout.count())) &&
                set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limit.count()));
    const bool may_have_body = method == "POST" || method == "PUT" || method == "PATCH";
    if (may_have_body || !request_.body.empty())
        good = good &&
               set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size())) &&
               set(CURLOPT_POSTFIELDS, request_.body.data());
    // A peer that is gone without a word is found out after some two minutes.
    if (request_.take)
        good = good && set(CURLOPT_TCP_KEEPALIVE, 1L) && set(CURLOPT_TCP_KEEPIDLE, 30L) &&
               set(CURLOPT_TCP_KEEPINTVL, 10L);
    if (method == "HEAD") good = good && set(CURLOPT_NOBODY, 1L);
    good = good && set(CURLOPT_CUSTOMREQUEST, method.c_str());

    const auto add = [&](const std::string& line) {
        curl_slist* longer = curl_.slist_append(headers_.get(), line.c_str());
        good = good && longer != nullptr;
        if (longer == nullptr) return;
        [[maybe_unused]] const auto* const grown = headers_.release();  // longer begins with it
        headers_.reset(longer);
    };
    bool has_type = false;
    for (const auto& [name, value] : request_.headers) {
        has_type = has_type || lowered(name) == "content-type";
        add(trimmed(value).empty() ? name + ";" : name + ": " + value);
    }
    add("Expect:");  // taken out: nothing here is so large that it should wait to be asked for
    if (!has_type) add("Content-Type:");
    return good && set(CURLOPT_HTTPHEADER, headers_.get());
}

// --- The answer ----------------------------------------------------------------------------------

int Transfer::on_prerequest(void* self, char*, char*, int, int) {
    static_cast<Transfer*>(self)->asked_ = true;
    return CURL_PREREQFUNC_OK;
}

std::size_t Transfer::on_header(char* bytes, std::size_t, std::size_t size, void* self) {
    return static_cast<Transfer*>(self)->take_header({bytes, size}) ? size : CURL_WRITEFUNC_ERROR;
}

std::size_t Transfer::on_body(char* bytes, std::size_t, std::size_t size, void* self) {
    return static_cast<Transfer*>(self)->take_body({bytes, size}) ? size : CURL_WRITEFUNC_ERROR;
}

bool Transfer::take_header(std::string_view line) {
    header_bytes_ += line.size();
    if (header_bytes_ > kMostHeadBytes) {
        too_large_ = true;
        return false;
    }
    if (has_head_) return true;  // a trailer
    if (line.starts_with("HTTP/")) {
        answer_ = {};
        const auto status = line.substr(std::min(line.find(' '), line.size() - 1) + 1, 3);
        std::from_chars(status.data(), status.data() + status.size(), answer_.status);
        return true;
    }
    if (trimmed(line).empty()) {
        has_head_ = answer_.status >= 200;
        streams_ = request_.take && has_head_ && answer_.status < 300;
        // libcurl compares the limit with its clock at each step, so it may be lifted here.
        return !streams_ || set(CURLOPT_TIMEOUT_MS, 0L);
    }
    const auto colon = line.find(':');
    if (colon != line.npos && is_token(line.substr(0, colon)))
        answer_.headers.emplace_back(lowered(line.substr(0, colon)),
                                     trimmed(line.substr(colon + 1)));
    return true;
}

bool Transfer::take_body(std::string_view bytes) {
    if (streams_) {
        refused_ = !request_.take(bytes);
        return !refused_;
    }
    body_bytes_ += bytes.size();
    too_large_ = too_large_ || body_bytes_ > request_.most_body_bytes;
    if (too_large_) return false;
    if (request_.answer_body == AnswerBody::Kept) answer_.body += bytes;
    return true;
}

// --- The outcome ---------------------------------------------------------------------------------

CallOutcome Transfer::outcome(CURLcode code) {
    const bool enough = code == CURLE_OK || request_.answer_body == AnswerBody::Dropped || refused_;
    if (has_head_ && enough) return std::move(answer_);
    if (asked_)
        return std::unexpected(
            CallError{.what = CallError::What::Unknown,
                      .message = "no whole answer from " + host_ + ": " + reason(code),
                      .broke_off = has_head_});
    CallError error = not_sent("cannot reach " + host_ + ": " + connect_reason(code));
    error.is_untrusted = is_untrusted(code);
    return std::unexpected(std::move(error));
}

CallError Transfer::given_up() const {
    return {asked_ ? CallError::What::Unknown : CallError::What::NotSent,
            "the call of " + host_ + " was given up: this server is stopping"};
}

std::string Transfer::reason(CURLcode code) const {
    if (too_large_)
        return header_bytes_ > kMostHeadBytes
                   ? "its headers are larger than 64 kB"
                   : "it is larger than " + std::to_string(request_.most_body_bytes) + " bytes";
    switch (code) {
        case CURLE_OPERATION_TIMEDOUT:
            return "not within " + time_text(request_.timeout);
        case CURLE_GOT_NOTHING:
            return "the connection was closed instead";
        case CURLE_PARTIAL_FILE:
            return "the connection was closed before its end";
        case CURLE_OK:  // a head that only announces another one
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_HTTP2:
            return "what came is not HTTP/1.1";
        default:
            return system_reason(code);
    }
}

std::string Transfer::connect_reason(CURLcode code) const {
    long proxy_status = 0;
    curl_.easy_getinfo(handle_.get(), CURLINFO_HTTP_CONNECTCODE, &proxy_status);
    if (proxy_status >= 300) return "the proxy refuses with status " + std::to_string(proxy_status);
    switch (code) {
        case CURLE_OPERATION_TIMEDOUT:
            return "no connection within " +
                   time_text(std::min(request_.connect_timeout, request_.timeout));
        case CURLE_COULDNT_RESOLVE_HOST:
            return "its name cannot be resolved";
        case CURLE_COULDNT_RESOLVE_PROXY:
            return "the proxy's name cannot be resolved";
        case CURLE_SSL_CACERT_BADFILE:
            return "the certificates to trust cannot be read; install the package ca-certificates";
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CIPHER:
            return tls_reason(code);
        default:
            return system_reason(code);
    }
}

std::string Transfer::system_reason(CURLcode code) const {
    long number = 0;
    curl_.easy_getinfo(handle_.get(), CURLINFO_OS_ERRNO, &number);
    const char* text = number > 0 ? ::strerrordesc_np(static_cast<int>(number)) : nullptr;
    return text != nullptr ? text : curl_.easy_strerror(code);
}

// Not when a certificate is good but another host's: then the verdict is still what libcurl begins
// with, which is 1.
bool Transfer::is_untrusted(CURLcode code) const {
    long verdict = 0;
    curl_.easy_getinfo(handle_.get(), CURLINFO_SSL_VERIFYRESULT, &verdict);
    return code == CURLE_PEER_FAILED_VERIFICATION && verdict > 1;
}

// OpenSSL's own words are the only ones that tell an expired certificate from another's.
std::string Transfer::tls_reason(CURLcode code) const {
    std::string text(error_text_, ::strnlen(error_text_, sizeof error_text_));
    if (text.empty()) return curl_.easy_strerror(code);
    std::ranges::replace_if(text, [](char c) { return c < ' ' || c > '~'; }, ' ');
    return text.substr(0, kMostReasonBytes);
}

}  // namespace wls::net
