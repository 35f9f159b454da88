// The description of the API as a server answers it. Pure; any thread.
#pragma once

#include <string>

namespace wls::api {

// openapi.json; when the server asks for a token, with the scheme by which it is sent (so that
// /docs has its Authorize button) and the 401 of every operation that needs it.
std::string openapi_document(bool asks_for_token);

}  // namespace wls::api
