// The one mapping of errors to answers.
#pragma once

#include "base/result.h"
#include "http/response.h"

namespace wls::http {

// Invalid 422 (FastAPI's list when it has fields, and 400 for a body that cannot be read at all),
// NotFound 404, Conflict 409, Forbidden 403, Unavailable 503 with Retry-After, Internal 500. The
// text of Internal stays out of the answer and goes to the log as its cause.
Response problem(const Error& error);

}  // namespace wls::http
