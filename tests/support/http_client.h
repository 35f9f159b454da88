// A plain HTTP/1.1 client over one socket for each request, for tests: sends bytes as they are told
// and reads the whole answer. Throws std::runtime_error when the server does not answer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wls::support {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct Answer {
    int status = 0;
    HeaderList headers;  // names in lower case
    std::string body;    // chunks joined

    std::string header(std::string_view name) const;  // empty when absent
};

// A body is sent with its length; `no_body` sends neither.
struct Ask {
    std::string method = "GET";
    std::string target = "/";
    HeaderList headers;
    std::string body;
    bool has_body = false;
};

Answer ask(std::uint16_t port, const Ask& request);

// Shortcuts: a body is JSON.
Answer get(std::uint16_t port, const std::string& target);
Answer send(std::uint16_t port, const std::string& method, const std::string& target,
            const std::string& json, HeaderList headers = {});

// An answer that is read while it comes: the bytes of head and chunks as they are.
class Stream {
  public:
    Stream(std::uint16_t port, const std::string& target);
    ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    // Waits until `part` has come; false when the answer ends before.
    bool reads(std::string_view part);
    // Waits for the end; false when the last chunk is missing: the answer was broken off.
    bool ends_whole();
    const std::string& bytes() const { return bytes_; }  // so far
    std::string body() const;                            // of an answer that ended whole

  private:
    struct Connected;
    std::unique_ptr<Connected> connected_;
    std::string bytes_;
};

}  // namespace wls::support
