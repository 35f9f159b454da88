// What pydantic 2.11 accepts for a text, a flag and an integer, and its words for the rest (date-
// times: datetime_rules.h). Lax mode, as FastAPI uses it. Pure; any thread; any bytes.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "api/json_value.h"
#include "base/result.h"

namespace wls::api {

// Why a value is refused: a FieldError but for where it stood and what it was.
struct Complaint {
    std::string type;
    std::string msg;
    std::string ctx_json;  // empty when there is none
};

template <class T>
using Checked = std::expected<T, Complaint>;

FieldError field_error(FieldError::Location loc, const Complaint& complaint,
                       std::string input_json);

// The Error of a request whose values are wrong.
Failure invalid_fields(std::vector<FieldError> errors);

// Strings only. The result is generalised UTF-8 (unicode.h).
Checked<std::string> parse_text(const Json& value);

// true and false; 0 and 1, also as floats; the words 0 1 f t n y no yes off on false true in any
// letter case.
Checked<bool> parse_flag(const Json& value);
Checked<bool> parse_flag(std::string_view word);

// An integer of a path or query. `in_range` is false beyond 64 bits: then `value` is the end of the
// range that it lies beyond.
struct WrittenInteger {
    long long value;
    bool in_range;
};

// Digits with a sign, white space around, single underscores between digits, zeros in front, and a
// fraction of zeros: " +1_000.00 " is 1000.
Checked<WrittenInteger> parse_integer(std::string_view text);

// pydantic's complaint about an integer that it cannot hold; ours about one beyond 64 bits.
Complaint too_large();

// Ours: a text that cannot be stored, for a NUL or for a lone surrogate.
Checked<void> check_storable(std::string_view text);

}  // namespace wls::api
