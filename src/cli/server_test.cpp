#include "cli/server.h"

#include "cli/session_for_tests.h"

namespace wls::cli {
namespace {

std::string page_of(const std::vector<int>& ids) {
    std::string text;
    for (const int id : ids)
        text += (text.empty() ? "{\"id\":" : ",{\"id\":") + std::to_string(id) + "}";
    return "[" + text + "]";
}

class Servers : public testing::Test {
  protected:
    ~Servers() override { EXPECT_TRUE(transport.all_asked()); }

    // All ids of the pages, or the error's sentence.
    std::string ids(std::optional<long long> most = {}) {
        std::string text;
        const auto more =
            server.pages("/schedules", {{"name", "a b"}}, most,
                         [&](const api::Json::Array& rows) -> Result<bool> {
                             for (const auto& row : rows)
                                 text += row.find("id")->as<api::Json::Integer>()->digits + " ";
                             return true;
                         });
        if (!more) return text + more.error().message;
        return text + (*more ? "more" : "end");
    }

    RecordedTransport transport;
    Server server{transport};
};

TEST_F(Servers, FollowThePagesToTheirEnd) {
    transport.expect(
        "GET /schedules?name=a%20b&limit=200",
        answer(200, page_of({1, 2}), {{"Link", "</schedules?after=2>; rel=\"next\""}}));
    transport.expect("GET /schedules?after=2",
                     answer(200, page_of({3}),
                            {{"link", "</x>; rel=\"prev\", </schedules?after=3>; rel=\"next\""}}));
    transport.expect("GET /schedules?after=3", answer(200, page_of({4}), {{"Link", "nonsense"}}));
    EXPECT_EQ(ids(), "1 2 3 4 end");
}

TEST_F(Servers, GoOnBehindAPageOnWhichNothingFits) {
    transport.expect("GET /schedules?name=a%20b&limit=200",
                     answer(200, "[]", {{"Link", "</schedules?after=9000>; rel=\"next\""}}));
    transport.expect("GET /schedules?after=9000", answer(200, page_of({9001})));
    EXPECT_EQ(ids(), "9001 end");
}

TEST_F(Servers, EndWithAListThatNeverEnds) {
    for (int i = 0; i < 20'000; ++i) {
        const auto n = std::to_string(i);
        transport.expect(
            i == 0 ? "GET /schedules?name=a%20b&limit=200" : "GET /x?" + n,
            answer(200, "[]", {{"Link", "</x?" + std::to_string(i + 1) + ">; rel=\"next\""}}));
    }
    EXPECT_TRUE(ids().contains("has no end"));
}

TEST_F(Servers, AskForNoMoreThanIsWanted) {
    transport.expect(
        "GET /schedules?name=a%20b&limit=3",
        answer(200, page_of({1, 2, 3}), {{"Link", "</schedules?after=3>; rel=\"next\""}}));
    EXPECT_EQ(ids(3), "1 2 3 more");
    transport.expect("GET /schedules?name=a%20b&limit=2", answer(200, page_of({1, 2, 3, 4})));
    EXPECT_EQ(ids(2), "1 2 more") << "a server that does not know the limit";
}

TEST_F(Servers, StopAtPagesThatAreWrong) {
    const std::vector<std::pair<Answer, const char*>> cases = {
        {answer(200, page_of({1}), {{"Link", "</schedules?name=a%20b&limit=200>; rel=\"next\""}}),
         "leads nowhere"},
        {answer(200, page_of({1}), {{"Link", "<http://evil/>; rel=\"next\""}}), "none of its own"},
        {answer(200, page_of({1}), {{"Link", "<//evil/>; rel=\"next\""}}), "none of its own"},
        {answer(200, page_of({1}), {{"Link", "</a b>; rel=\"next\""}}), "none of its own"},
        {answer(200, "[1,null,{}]"), "has rows that are none: is a Workload Scheduler running"},
        {answer(200, R"([{"id":1},{"id":null}])"), "has rows that are none"},
        {answer(200, "{}"), "is no list"},
        {answer(200, "[1"), "is no JSON"},
        {answer(200, ""), "is no JSON"},
        {answer(200, "<html>"), "is no JSON"},
        {answer(200, std::string(100'000, '[')), "is no JSON"},
    };
    for (const auto& [page, part] : cases) {
        transport.expect("GET /schedules?name=a%20b&limit=200", page);
        EXPECT_TRUE(ids().contains(part)) << part;
    }
}

TEST_F(Servers, SayWhatAnErrorMeans) {
    struct Case {
        Answer answer;
        ErrorCode code;
        const char* part;
    };
    const std::vector<Case> cases = {
        {answer(404, R"({"detail":"Schedule not found"})"), ErrorCode::NotFound,
         "Schedule not found"},
        {answer(404, "<html>not here"), ErrorCode::NotFound, "is a Workload Scheduler running"},
        {answer(401, R"({"detail":"The token is wrong"})"), ErrorCode::Forbidden,
         "The token is wrong; --token-file"},
        {answer(403, ""), ErrorCode::Forbidden, "--token-file"},
        {answer(409, R"({"detail":"It is used"})"), ErrorCode::Conflict, "It is used"},
        {answer(412, R"({"detail":"It changed"})"), ErrorCode::Conflict, "It changed"},
        {answer(422, R"({"detail":[{"loc":["body","end_time"],"msg":"is too early"},)"
                     R"({"loc":["body","name"],"msg":"Field required"},{"loc":3},7]})"),
         ErrorCode::Invalid, "end_time: is too early; name: Field required; is wrong; is wrong"},
        {answer(400, R"({"detail":"There was an error parsing the body"})"), ErrorCode::Invalid,
         "parsing the body"},
        {answer(500, R"({"detail":"Internal Server Error"})", {{"x-request-id", "r-7"}}),
         ErrorCode::Internal, "its log says why, request r-7"},
        {answer(503, R"({"detail":"The disk is full"})"), ErrorCode::Unavailable,
         "The disk is full); try again later"},
        {answer(307, ""), ErrorCode::Unavailable, "a redirection"},
        {answer(404, "{\"detail\":\"\\u001b[2Jgone\"}"), ErrorCode::NotFound, "\\e[2Jgone"},
        {answer(418, "{\"detail\":{\"a\":1}}"), ErrorCode::Unavailable, "status 418"},
    };
    for (const auto& wrong : cases) {
        transport.expect("GET /x", wrong.answer);
        const auto read = server.read("/x");
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, wrong.code) << wrong.part;
        EXPECT_TRUE(read.error().message.contains(wrong.part)) << read.error().message;
    }
}

TEST_F(Servers, AnEndlessListOfFieldsIsCut) {
    std::string body = R"({"detail":[)";
    for (int i = 0; i < 5'000; ++i) body += R"({"loc":["body","x"],"msg":"is wrong"},)";
    body += "1]}";
    transport.expect("GET /x", answer(422, body));
    const auto read = server.read("/x");
    EXPECT_LT(read.error().message.size(), 500U);
    EXPECT_TRUE(read.error().message.ends_with("and 4991 more"));
}

TEST_F(Servers, TellTheirTimeAndZone) {
    transport.expect("GET /time", answer(200, R"({"now":"2026-11-29T10:00:00+01:00",)"
                                              R"("timezone":"Europe/Paris"})"));
    const auto time = server.server_time();
    ASSERT_TRUE(time);
    EXPECT_EQ(time->zone.rfc3339(time->now), "2026-11-29T10:00:00+01:00");
    EXPECT_EQ(time->zone.name(), "Europe/Paris");
}

TEST_F(Servers, WithoutATimeSaySo) {
    const std::vector<std::pair<Answer, const char*>> cases = {
        {answer(404, R"({"detail":"Not Found"})"), "does not tell its time and zone"},
        {answer(200, "{}"), "does not tell its time and zone"},
        {answer(200, "[]"), "does not tell its time and zone"},
        {answer(200, R"({"now":"2026-11-29T10:00:00","timezone":"UTC"})"), "no offset"},
        {answer(200, R"({"now":"soon","timezone":"UTC"})"), "a time that is none"},
        {answer(200, R"({"now":"2026-11-29T10:00:00Z","timezone":"Mars/Base"})"),
         "'Mars/Base' is not known here"},
        {answer(200, R"({"now":"2026-11-29T10:00:00Z","timezone":"../../etc/passwd"})"),
         "is not known here"},
        {answer(200, R"({"now":"2026-11-29T10:00:00Z","timezone":7})"), "does not tell"},
    };
    for (const auto& [wrong, part] : cases) {
        transport.expect("GET /time", wrong);
        const auto time = server.server_time();
        ASSERT_FALSE(time) << part;
        EXPECT_EQ(time.error().code, ErrorCode::Unavailable);
        EXPECT_TRUE(time.error().message.contains(part)) << time.error().message;
    }
}

}  // namespace
}  // namespace wls::cli
