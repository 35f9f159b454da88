// The bytes in front of a body: status line and header fields.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "http/response.h"

namespace wls::http {

// What the connection knows and the response does not.
struct HeadFrame {
    std::string_view request_id{};
    std::string_view date_and_server{};     // whole lines: DateLine::text
    std::optional<std::uint64_t> length{};  // of the body; nothing when it has none or is chunked
    bool chunked = false;
    bool keep_alive = true;
    bool http11 = true;
};

// Appends to `out`. Control characters in values become spaces, so no value can end its line.
void write_head(std::string& out, const Response& response, const HeadFrame& frame);

// False for the statuses that never have a body (1xx, 204, 304).
bool may_have_body(int status);

// "Date: Tue, 24 Nov 2026 08:00:00 GMT\r\nServer: workload-scheduler\r\n", written once a second.
class DateLine {
  public:
    explicit DateLine(const Clock& clock) : clock_(clock) {}
    std::string_view text();

  private:
    const Clock& clock_;
    std::chrono::sys_seconds second_{std::chrono::sys_seconds::min()};
    std::string text_;
};

// Ids for requests: a random prefix for each process and a counter.
class RequestIds {
  public:
    RequestIds();
    // The client's own when it has 1 to 64 printable ASCII characters and no space, else a new one.
    void choose(std::string& id, std::optional<std::string_view> from_client);

  private:
    std::string prefix_;
    std::uint64_t count_ = 0;
};

}  // namespace wls::http
