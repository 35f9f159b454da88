// Requests for tests, without a socket; and a router's or handler's immediate answer.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "http/reply.h"
#include "http/request.h"

namespace wls::http {

using TestHeaders = std::vector<std::pair<std::string, std::string>>;

inline Request make_request(std::string method, std::string target,
                            const TestHeaders& headers = {{"Host", "test:8000"}}) {
    Request request;
    request.method = std::move(method);
    request.target = std::move(target);
    for (const auto& [name, value] : headers) request.headers.add(name, value);
    request.read_target();
    return request;
}

inline Response now(Reply reply) {
    return std::get<Response>(std::move(reply));
}

// The whole body, whether it is a text or pulled; "<broken: …>" at its end when a Source failed.
inline std::string whole_body(Response& response) {
    auto* source = std::get_if<Source>(&response.body);
    if (!source) return std::string(response.text());
    std::string body;
    for (;;) {
        auto piece = (*source)();
        if (!piece) return body + "<broken: " + piece.error().message + ">";
        if (!*piece) return body;
        body += **piece;
    }
}

}  // namespace wls::http
