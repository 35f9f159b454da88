// From the bytes of a JSON text to its characters, as CPython's json.loads does: the encoding is
// guessed from a byte order mark or from where the zeros are. Pure; any thread; any bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wls::api {

// UTF-8, UTF-16 and UTF-32 of both byte orders, with or without a mark (which is left out).
// Encoded surrogates that pair with nothing are kept. Nothing when the bytes are none of these.
std::optional<std::u32string> decode_json_bytes(std::string_view bytes);

}  // namespace wls::api
