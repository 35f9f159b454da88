// Result<T>: what every function that can fail returns. The value, or an Error that says what the
// caller can do next. Library exceptions are turned into Errors in the adapter that calls the
// library; nothing here throws. Any thread.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace wls {

// Named after what the caller does next. HTTP status, exit code: see http/problem and
// app/exit_code.
enum class ErrorCode {
    Invalid,      // 422 / 2   the request cannot be right
    NotFound,     // 404 / 3   the thing is not there
    Conflict,     // 409 / 4   it changed since you read it
    Forbidden,    // 403 / 5   you may not
    Unavailable,  // 503 / 6   may work later
    Internal,     // 500 / 70  our fault; the text goes to the log only
};

// One wrong field, in FastAPI's shape. `input_json` and `ctx_json` are JSON texts; an empty
// `ctx_json` means that the error has no "ctx".
struct FieldError {
    using Location = std::vector<std::variant<std::string, long long>>;

    std::string type;
    Location loc;
    std::string msg;
    std::string input_json = "null";
    std::string ctx_json;
};

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;             // a sentence: names the thing and the way out, never a secret
    std::vector<FieldError> fields;  // only with Invalid; may be empty
};

template <class T = void>
using Result = std::expected<T, Error>;

using Failure = std::unexpected<Error>;

// return fail(ErrorCode::NotFound, "Schedule not found");
[[nodiscard]] inline Failure fail(ErrorCode code, std::string message) {
    return Failure(Error{code, std::move(message), {}});
}

// Passes an error on as it is: `if (!row) return fail(row);`
template <class T>
[[nodiscard]] Failure fail(const Result<T>& failed) {
    return Failure(failed.error());
}

// Passes an error on with context in front: "workload 'x': no such file".
template <class T>
[[nodiscard]] Failure fail(std::string_view context, const Result<T>& failed) {
    Error error = failed.error();
    error.message = std::string(context) + ": " + error.message;
    return Failure(std::move(error));
}

}  // namespace wls

// Returns the error of a Result<> to the caller, or goes on. The one early-return macro.
#define WLS_TRY(expression)                                        \
    do {                                                           \
        if (auto wls_result = (expression); !wls_result)           \
            return std::unexpected(std::move(wls_result).error()); \
    } while (false)
