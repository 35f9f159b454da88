#include "api/openapi_document.h"

#include <gtest/gtest.h>

#include "api/json_reader.h"
#include "api/openapi.h"

namespace wls::api {
namespace {

int count(std::string_view text, std::string_view part) {
    int found = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

TEST(OpenApiDocument, IsAsWrittenWithoutAToken) {
    EXPECT_EQ(openapi_document(false), openapi_json());
}

TEST(OpenApiDocument, SaysHowATokenIsSent) {
    const auto document = openapi_document(true);
    const auto read = read_json(document);
    EXPECT_TRUE(read) << read.error().message;
    EXPECT_EQ(count(document, "\n  \"security\": [{\"bearer\": []}],"), 1);
    EXPECT_EQ(count(document, "\"securitySchemes\": {"), 1);
    EXPECT_EQ(count(document, "\"Unauthorized\": {"), 1);
}

TEST(OpenApiDocument, AllButHealthAnswer401) {
    const auto document = openapi_document(true);
    const int operations = count(document, "\"operationId\": ");
    const int open = count(document, "\"security\": [],");
    EXPECT_EQ(open, 2);
    EXPECT_EQ(count(document, "\"401\": {\"$ref\": \"#/components/responses/Unauthorized\"}"),
              operations - open);
}

}  // namespace
}  // namespace wls::api
