// Reads a JSON body as CPython 3.11's json.loads does inside the seed's stack: what it accepts,
// what it says of the rest, and at which character. Time and memory grow with the body only (up to
// some 60 bytes for each of its bytes). Pure; any thread; any bytes.
#pragma once

#include <cstddef>
#include <string_view>

#include "api/json_value.h"
#include "base/result.h"

namespace wls::api {

// The message of the one Error that carries no fields: the bytes are no text, or too deep, or hold
// an integer of over kMostDigits digits. http answers it with 400 and this sentence.
inline constexpr const char* kBodyUnreadable = "There was an error parsing the body";

// CPython's limit on the digits of an integer read from text.
inline constexpr std::size_t kMostDigits = 4300;

// How many arrays and objects may lie in one another. CPython's limit of 1,000 calls, less those
// that are under way when the stack reads a body; measured.
inline constexpr int kDeepest = 964;

// Invalid: kBodyUnreadable, or one field error `json_invalid` whose `loc` holds the position in
// characters.
Result<Json> read_json(std::string_view bytes);

}  // namespace wls::api
