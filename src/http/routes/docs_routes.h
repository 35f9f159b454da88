// The interactive documentation, without any network: /docs, /redoc, /openapi.json, and the pages'
// files below /docs/assets/. "/" leads there.
#pragma once

#include "http/router.h"

namespace wls::http {

// `asks_for_token`: every request needs a token, and /openapi.json says so.
void add_docs_routes(Router& router, bool asks_for_token);

}  // namespace wls::http
