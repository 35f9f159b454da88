// Files as they are: those below a folder, and those that the program carries inside itself; with
// ETag and 304. Bytes are read as they are sent.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "http/router.h"

namespace wls::http {

// Serves the files below `root` at `prefix` ("/static"), also in parts (Range). Nothing outside of
// the folder is reachable: what is no file below it is 404. The folder may appear later.
void add_static_routes(Router& router, std::string_view prefix, const std::filesystem::path& root);

// "text/css; charset=utf-8" for "a.css"; text/plain for what is unknown, as Starlette answers.
std::string_view content_type_of(std::string_view file_name);

// A file inside the program. The views live as long as it does.
struct Asset {
    std::string_view name;  // "swagger-ui.css"
    std::string_view bytes;
    std::string_view gzip;  // the same, compressed
    std::string_view tag;   // of the content
};

// What /docs and /redoc are made of; defined by the build (cmake/Embed.cmake).
std::span<const Asset> docs_assets();

// Nothing of that name: nullptr.
const Asset* find_asset(std::span<const Asset> assets, std::string_view name);

// The asset as this client wants it: gzip'd or not, or 304.
Response serve_asset(const Request& request, const Asset& asset);

}  // namespace wls::http
