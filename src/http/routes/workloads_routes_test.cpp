#include "http/routes/workloads_routes.h"

#include <gtest/gtest.h>

#include "http/request_for_tests.h"
#include "http/routes/reader_for_tests.h"

namespace wls::http {
namespace {

class SomeWorkloads : public EmptyReader {
  public:
    Result<std::vector<Workload>> workloads(const WorkloadFilter& filter) override {
        if (broken) return fail(ErrorCode::Unavailable, "the database is away");
        return chosen(all, filter);
    }

    std::vector<Workload> all = {{"Webhook", "-", "Stage", Mode::Effect},
                                 {"Process", "-", "Site \"é\" & more?", Mode::Service},
                                 {"Command", "-", "a/b", Mode::Effect},
                                 {"Process", "-", "Backup Database", Mode::Task}};
    bool broken = false;
};

class WorkloadRoutes : public testing::Test {
  protected:
    WorkloadRoutes() { add_workload_routes(router, reader); }

    Response get(const std::string& target) {
        return now(router.handle(make_request("GET", target)));
    }

    SomeWorkloads reader;
    Router router;
};

constexpr const char* kCommand = R"({"kind":"Command","namespace":"-","name":"a/b"})";
constexpr const char* kBackup =
    R"({"kind":"Process","namespace":"-","name":"Backup Database","mode":"task"})";
constexpr const char* kSite =
    R"({"kind":"Process","namespace":"-","name":"Site \"é\" & more?","mode":"service"})";
constexpr const char* kStage = R"({"kind":"Webhook","namespace":"-","name":"Stage"})";

std::string list(std::initializer_list<const char*> rows) {
    std::string text = "[";
    for (const auto* row : rows) (text += text.size() > 1 ? "," : "") += row;
    return text + "]";
}

TEST_F(WorkloadRoutes, ListWhatTheyAreAndNotHowTheyAreRun) {
    const auto all = get("/workloads");
    EXPECT_EQ(all.status, 200);
    EXPECT_EQ(all.content_type, "application/json");
    EXPECT_EQ(all.text(), list({kCommand, kBackup, kSite, kStage}));
    EXPECT_FALSE(all.header("Link"));
    reader.all.clear();
    EXPECT_EQ(get("/workloads").text(), "[]");
}

TEST_F(WorkloadRoutes, Choose) {
    EXPECT_EQ(get("/workloads?kind=Process").text(), list({kBackup, kSite}));
    EXPECT_EQ(get("/workloads?name=Stage").text(), list({kStage}));
    EXPECT_EQ(get("/workloads?name=stage").text(), "[]");
    EXPECT_EQ(get("/workloads?q=sta").text(), list({kStage}));
    EXPECT_EQ(get("/workloads?namespace=-&kind=Command&other=1").text(), list({kCommand}));
    EXPECT_EQ(get("/workloads?namespace=shop").text(), "[]");
    EXPECT_EQ(get("/workloads?name=x&name=a/b").text(), list({kCommand})) << "the last wins";
    EXPECT_EQ(get("/workloads?after=Process/-/Site").text(), list({kSite, kStage}));
}

TEST_F(WorkloadRoutes, GoPageByPage) {
    std::string target = "/workloads?limit=1&q=", seen;
    for (int page = 0; page < 10 && !target.empty(); ++page) {
        const auto answer = get(target);
        seen += answer.text();
        const auto link = answer.header("Link").value_or("");
        target = link.substr(link.empty() ? 0 : 1, link.find('>') - (link.empty() ? 0 : 1));
    }
    EXPECT_EQ(seen, list({kCommand}) + list({kBackup}) + list({kSite}) + list({kStage}));
    EXPECT_EQ(get("/workloads?limit=3").header("Link"),
              "</workloads?limit=3&after=Process%2F-%2FSite%20%22%C3%A9%22%20%26%20more%3F>;"
              " rel=\"next\"");
}

TEST_F(WorkloadRoutes, RefuseWhatIsWrong) {
    for (const char* query : {"limit=0", "limit=1001", "limit=x", "limit=", "limit=-1", "name=%00",
                              "kind=a%00", "namespace=%00", "after=%00", "q=%00"})
        EXPECT_EQ(get(std::string("/workloads?") + query).status, 422) << query;
    EXPECT_EQ(get("/workloads?q=" + std::string(257, 'x')).status, 422);
    EXPECT_EQ(get("/workloads?q=" + std::string(256, 'x')).status, 200);
    const auto both = get("/workloads?limit=0&kind=%00");
    EXPECT_TRUE(both.text().contains(R"(["query","limit"])")) << both.text();
    EXPECT_TRUE(both.text().contains(R"(["query","kind"])")) << both.text();
    EXPECT_EQ(now(router.handle(make_request("POST", "/workloads"))).status, 405);
    EXPECT_EQ(get("/workloads/x").status, 404);
    reader.broken = true;
    EXPECT_EQ(get("/workloads").status, 503);
}

}  // namespace
}  // namespace wls::http
