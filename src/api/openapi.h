// The description of the API (OpenAPI 3.1), kept by hand in openapi.json and carried in the
// program. Pure; any thread.
#pragma once

#include <string_view>

namespace wls::api {

std::string_view openapi_json();  // defined by the build (cmake/Embed.cmake)

}  // namespace wls::api
