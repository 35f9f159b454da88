// Reads bytes into a Request and refuses what is wrong or too much. Beast's parser does the
// reading; this adds what a server in front of an API must be strict about.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "http/request.h"

namespace wls::http {

class RequestParser {
  public:
    struct Limits {
        std::size_t header;  // bytes of request line and fields
        std::size_t body;    // bytes of the body
    };

    explicit RequestParser(Limits limits);
    ~RequestParser();

    // Begins a new request, which is emptied and then filled by put(). It outlives the reading.
    void start(Request& request);

    // Takes bytes and returns how many were used. The rest is given again, with more behind it;
    // behind a whole request it belongs to the next one. Not after is_done() or a refusal.
    std::size_t put(std::string_view bytes);

    bool is_started() const;   // a byte of the request has come
    bool is_done() const;      // the request is complete
    bool is_http11() const;    // else 1.0
    bool keeps_alive() const;  // the client wants the connection to go on
    bool expects_continue() const;

    // Why the request is refused: a status and a sentence; 0 as long as it is not. The connection
    // cannot go on after it.
    int refused() const;
    std::string_view why() const;

  private:
    class Reader;
    void refuse(int status, std::string_view why);
    void check_header();

    Limits limits_;
    Request* request_ = nullptr;
    std::unique_ptr<Reader> reader_;
    std::size_t header_size_ = 0;
    bool started_ = false;
    bool expects_continue_ = false;
    bool chunked_ = false;
    int refused_ = 0;
    std::string_view why_;
};

}  // namespace wls::http
