// The token that every request must carry when the server has one. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "http/request.h"
#include "http/response.h"

namespace wls::http {

class Auth {
  public:
    // `token` is not empty.
    explicit Auth(std::string token) : token_(std::move(token)) {}

    // Nothing when the request carries the token: `Authorization: Bearer TOKEN`, or Basic with the
    // token as password and any name, so that a browser can open /docs. Otherwise 401. How much of
    // a wrong token is right does not show in the time it takes.
    std::optional<Response> refusal(const Request& request) const;

  private:
    bool is_token(std::string_view given) const;

    std::string token_;
};

}  // namespace wls::http
