// Transitions in JSON, and the query that chooses them. Shapes: openapi.json. Pure; any thread.
#pragma once

#include <string>

#include "api/query_reader.h"
#include "base/result.h"
#include "domain/transition.h"
#include "domain/transition_filter.h"
#include "time/zone.h"

namespace wls::api {

// Appends one transition; its instants with the offset of `zone`.
void append(std::string& out, const Transition& transition, const Zone& zone);

// schedule, workload, outcome, from, to, limit, after. Date-times without an offset are `zone`'s.
// Invalid: with all wrong parameters.
Result<TransitionFilter> decode_transition_query(QueryPairs pairs, const Zone& zone);

// follow: without a value it means true. Invalid: when it is no boolean.
Result<bool> decode_log_query(QueryPairs pairs);

// An id as written in a path, as parse_schedule_id reads it.
Result<TransitionId> parse_transition_id(std::string_view path_text);

}  // namespace wls::api
