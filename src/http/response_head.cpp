#include "http/response_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "http/conditions.h"

namespace wls::http {

namespace {

constexpr std::size_t kLongestId = 64;

void append_value(std::string& out, std::string_view value) {
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        out += (byte < 0x20 && c != '\t') || byte == 0x7f ? ' ' : c;
    }
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ");
    append_value(out, value);
    out += "\r\n";
}

void append_number(std::string& out, std::uint64_t number) {
    out += fmt::format_int(number).c_str();
}

}  // namespace

void write_head(std::string& out, const Response& response, const HeadFrame& frame) {
    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::uint64_t>(response.status));
    out.append(" ").append(reason(response.status)).append("\r\n").append(frame.date_and_server);
    if (!response.content_type.empty()) append_field(out, "Content-Type", response.content_type);
    if (frame.chunked) {
        out += "Transfer-Encoding: chunked\r\n";
    } else if (frame.length) {
        out += "Content-Length: ";
        append_number(out, *frame.length);
        out += "\r\n";
    }
    for (const auto& [name, value] : response.headers) append_field(out, name, value);
    append_field(out, "X-Request-Id", frame.request_id);
    if (!frame.keep_alive)
        out += "Connection: close\r\n";
    else if (!frame.http11)
        out += "Connection: keep-alive\r\n";
    out += "\r\n";
}

bool may_have_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

std::string_view DateLine::text() {
    const auto second = std::chrono::floor<std::chrono::seconds>(clock_.now());
    if (second != second_) {
        second_ = second;
        text_ = "Date: " + http_date(second) + "\r\nServer: workload-scheduler\r\n";
    }
    return text_;
}

RequestIds::RequestIds() : prefix_(fmt::format("{:08x}-", std::random_device()())) {}

void RequestIds::choose(std::string& id, std::optional<std::string_view> from_client) {
    const auto printable = [](char c) { return c > 0x20 && c < 0x7f; };
    if (from_client && !from_client->empty() && from_client->size() <= kLongestId &&
        std::all_of(from_client->begin(), from_client->end(), printable)) {
        id = *from_client;
        return;
    }
    id = prefix_;
    append_number(id, ++count_);
}

}  // namespace wls::http
