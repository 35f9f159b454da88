#include "http/response.h"

#include "base/json_text.h"
#include "base/text.h"
#include "http/request.h"

namespace wls::http {

namespace {
constexpr const char* kJson = "application/json";
}

Response&& Response::with_header(std::string name, std::string value) && {
    headers.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
}

std::optional<std::string_view> Response::header(std::string_view name) const {
    for (const auto& [field, value] : headers)
        if (is_same_in_any_case(field, name)) return value;
    return std::nullopt;
}

std::string_view Response::text() const {
    const auto* whole = std::get_if<std::string>(&body);
    return whole ? std::string_view(*whole) : std::string_view();
}

Response json(int status, std::string body) {
    return text(status, std::move(body), kJson);
}

Response json_source(int status, Source source) {
    Response response = empty(status);
    response.content_type = kJson;
    response.body = std::move(source);
    return response;
}

Response text(int status, std::string body, std::string content_type) {
    Response response = empty(status);
    response.content_type = std::move(content_type);
    response.body = std::move(body);
    return response;
}

Response empty(int status) {
    Response response;
    response.status = status;
    return response;
}

Response detail(int status, std::string_view sentence) {
    return json(status, "{\"detail\":" + json_quoted(sentence) + "}");
}

Response redirect(std::string location) {
    return empty(307).with_header("Location", std::move(location));
}

std::string_view reason(int status) {
    switch (status) {
        case 100:
            return "Continue";
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 304:
            return "Not Modified";
        case 307:
            return "Temporary Redirect";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 406:
            return "Not Acceptable";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 416:
            return "Range Not Satisfiable";
        case 422:
            return "Unprocessable Entity";
        case 428:
            return "Precondition Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        default:
            return "";
    }
}

}  // namespace wls::http
