// The routes of one schedule and the lists, beyond the seed's three: through the real program.
#include <gtest/gtest.h>

#include "support/http_client.h"
#include "support/program.h"

namespace wls {
namespace {

using support::ask;
using support::get;
using support::send;

constexpr const char* kBody =
    R"({"name":"a","start_time":"2027-01-01T10:00:00","end_time":"2027-01-01T11:00:00"})";

class Routes : public testing::Test {
  protected:
    static void SetUpTestSuite() { folder_ = new support::Folder; }
    static void TearDownTestSuite() { delete folder_; }

    void SetUp() override {
        std::filesystem::remove_all(folder_->path() / "data");
        server_ = std::make_unique<support::Server>(
            support::Start{{"serve", "--timezone", "UTC"}, folder_->path(), {}, false});
        port_ = server_->port();
    }

    static support::Folder* folder_;
    std::unique_ptr<support::Server> server_;
    std::uint16_t port_ = 0;
};

support::Folder* Routes::folder_ = nullptr;

TEST_F(Routes, ATagGuardsAgainstLostUpdates) {
    send(port_, "POST", "/schedules", kBody);
    const auto tag = get(port_, "/schedules/1").header("etag");
    EXPECT_EQ(ask(port_, {"GET", "/schedules/1", {{"If-None-Match", tag}}, "", false}).status, 304);
    const auto patched =
        send(port_, "PATCH", "/schedules/1", R"({"name":"b"})", {{"If-Match", tag}});
    EXPECT_EQ(patched.status, 200) << patched.body;
    EXPECT_NE(patched.header("etag"), tag);
    EXPECT_EQ(patched.header("etag"), get(port_, "/schedules/1").header("etag"));
    const struct {
        const char* method;
        const char* body;
    } rows[] = {{"PATCH", R"({"name":"c"})"}, {"PUT", kBody}, {"DELETE", ""}};
    for (const auto& row : rows) {
        const auto stale = send(port_, row.method, "/schedules/1", row.body, {{"If-Match", tag}});
        EXPECT_EQ(stale.status, 412) << row.method;
        EXPECT_NE(stale.body.find("read it again"), std::string::npos) << stale.body;
    }
    const std::string bare = patched.header("etag").substr(1, patched.header("etag").size() - 2);
    const auto unquoted =
        send(port_, "PATCH", "/schedules/1", R"({"name":"c"})", {{"If-Match", bare}});
    EXPECT_EQ(unquoted.status, 412);
    EXPECT_TRUE(unquoted.body.contains("If-Match has no quotes: send the ETag whole"))
        << unquoted.body;
    EXPECT_NE(get(port_, "/schedules/1").body.find(R"("name":"b")"), std::string::npos);
    EXPECT_EQ(send(port_, "PUT", "/schedules/1", kBody, {{"If-Match", "*"}}).status, 200);
    EXPECT_EQ(send(port_, "PUT", "/schedules/1", kBody).status, 200) << "never 428";
}

TEST_F(Routes, ATagOfADeletedScheduleNeverFitsItsSuccessor) {
    send(port_, "POST", "/schedules", kBody);
    const auto tag = get(port_, "/schedules/1").header("etag");
    send(port_, "DELETE", "/schedules/1", "");
    send(port_, "POST", "/schedules", kBody);
    EXPECT_NE(get(port_, "/schedules/1").header("etag"), tag);
    EXPECT_EQ(send(port_, "DELETE", "/schedules/1", "", {{"If-Match", tag}}).status, 412);
}

TEST_F(Routes, PatchChangesWhatItNamesAndChecksTheWhole) {
    send(port_, "POST", "/schedules", kBody);
    const auto late =
        send(port_, "PATCH", "/schedules/1", R"({"start_time":"2027-01-01T12:00:00"})");
    EXPECT_EQ(late.status, 422) << late.body;
    EXPECT_NE(late.body.find("window_empty"), std::string::npos) << late.body;
    EXPECT_EQ(send(port_, "PATCH", "/schedules/1", R"({"active":null})").status, 422);
    EXPECT_EQ(send(port_, "PATCH", "/schedules/1", "[]").status, 422);
    const auto changed = send(port_, "PATCH", "/schedules/1", R"({"active":"off","other":1})");
    EXPECT_EQ(changed.status, 200);
    EXPECT_EQ(changed.body,
              R"({"id":1,"name":"a","start_time":"2027-01-01T10:00:00",)"
              R"("end_time":"2027-01-01T11:00:00","status":"scheduled","active":false})");
    EXPECT_EQ(send(port_, "PATCH", "/schedules/1", "{}").status, 200);
}

TEST_F(Routes, WhatIsNotThereIs404) {
    for (const char* method : {"GET", "DELETE"})
        EXPECT_EQ(send(port_, method, "/schedules/7", "").status, 404) << method;
    EXPECT_EQ(send(port_, "PUT", "/schedules/7", kBody).status, 404);
    EXPECT_EQ(send(port_, "PATCH", "/schedules/7", "{}").status, 404);
    EXPECT_EQ(get(port_, "/transitions/7/log").status, 404);
    EXPECT_EQ(get(port_, "/schedules/x").status, 422);
}

TEST_F(Routes, AWindowThatEndsBeforeItStartsIsRefused) {
    const auto refused = send(port_, "POST", "/schedules",
                              R"({"name":"a","start_time":"2027-01-01T10:00:00",)"
                              R"("end_time":"2027-01-01T10:00:00"})");
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find(R"("loc":["body","end_time"])"), std::string::npos) << refused.body;
    EXPECT_EQ(get(port_, "/schedules").body, "[]");
}

TEST_F(Routes, PreferGivesTheScheduleBack) {
    const auto created =
        send(port_, "POST", "/schedules", kBody, {{"Prefer", "return=representation"}});
    EXPECT_EQ(created.status, 201);
    EXPECT_EQ(created.body, get(port_, "/schedules/1").body);
}

TEST_F(Routes, PagesFollowTheLink) {
    for (int i = 0; i < 5; ++i) send(port_, "POST", "/schedules", kBody);
    std::string target = "/schedules?limit=2&name=a";
    std::string seen;
    int pages = 0;
    for (; !target.empty() && pages < 10; ++pages) {
        const auto page = get(port_, target);
        for (int id = 1; id <= 5; ++id)
            if (page.body.contains("\"id\":" + std::to_string(id))) seen += std::to_string(id);
        const auto link = page.header("link");
        target = link.empty() ? "" : link.substr(1, link.find('>') - 1);
    }
    EXPECT_EQ(seen, "12345");
    EXPECT_EQ(pages, 3);
    EXPECT_EQ(get(port_, "/schedules?limit=0").status, 422);
    EXPECT_EQ(get(port_, "/schedules?limit=5").header("link"), "");
    EXPECT_EQ(get(port_, "/schedules?after=9223372036854775807").body, "[]");
}

TEST_F(Routes, ALongListIsWhole) {
    const std::string name(2'000, 'x');
    for (int i = 0; i < 300; ++i)
        send(port_, "POST", "/schedules",
             R"({"name":")" + name +
                 R"(","start_time":"2027-01-01T10:00:00","end_time":"2027-01-01T11:00:00"})");
    const auto list = get(port_, "/schedules");
    EXPECT_EQ(list.header("transfer-encoding"), "chunked");
    std::size_t count = 0;
    for (auto at = list.body.find("\"id\":"); at != std::string::npos;
         at = list.body.find("\"id\":", at + 1))
        ++count;
    EXPECT_EQ(count, 300U);
    EXPECT_TRUE(list.body.starts_with("[{") && list.body.ends_with("}]"));
}

TEST_F(Routes, ARequestKeepsItsIdWhenItIsShortAndPrintable) {
    const auto id_for = [&](const std::string& id) {
        return ask(port_, {"GET", "/schedules", {{"X-Request-Id", id}}, "", false})
            .header("x-request-id");
    };
    EXPECT_EQ(id_for("abc-123"), "abc-123");
    EXPECT_NE(id_for(std::string(200, 'a')), std::string(200, 'a'));
    EXPECT_NE(id_for("caf\xc3\xa9"), "caf\xc3\xa9");
    EXPECT_FALSE(get(port_, "/nope").header("x-request-id").empty());
}

TEST_F(Routes, ABodyOverOneMegabyteIs413) {
    const auto answer = send(port_, "POST", "/schedules", std::string(1'048'577, ' '));
    EXPECT_EQ(answer.status, 413);
    EXPECT_TRUE(answer.body.starts_with(R"({"detail":")")) << answer.body;
}

TEST_F(Routes, TransitionsRefuseWrongQueries) {
    for (const char* query : {"outcome=finished", "limit=0", "limit=1001", "schedule=x",
                              "from=soon", "to=", "after=1.5"})
        EXPECT_EQ(get(port_, std::string("/transitions?") + query).status, 422) << query;
    EXPECT_EQ(get(port_, "/transitions").body, "[]");
}

}  // namespace
}  // namespace wls
