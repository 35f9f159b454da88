// The query of GET /schedules, read as FastAPI would read `limit: int = Query(None, ge=1, le=1000)`
// and its fellows. Pure; any thread; any bytes.
#pragma once

#include "api/query_reader.h"
#include "base/result.h"
#include "domain/schedule_filter.h"

namespace wls::api {

// Unknown keys are ignored and the last of equal keys wins. Invalid: with all wrong parameters, in
// the order limit, after, name, status, q, active.
Result<ScheduleFilter> decode_list_query(QueryPairs pairs);

}  // namespace wls::api
