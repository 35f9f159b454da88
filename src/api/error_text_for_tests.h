// What the tests of this room compare with: a validation error in FastAPI's shape, as text.
#pragma once

#include <string>

namespace wls::api {

// `loc` is the inside of the array; `input` and `ctx` are JSON.
inline std::string error_text(const std::string& type, const std::string& loc,
                              const std::string& msg, const std::string& input,
                              const std::string& ctx = "") {
    return "{\"type\":\"" + type + "\",\"loc\":[" + loc + "],\"msg\":\"" + msg +
           "\",\"input\":" + input + (ctx.empty() ? "" : ",\"ctx\":" + ctx) + "}";
}

}  // namespace wls::api
