// Whether a request's body is JSON by its header, as FastAPI decides with Python's email.message.
// Pure; any thread; any bytes.
#pragma once

#include <string_view>

namespace wls::api {

// True without a header (an empty value), for application/json and application/…+json, in any
// letter case and with any parameters.
bool is_json(std::string_view content_type);

}  // namespace wls::api
