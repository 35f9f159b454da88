// The interactive documentation, without any network: /docs, /redoc, /openapi.json, and the pages'
// files below /docs/assets/. "/" leads there.
#pragma once

#include "http/router.h"

namespace wls::http {

void add_docs_routes(Router& router);

}  // namespace wls::http
