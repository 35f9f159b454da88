// A request as the handlers see it: plain values, already within the server's limits. It lives
// until its answer is sent; a Deferred that works on another thread copies what it needs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wls::http {

// The header fields of one request in one buffer, so that the next request reuses it.
class HeaderFields {
  public:
    void add(std::string_view name, std::string_view value);
    void clear();

    // The first field of that name, whatever its case. The view lives as long as this object.
    std::optional<std::string_view> find(std::string_view name) const;

    std::size_t count(std::string_view name) const;

  private:
    struct Place {
        std::uint32_t name, name_size, value, value_size;
    };
    std::string text_;
    std::vector<Place> places_;
};

struct Request {
    std::string method;  // "GET"; as sent, methods are case-sensitive
    std::string target;  // as sent: "/schedules/1%20?x=1"
    std::string path;    // percent-decoded, without the query: "/schedules/1 "
    std::vector<std::pair<std::string, std::string>> query;  // decoded, in order, may repeat
    HeaderFields headers;
    std::string body;
    std::string id;  // X-Request-Id: the client's or a fresh one

    std::optional<std::string_view> header(std::string_view name) const {
        return headers.find(name);
    }

    // The last value of a query parameter (as Starlette takes it); nothing when it is absent.
    std::optional<std::string_view> parameter(std::string_view name) const;

    // Fills `path` and `query` from `target` (origin form, or absolute form as proxies send it).
    void read_target();

    // Empties all fields and keeps their memory.
    void clear();
};

// Of a hexadecimal digit; -1: it is none.
int hex_value(char c);

// `text` with %XX replaced by their bytes; what is no valid %XX stays as it is. `plus_is_space`:
// the rules of a query.
std::string percent_decoded(std::string_view text, bool plus_is_space = false);

// `text` with everything but A-Z a-z 0-9 - . _ ~ and the characters of `safe` as %XX.
std::string percent_encoded(std::string_view text, std::string_view safe = "/");

// The path and raw query of a target: {"/a%20b", "x=1"}.
std::pair<std::string_view, std::string_view> split_target(std::string_view target);

// True when a header's comma-separated list holds `token`, whatever its case.
bool has_token(std::string_view list, std::string_view token);

}  // namespace wls::http
