#include "cli/answer_error.h"

#include "api/json_reader.h"
#include "cli/display.h"

namespace wls::cli {

namespace {

constexpr std::size_t kMostFields = 10;

ErrorCode code_of(int status) {
    switch (status) {
        case 400:
        case 413:
        case 422:
            return ErrorCode::Invalid;
        case 401:
        case 403:
            return ErrorCode::Forbidden;
        case 404:
            return ErrorCode::NotFound;
        case 409:
        case 412:
            return ErrorCode::Conflict;
        case 500:
            return ErrorCode::Internal;
        default:
            return ErrorCode::Unavailable;
    }
}

// "end_time" of ["body", "end_time"].
std::string field_name(const api::Json* loc) {
    const auto* parts = loc ? loc->as<api::Json::Array>() : nullptr;
    std::string name;
    for (std::size_t i = 1; parts && i < parts->size() && i < 4; ++i) {
        if (!name.empty()) name += '.';
        if (const auto* text = (*parts)[i].as<std::string>()) name += *text;
        if (const auto* number = (*parts)[i].as<api::Json::Integer>()) name += number->digits;
    }
    return quoted_sentence(name);
}

// "end_time: Input should be …; name: Field required"
std::string fields_text(const api::Json::Array& fields) {
    std::string text;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i == kMostFields) return text + "; and " + std::to_string(fields.size() - i) + " more";
        const auto* msg = fields[i].find("msg");
        const auto* sentence = msg ? msg->as<std::string>() : nullptr;
        const std::string name = field_name(fields[i].find("loc"));
        if (!text.empty()) text += "; ";
        if (!name.empty()) text += name + ": ";
        text += sentence ? quoted_sentence(*sentence) : "is wrong";
    }
    return text;
}

// What stands in "detail"; empty when the body has none.
std::string detail_of(const Answer& answer) {
    const auto json = api::read_json(answer.body);
    if (!json) return "";
    const auto* detail = json->find("detail");
    if (!detail) return "";
    if (const auto* sentence = detail->as<std::string>()) return quoted_sentence(*sentence);
    if (const auto* fields = detail->as<api::Json::Array>()) return fields_text(*fields);
    return "";
}

// What servers answer to http on their port for https: nginx, Apache, those in Go.
bool is_https_only(const Answer& answer) {
    for (const char* words : {"plain HTTP request was sent to HTTPS port",
                              "speaking plain HTTP to an SSL-enabled server port",
                              "Client sent an HTTP request to an HTTPS server"})
        if (answer.status == 400 && answer.body.contains(words)) return true;
    return false;
}

std::string with_status(const Answer& answer, const std::string& detail) {
    return "status " + std::to_string(answer.status) + (detail.empty() ? "" : ", " + detail);
}

}  // namespace

Error error_of(const Answer& answer, const std::string& address) {
    const std::string detail = detail_of(answer);
    const ErrorCode code = code_of(answer.status);
    const auto request_id = answer.header("X-Request-Id");
    switch (code) {
        case ErrorCode::Forbidden:
            return {code,
                    "the server " + address +
                        " refuses: " + (detail.empty() ? with_status(answer, "") : detail) +
                        "; --token-file FILE names the file that holds its token",
                    {}};
        case ErrorCode::Internal:
            return {code,
                    "the server " + address + " failed (" + with_status(answer, detail) +
                        "); its log says why" +
                        (request_id ? ", request " + quoted_sentence(*request_id) : ""),
                    {}};
        case ErrorCode::Unavailable:
            if (answer.status >= 300 && answer.status < 400)
                return {code,
                        address + " answers with a redirection (" + with_status(answer, "") +
                            "): give --server the address of the server itself",
                        {}};
            return {code,
                    "the server " + address + " cannot answer now (" + with_status(answer, detail) +
                        "); try again later",
                    {}};
        default:
            break;
    }
    if (!detail.empty()) return {code, detail, {}};
    if (is_https_only(answer) && address.starts_with("http://"))
        return {code,
                "the server " + address + " speaks https there: give --server https" +
                    address.substr(address.find("://")),
                {}};
    return {code,
            address + " answers in no way that is known (" + with_status(answer, "") +
                "): is a Workload Scheduler running there?",
            {}};
}

}  // namespace wls::cli
