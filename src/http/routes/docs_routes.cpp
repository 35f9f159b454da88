#include "http/routes/docs_routes.h"

#include <string>

#include "api/openapi_document.h"
#include "http/static_files.h"

namespace wls::http {

namespace {

// Swagger UI sets styles in its elements and shows images as data; all else is this server's.
constexpr const char* kPolicy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

Response serve_named(const Request& request, std::string_view name) {
    const Asset* asset = find_asset(docs_assets(), name);
    if (!asset) return detail(404, "Not Found");
    return serve_asset(request, *asset);
}

Handler page(const char* name) {
    return [name](const Request& request, const PathParameters&) -> Reply {
        return serve_named(request, name).with_header("Content-Security-Policy", kPolicy);
    };
}

}  // namespace

void add_docs_routes(Router& router, bool asks_for_token) {
    router.add("GET", "/docs", page("docs.html"));
    router.add("GET", "/redoc", page("redoc.html"));
    router.add("GET", "/docs/assets/{name}",
               [](const Request& request, const PathParameters& parameters) -> Reply {
                   return serve_named(request, parameters["name"]);
               });
    router.add("GET", "/openapi.json",
               [document = api::openapi_document(asks_for_token)](
                   const Request&, const PathParameters&) -> Reply { return json(200, document); });
    router.add("GET", "/",
               [](const Request&, const PathParameters&) -> Reply { return redirect("/docs"); });
}

}  // namespace wls::http
