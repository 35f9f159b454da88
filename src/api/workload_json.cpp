#include "api/workload_json.h"

#include "base/json_text.h"

namespace wls::api {

void append(std::string& out, const Workload& workload) {
    out += "{\"kind\":" + json_quoted(workload.kind);
    out += ",\"namespace\":" + json_quoted(workload.name_space);
    out += ",\"name\":" + json_quoted(workload.name);
    // The word of the catalog, which only processes have.
    if (workload.mode != Mode::Effect) out += ",\"mode\":" + json_quoted(text(workload.mode));
    out += '}';
}

Result<WorkloadFilter> decode_workload_query(QueryPairs pairs) {
    QueryReader query(pairs);
    WorkloadFilter filter;
    filter.kind = query.take<std::string>("kind", parse_query_text);
    filter.name_space = query.take<std::string>("namespace", parse_query_text);
    filter.name = query.take<std::string>("name", parse_query_text);
    filter.q = query.take<std::string>("q", parse_search);
    filter.limit = query.take<int>("limit", parse_limit).value_or(filter.limit);
    filter.after = query.take<std::string>("after", parse_query_text);
    if (!query.errors().empty()) return invalid_fields(query.errors());
    return filter;
}

}  // namespace wls::api
