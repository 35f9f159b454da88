#include "http/problem.h"

#include <gtest/gtest.h>

#include "api/schedule_json.h"

namespace wls::http {
namespace {

TEST(Problem, MapsEveryError) {
    const struct {
        const char* why;
        Error error;
        int status;
        const char* body;
    } rows[] = {
        {"our fault is not told",
         {ErrorCode::Internal, "disk /secret is full", {}},
         500,
         R"({"detail":"Internal Server Error"})"},
        {"unreadable",
         {ErrorCode::Invalid, api::kBodyUnreadable, {}},
         400,
         R"({"detail":"There was an error parsing the body"})"},
        {"invalid without fields", {ErrorCode::Invalid, "no", {}}, 422, R"({"detail":"no"})"},
        {"not found",
         {ErrorCode::NotFound, "Schedule not found", {}},
         404,
         R"({"detail":"Schedule not found"})"},
        {"conflict",
         {ErrorCode::Conflict, "it \"moved\"", {}},
         409,
         R"({"detail":"it \"moved\""})"},
        {"forbidden", {ErrorCode::Forbidden, "no", {}}, 403, R"({"detail":"no"})"},
        {"unavailable", {ErrorCode::Unavailable, "busy", {}}, 503, R"({"detail":"busy"})"},
    };
    for (const auto& row : rows) {
        const Response response = problem(row.error);
        EXPECT_EQ(response.status, row.status) << row.why;
        EXPECT_EQ(response.text(), row.body) << row.why;
        EXPECT_EQ(response.content_type, "application/json") << row.why;
        EXPECT_EQ(response.cause, row.status == 500 ? row.error.message : "") << row.why;
        EXPECT_EQ(response.header("Retry-After").has_value(), row.status == 503) << row.why;
    }
}

TEST(Problem, ListsWrongFields) {
    const Error error{ErrorCode::Invalid,
                      "1 field is wrong",
                      {{"missing", {"body", "name"}, "Field required", "{}", ""}}};
    const Response response = problem(error);
    EXPECT_EQ(response.status, 422);
    EXPECT_EQ(response.text(), R"({"detail":[{"type":"missing","loc":["body","name"],)"
                               R"("msg":"Field required","input":{}}]})");
}

}  // namespace
}  // namespace wls::http
