// The way to the server, as the commands know it: one request, one answer. The real one is
// http_transport.h; tests play recorded answers. One thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace wls::cli {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

// The most that one answer may hold; a page of 200 schedules is far below it.
inline constexpr std::size_t kMostAnswerBytes = 16 * 1024 * 1024;

struct Request {
    std::string method = "GET";
    std::string target = "/";  // path and query, percent-encoded
    HeaderList headers;
    std::string body;  // JSON; empty: none
};

struct Answer {
    int status = 0;
    HeaderList headers;
    std::string body;

    // The first field of this name, letter case aside.
    std::optional<std::string_view> header(std::string_view name) const;
};

// A piece of an answer's body. False: no more is wanted.
using TakePiece = std::function<bool(std::string_view piece)>;

class Transport {
  public:
    virtual ~Transport() = default;

    // Any status is an answer. Unavailable: the server cannot be reached, is silent for too long,
    // or sends more than kMostAnswerBytes; the sentence names the address and the way out.
    virtual Result<Answer> send(const Request& request) = 0;

    // The same, but the body of a 2xx answer is given to `take` as it comes, however long it is
    // and however long it is silent; whatever thread `take` runs on, the caller waits meanwhile.
    // Unavailable also: the answer broke off.
    virtual Result<Answer> stream(const Request& request, TakePiece take) = 0;

    // "http://localhost:8000", for messages. Holds no secret.
    virtual const std::string& address() const = 0;
};

}  // namespace wls::cli
