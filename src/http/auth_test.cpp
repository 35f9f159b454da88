#include "http/auth.h"

#include <gtest/gtest.h>

namespace wls::http {
namespace {

int status_for(const char* authorization) {
    Request request;
    if (authorization) request.headers.add("Authorization", authorization);
    const auto refusal = Auth("s3cret:token").refusal(request);
    return refusal ? refusal->status : 200;
}

TEST(Auth, TakesTheTokenAndNothingElse) {
    const struct {
        const char* why;
        const char* field;
        int status;
    } rows[] = {
        {"bearer", "Bearer s3cret:token", 200},
        {"the scheme's letter case", "bearer s3cret:token", 200},
        {"more spaces", "Bearer   s3cret:token", 200},
        {"basic, any name (me:s3cret:token)", "Basic bWU6czNjcmV0OnRva2Vu", 200},
        {"basic, no name (:s3cret:token)", "Basic OnMzY3JldDp0b2tlbg==", 200},
        {"no field", nullptr, 401},
        {"empty", "", 401},
        {"no scheme", "s3cret:token", 401},
        {"no token", "Bearer", 401},
        {"no token after the space", "Bearer ", 401},
        {"a part", "Bearer s3cret", 401},
        {"more than it", "Bearer s3cret:tokens", 401},
        {"twice", "Bearer s3cret:tokens3cret:token", 401},
        {"another letter case", "Bearer S3cret:token", 401},
        {"another scheme", "Digest s3cret:token", 401},
        {"basic, wrong password (me:nope)", "Basic bWU6bm9wZQ==", 401},
        {"basic without a colon (me)", "Basic bWU=", 401},
        {"basic that is no base64", "Basic ***", 401},
        {"glued", "Bearers3cret:token", 401},
    };
    for (const auto& row : rows) EXPECT_EQ(status_for(row.field), row.status) << row.why;
}

// One field for each: a browser that reads a list as one scheme would ask nobody for the token.
TEST(Auth, AsksInTwoFieldsBasicFirst) {
    const auto refusal = Auth("s3cret").refusal(Request());
    ASSERT_TRUE(refusal);
    std::vector<std::string> challenges;
    for (const auto& [name, value] : refusal->headers)
        if (name == "WWW-Authenticate") challenges.push_back(value);
    EXPECT_EQ(challenges,
              (std::vector<std::string>{"Basic realm=\"Workload Scheduler\"", "Bearer"}));
}

}  // namespace
}  // namespace wls::http
