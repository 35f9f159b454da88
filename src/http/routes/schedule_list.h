// GET /schedules as a body: an array of any length in batches by ascending id, each a short read of
// its own, so that a million rows need the memory of one batch and hold no transaction open.
#pragma once

#include "domain/schedule_filter.h"
#include "engine/store.h"
#include "http/request.h"
#include "http/response.h"

namespace wls::http {

// Without filter.limit all, streamed when it is more than one batch; with it one page and, when
// more follows, a Link to the next (RFC 8288). `reader` outlives the response.
Response list_schedules(Reader& reader, const ScheduleFilter& filter, const Request& request);

}  // namespace wls::http
