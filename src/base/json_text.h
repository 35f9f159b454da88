// Texts as JSON strings: compact, characters beyond ASCII as they are, as the seed's stack writes
// them. Pure; any thread; any bytes.
#pragma once

#include <string>
#include <string_view>

namespace wls {

// `text` with quotes and escapes. Bytes that are no UTF-8 become U+FFFD.
void append_json_quoted(std::string& out, std::string_view text);
std::string json_quoted(std::string_view text);

}  // namespace wls
