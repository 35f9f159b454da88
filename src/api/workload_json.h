// Workloads in JSON, and the query that chooses them. Shapes: openapi.json. Pure; any thread.
#pragma once

#include <string>

#include "api/query_reader.h"
#include "base/result.h"
#include "domain/workload.h"
#include "domain/workload_filter.h"

namespace wls::api {

// Appends one workload: what it is, never how it is run.
void append(std::string& out, const Workload& workload);

// kind, namespace, name, q, limit, after. Unknown keys are ignored and the last of equal keys wins.
// Invalid: with all wrong parameters.
Result<WorkloadFilter> decode_workload_query(QueryPairs pairs);

}  // namespace wls::api
