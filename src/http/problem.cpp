#include "http/problem.h"

#include "api/schedule_json.h"

namespace wls::http {

Response problem(const Error& error) {
    switch (error.code) {
        case ErrorCode::Invalid:
            if (!error.fields.empty())
                return json(422, api::encode_validation_errors(error.fields));
            return detail(error.message == api::kBodyUnreadable ? 400 : 422, error.message);
        case ErrorCode::NotFound:
            return detail(404, error.message);
        case ErrorCode::Conflict:
            return detail(409, error.message);
        case ErrorCode::Forbidden:
            return detail(403, error.message);
        case ErrorCode::Unavailable:
            return detail(503, error.message).with_header("Retry-After", "1");
        case ErrorCode::Internal:
            break;
    }
    Response response = detail(500, "Internal Server Error");
    response.cause = error.message;
    return response;
}

}  // namespace wls::http
