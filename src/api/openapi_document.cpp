#include "api/openapi_document.h"

#include <string_view>

#include "api/openapi.h"

namespace wls::api {

namespace {

// openapi.json is ours, and laid out by two spaces a level: these places are found by their text.
constexpr std::string_view kComponents = "\n  \"components\": {";
constexpr std::string_view kComponentResponses = "\n    \"responses\": {";
constexpr std::string_view kOperationResponses = "\n        \"responses\": {";
constexpr std::string_view kNoToken = "\"security\": [],";

constexpr std::string_view kSecurity = R"json(
  "security": [{"bearer": []}],)json";

constexpr std::string_view kSchemes = R"json(
    "securitySchemes": {
      "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "The server's token: the first line of the file named by --token-file."
      }
    },)json";

constexpr std::string_view kUnauthorized = R"json(
      "Unauthorized": {
        "description": "The token is missing or wrong",
        "headers": {
          "X-Request-Id": {"$ref": "#/components/headers/X-Request-Id"},
          "WWW-Authenticate": {"required": true, "schema": {"type": "string"}}
        },
        "content": {
          "application/json": {
            "schema": {"$ref": "#/components/schemas/Problem"},
            "example": {"detail": "The token is wrong"}
          }
        }
      },)json";

constexpr std::string_view kRefusal = R"json(
          "401": {"$ref": "#/components/responses/Unauthorized"},)json";

void insert_behind(std::string& text, std::string_view place, std::string_view what) {
    if (const auto at = text.find(place); at != std::string::npos)
        text.insert(at + place.size(), what);
}

}  // namespace

std::string openapi_document(bool asks_for_token) {
    std::string text(openapi_json());
    if (!asks_for_token) return text;
    for (auto at = text.find(kOperationResponses); at != std::string::npos;
         at = text.find(kOperationResponses, at + 1))
        if (!std::string_view(text).substr(0, at).ends_with(kNoToken))
            text.insert(at + kOperationResponses.size(), kRefusal);
    insert_behind(text, kComponentResponses, kUnauthorized);
    insert_behind(text, kComponents, kSchemes);
    if (const auto at = text.find(kComponents); at != std::string::npos) text.insert(at, kSecurity);
    return text;
}

}  // namespace wls::api
