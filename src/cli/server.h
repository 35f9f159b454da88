// The server, as the commands speak to it: answers that are errors become sentences, JSON is read,
// pages are followed. Trusts nothing that comes back. One thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/json_value.h"
#include "base/result.h"
#include "cli/spoken_time.h"
#include "cli/transport.h"

namespace wls::cli {

// Names and values of a query, not yet encoded.
using Query = std::vector<std::pair<std::string, std::string>>;

// "/schedules?name=a%20b"; the path as it is.
std::string target_of(std::string_view path, const Query& query);

// How many rows one request asks for.
inline constexpr int kPageRows = 200;

class Server {
  public:
    // `transport` outlives the server.
    explicit Server(Transport& transport) : transport_(transport) {}

    // The answer, when its status is 2xx. Else the error that it means, as a sentence:
    // Invalid 400 413 422, NotFound 404, Conflict 409 412, Forbidden 401 403, Internal 500,
    // Unavailable the rest.
    Result<Answer> ask(const Request& request);

    // The same, with the answer's body given to `take` as it comes (Transport::stream). Unavailable
    // also: it broke off.
    Result<> stream(const Request& request, TakePiece take);

    // The JSON of an answer. Unavailable: it is none.
    Result<api::Json> json_of(const Answer& answer) const;

    // ask() and json_of() for a GET.
    Result<api::Json> read(const std::string& target);

    // All rows of a list, page by page, until there are no more, `most` were shown, or `show` says
    // false. `most` is 1 at least; none: all. True when the server has more rows than were shown.
    using Page = std::function<Result<bool>(const api::Json::Array& rows)>;
    Result<bool> pages(std::string_view path, Query query, std::optional<long long> most,
                       const Page& show);

    // The server's clock and zone. Unavailable: it does not tell (the original's stack has no such
    // route), or this machine does not know the zone.
    Result<ServerTime> server_time();

    const std::string& address() const { return transport_.address(); }

  private:
    Result<Answer> good(Result<Answer> answer) const;
    Result<std::optional<std::string>> next_page(const Answer& answer) const;

    Transport& transport_;
};

}  // namespace wls::cli
