// One HTTP call out: what is asked, what was answered, and what is certain when nothing was.
// Values; any thread.
#pragma once

#include <chrono>
#include <expected>
#include <functional>
#include <string>
#include <string_view>

#include "net/headers.h"

namespace wls::net {

// What is to become of an answer's body.
enum class AnswerBody {
    Kept,     // the call ends well when all of it has come
    Dropped,  // the call ends well when the head has come, even if the body breaks off, is too
              // large or is not there in time
};

// A piece of an answer's body, on the client's thread; whoever blocks there keeps the client's
// other calls waiting. False: no more is wanted, and the call ends well.
using TakePiece = std::function<bool(std::string_view piece)>;

struct Request {
    std::string method = "GET";
    std::string url;  // as check_url wants it
    Headers headers = {};
    std::string body = {};
    std::chrono::milliseconds timeout = std::chrono::seconds{10};  // for all of it
    // For the name, the connection and TLS; `timeout` when that is shorter.
    std::chrono::milliseconds connect_timeout = std::chrono::seconds{10};
    // libcurl uses a connection again and, when that breaks, sends the request once more. Only for
    // what acts upon nothing.
    bool may_repeat = false;
    AnswerBody answer_body = AnswerBody::Kept;
    std::size_t most_body_bytes = 1 << 20;  // of the answer
    // Gets the body of a 2xx answer as it comes, in pieces of at most 16 KiB, however much and for
    // however long: `timeout` is for the head then, `most_body_bytes` for answers of other kinds.
    TakePiece take = {};
    // PEM, as check_authorities wants it: what TLS trusts for this call, and nothing else. Empty:
    // what the client trusts.
    std::string authorities = {};
};

struct Answer {
    int status = 0;         // of the last head; 100 to 199 never end a call
    Headers headers = {};   // names in lower case; at most 64 kB
    std::string body = {};  // empty when it was to be dropped, or was taken

    std::string_view header(std::string_view name) const { return first_of(headers, name); }
};

struct CallError {
    enum class What {
        NotSent,  // certainly not arrived: asking again does nothing twice
        Unknown,  // sent, or partly, and no whole answer came
    };
    What what = What::Unknown;
    // A sentence with the host and the reason, never with the path, the query or a header.
    std::string message;
    bool is_untrusted = false;  // nobody who is trusted vouches for the other side's certificate
    bool broke_off = false;     // the answer had begun
};

using CallOutcome = std::expected<Answer, CallError>;

// Called once for each call, on the client's thread: must neither block, nor throw, nor destroy the
// client. May send.
using CallEnd = std::function<void(CallOutcome)>;

}  // namespace wls::net
