// What a request says about the version and the part it wants: If-None-Match, If-Modified-Since,
// Range, If-Range, Accept-Encoding; and HTTP's dates. Pure; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "http/request.h"

namespace wls::http {

// What a client may already have. `etag` with its quotes.
struct Version {
    std::string_view etag;
    std::optional<std::chrono::sys_seconds> modified_at;
};

// True when a GET shall be answered with 304. If-None-Match rules out If-Modified-Since.
bool is_unchanged(const Request& request, const Version& version);

// True when the list of an If-Match or If-None-Match is "*" or names `etag`. `weakly`: W/ before
// either does not matter; else a weak tag matches nothing.
bool names_etag(std::string_view list, std::string_view etag, bool weakly);

struct WholeBody {};
struct NoSuchPart {};  // 416
struct Part {
    std::uint64_t first;
    std::uint64_t size;
    friend bool operator==(const Part&, const Part&) = default;
};

// The part of a body of `size` bytes that Range asks for. Whole: no Range, one that is not
// understood, more than one part, or an If-Range of another version.
std::variant<WholeBody, Part, NoSuchPart> wanted_part(const Request& request, std::uint64_t size,
                                                      const Version& version);

// True when the client takes a gzip'd body (Accept-Encoding names gzip, or *, not with q=0).
bool accepts_gzip(const Request& request);

// "Tue, 24 Nov 2026 08:00:00 GMT" (RFC 9110, 5.6.7: IMF-fixdate).
std::string http_date(std::chrono::sys_seconds at);

// The same form only, and only dates that exist; the weekday is not looked at. The two forms that
// RFC 9110 calls obsolete are nothing.
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text);

}  // namespace wls::http
