// One call under way: a Request as libcurl wants it, what has come of its answer, and its outcome.
// Only the client's thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "net/call.h"
#include "net/curl_library.h"

namespace wls::net {

class Transfer {
  public:
    // NotSent: the request cannot be right. `curl` and `ca_file` outlive it. It must stay where it
    // is while libcurl works on it, hence the pointer.
    static std::expected<std::unique_ptr<Transfer>, CallError> make(const CurlLibrary& curl,
                                                                    Request request,
                                                                    const std::string& ca_file);

    CURL* handle() const { return handle_.get(); }

    // What became of it, once libcurl is done with it: `code` is what it said.
    CallOutcome outcome(CURLcode code);

    // What is to be said of a call that is given up.
    CallError given_up() const;

    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

  private:
    template <auto CurlLibrary::* Free>
    struct Freed {
        const CurlLibrary* curl;
        template <class Thing>
        void operator()(Thing* thing) const {
            (curl->*Free)(thing);
        }
    };

    Transfer(const CurlLibrary& curl, Request request, std::string host);

    bool set_trust(const std::string& ca_file);
    bool set_up();
    bool set_request();
    template <class Value>
    bool set(CURLoption option, Value value);

    static int on_prerequest(void* self, char*, char*, int, int);
    static std::size_t on_header(char* bytes, std::size_t, std::size_t size, void* self);
    static std::size_t on_body(char* bytes, std::size_t, std::size_t size, void* self);
    bool take_header(std::string_view line);
    bool take_body(std::string_view bytes);

    std::string reason(CURLcode code) const;
    std::string connect_reason(CURLcode code) const;
    std::string system_reason(CURLcode code) const;
    std::string tls_reason(CURLcode code) const;
    bool is_untrusted(CURLcode code) const;

    const CurlLibrary& curl_;
    Request request_;
    std::string host_;  // for messages
    std::unique_ptr<CURL, Freed<&CurlLibrary::easy_cleanup>> handle_;
    std::unique_ptr<curl_slist, Freed<&CurlLibrary::slist_free_all>> headers_;
    char error_text_[CURL_ERROR_SIZE] = {};

    bool asked_ = false;      // libcurl has begun to send the request
    bool has_head_ = false;   // the head of an answer that ends the call has come
    bool too_large_ = false;  // we ended it ourselves
    bool streams_ = false;    // its body is taken as it comes
    bool refused_ = false;    // whoever takes it wants no more
    std::size_t header_bytes_ = 0;
    std::size_t body_bytes_ = 0;
    Answer answer_;
};

}  // namespace wls::net
