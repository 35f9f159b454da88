#include "http/routes/workloads_routes.h"

#include <utility>

#include "api/workload_json.h"
#include "http/problem.h"
#include "http/routes/page_link.h"

namespace wls::http {

namespace {

Reply list(Reader& reader, const Request& request) {
    auto filter = api::decode_workload_query(request.query);
    if (!filter) return problem(filter.error());
    const auto limit = static_cast<std::size_t>(filter->limit);
    filter->limit += 1;  // one more tells whether a page follows
    const auto rows = reader.workloads(*filter);
    if (!rows) return problem(rows.error());
    std::string body = "[";
    for (std::size_t i = 0; i < rows->size() && i < limit; ++i) {
        if (i > 0) body += ',';
        api::append(body, (*rows)[i]);
    }
    Response response = json(200, body + "]");
    if (rows->size() <= limit) return response;
    return std::move(response).with_header("Link", next_page(request, (*rows)[limit - 1].key()));
}

}  // namespace

void add_workload_routes(Router& router, Reader& reader) {
    router.add("GET", "/workloads",
               [&reader](const Request& request, const PathParameters&) -> Reply {
                   return list(reader, request);
               });
}

}  // namespace wls::http
