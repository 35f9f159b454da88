#include "api/list_query.h"

namespace wls::api {

Result<ScheduleFilter> decode_list_query(QueryPairs pairs) {
    QueryReader query(pairs);
    ScheduleFilter filter;
    filter.limit = query.take<int>("limit", parse_limit);
    filter.after = query.take<long long>("after", parse_key);
    filter.name = query.take<std::string>("name", parse_query_text);
    filter.status = query.take<std::string>("status", parse_query_text);
    filter.q = query.take<std::string>("q", parse_search);
    filter.active =
        query.take<bool>("active", [](const std::string& text) { return parse_flag(text); });
    if (!query.errors().empty()) return invalid_fields(query.errors());
    return filter;
}

}  // namespace wls::api
