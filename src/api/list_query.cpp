#include "api/list_query.h"

namespace wls::api {

namespace {

constexpr std::size_t kMostSearchBytes = 256;

// Looking for a text costs its length times the names' lengths.
Checked<std::string> parse_search(const std::string& text) {
    if (text.size() <= kMostSearchBytes) return parse_query_text(text);
    return std::unexpected(Complaint{"string_too_long", "String should have at most 256 bytes",
                                     R"({"max_length":256})"});
}

}  // namespace

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
