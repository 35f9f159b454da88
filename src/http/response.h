// An answer: status, header fields, and a body that is a text or is pulled piece by piece. The
// server adds Date, Server, X-Request-Id, the body's length and what the connection needs.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace wls::http {

// Yields the next piece of a body, nothing when it has ended. An empty piece says that it is still
// looked for, and lets others have their turn. Called in the io thread, and only
// when the piece before is written, so a body of any length needs the memory of one piece. An
// error, or an exception, breaks the connection off: the client sees that the body is not whole.
using Source = std::move_only_function<Result<std::optional<std::string>>()>;

struct Response {
    int status = 200;
    std::string content_type;  // empty: no such field
    std::vector<std::pair<std::string, std::string>> headers;
    std::variant<std::string, Source> body;
    std::optional<std::uint64_t> length;  // of a Source, when known; else the body goes in chunks
    std::string cause;                    // what the log shall say about it; never sent

    // Of a Source that may have nothing yet: its empty pieces mean so, and it is asked again after
    // this. When the client goes away meanwhile, or the server stops, the answer is broken off.
    std::optional<std::chrono::milliseconds> pause;

    Response&& with_header(std::string name, std::string value) &&;

    // The value of a field, for tests and for what wraps answers.
    std::optional<std::string_view> header(std::string_view name) const;

    // The text of a body that is no Source; else empty.
    std::string_view text() const;
};

// `body` is a JSON text.
Response json(int status, std::string body);
Response json_source(int status, Source source);
Response text(int status, std::string body, std::string content_type = "text/plain; charset=utf-8");
Response empty(int status);

// {"detail": sentence}, the shape of every error that is no list of fields.
Response detail(int status, std::string_view sentence);

// 307 to `location`, as Starlette sends it: no body, no content type.
Response redirect(std::string location);

// "Not Found" for 404; empty for a status unknown here.
std::string_view reason(int status);

}  // namespace wls::http
