// The commands on workloads, and what is said of workloads that are not there.
#include <algorithm>

#include "cli/session_for_tests.h"
#include "cli/workloads/workload_hint.h"

namespace wls::cli {
namespace {

TEST_F(Commands, WorkloadsAreATable) {
    transport.expect("GET /workloads?limit=200",
                     list_of({workload("Backup Database"),
                              answer(200, R"({"kind":"Webhook","namespace":"-","name":"Stage"})"),
                              answer(200, R"({"kind":"Deployment","namespace":"shop",)"
                                          R"("name":"web\u001b[31m","more":1})")}));
    const auto done = run(ListWorkloads{});
    EXPECT_EQ(done.out,
              "name             kind        mode\n"
              "Backup Database  Process     task\n"
              "Stage            Webhook\n"
              "shop/web\\e[31m   Deployment\n");
    EXPECT_EQ(done.err, "");
}

TEST_F(Commands, WorkloadsAsJsonAreOneArrayOverAllPages) {
    transport.expect("GET /workloads?limit=200",
                     list_of({workload("a")}, {{"Link", "</workloads?after=a>; rel=\"next\""}}));
    transport.expect("GET /workloads?after=a", list_of({workload("b", "Command")}));
    EXPECT_EQ(run(ListWorkloads{}, Format::Json).out,
              "[\n" + workload("a").body + ",\n" + workload("b", "Command").body + "\n]\n");
    transport.expect("GET /workloads?limit=200", answer(200, "[]"));
    const auto none = run(ListWorkloads{}, Format::Json);
    EXPECT_EQ(none.out + none.err, "[]\n");
}

TEST_F(Commands, WorkloadsSayWhenThereAreNoneOrMore) {
    transport.expect("GET /workloads?limit=200", answer(200, "[]"));
    EXPECT_EQ(run(ListWorkloads{}).err,
              "There are no workloads: the server's catalog (catalog.yaml) names none.\n");
    transport.expect("GET /workloads?limit=1",
                     list_of({workload("a")}, {{"Link", "</workloads?after=a>; rel=\"next\""}}));
    EXPECT_EQ(run(ListWorkloads{1}).err,
              "More workloads follow: give a larger --limit, or none.\n");
    transport.expect("GET /workloads?limit=200", answer(404, R"({"detail":"Not Found"})"));
    expect_error(run(ListWorkloads{}), ErrorCode::NotFound,
                 {"http://test:8000 does not list its workloads", "is it older"});
    transport.expect("GET /workloads?limit=200", answer(200, "{}"));
    expect_error(run(ListWorkloads{}), ErrorCode::Unavailable, {"is no list"});
}

TEST_F(Commands, AHistoryOfNothingNamesTheNearestWorkload) {
    // `key`: what stands before the name, as in a query.
    const auto err = [&](const std::string& word, const std::string& key, Answer named,
                         std::optional<Answer> there) {
        const auto name = word.substr(word.rfind('/') + 1);
        transport.expect("GET /transitions?workload=" + key + name + "&limit=50",
                         answer(200, "[]"));
        transport.expect("GET /workloads?name=" + name + "&limit=200", std::move(named));
        if (there) transport.expect("GET /workloads?limit=200", *there);
        return run(ListHistory{{}, word, {}, {}, {}, 50}).err;
    };
    const std::string nothing = "Nothing in the history is like that.\n";
    const auto none = answer(200, "[]");
    const auto all = list_of({workload("Backup"), workload("Nightly report")});
    EXPECT_EQ(err("Bakup", "", none, all),
              nothing + "The catalog has no workload 'Bakup': did you mean 'Backup'?\n");
    EXPECT_EQ(err("Process/-/Bakup", "Process%2F-%2F", none, all),
              nothing + "The catalog has no workload 'Process/-/Bakup': did you mean 'Backup'?\n");
    EXPECT_EQ(
        err("Command/-/Backup", "Command%2F-%2F", list_of({workload("Backup")}), {}),
        nothing +
            "The catalog has no workload 'Command/-/Backup': did you mean 'Process/-/Backup'?\n");
    EXPECT_EQ(err("xyz", "", none, all),
              nothing + "The catalog has no workload 'xyz'; 'workload list' shows what it has.\n");
    EXPECT_EQ(err("Backup", "", list_of({workload("Backup")}), {}), nothing);
    EXPECT_EQ(err("Backup", "", answer(404, "{}"), {}), nothing) << "an older server";
    EXPECT_EQ(err("Backup", "", answer(500, "{}"), {}), nothing);
    EXPECT_EQ(err("Bakup", "", none, answer(503, "{}")), nothing);
}

class Hints : public Commands {
  protected:
    // `there`: all that the server has.
    std::optional<std::string> hint(const std::string& name,
                                    const std::vector<std::string>& there) {
        std::vector<Answer> rows;
        for (const auto& one : there) rows.push_back(workload(one));
        // A server that does not know the filter sends all of them.
        transport.expect("GET /workloads?name=" + name + "&limit=200", list_of(rows));
        Server server(transport);
        if (std::ranges::find(there, name) == there.end())
            transport.expect("GET /workloads?limit=200", list_of(rows));
        return hint_for_name(server, name);
    }
};

TEST_F(Hints, NameWhatIsNear) {
    const std::vector<std::string> there = {"Backup Database", "Backup", "Nightly report", "Stage"};
    const std::vector<std::pair<const char*, const char*>> rows = {
        {"backup", "Backup"},
        {"BACKUPS", "Backup"},
        {"Bakcup", "Backup"},
        {"report", "Nightly report"},
        {"nig", "Nightly report"},
        {"stag", "Stage"},
        {"STAGE", "Stage"},
        {"database", "Backup Database"},
        {"Nihgtly", "Nightly report"},
    };
    for (const auto& [word, near] : rows)
        EXPECT_EQ(hint(word, there), ": did you mean '" + std::string(near) + "'?") << word;
    for (const char* word : {"x", "b", "up", "Etage0815", "zzzzzzzz"})
        EXPECT_EQ(hint(word, there), "; 'workload list' shows what it has") << word;
    EXPECT_EQ(hint("Stage", there), std::nullopt);
    EXPECT_EQ(hint("Stage", {}), "; 'workload list' shows what it has");
}

TEST_F(Hints, AreNotMadeOfWhatNoWorkloadCanBeNamed) {
    Server server(transport);
    for (const auto& name : {std::string(), std::string("\xff"), std::string(1'001, 'x')})
        EXPECT_FALSE(hint_for_name(server, name));
    EXPECT_TRUE(transport.requests.empty());
}

TEST_F(Hints, ShowNothingThatATerminalObeys) {
    Server server(transport);
    transport.expect("GET /workloads?name=x%2Fy&limit=200", answer(200, "[]"));
    transport.expect("GET /workloads?limit=200", list_of({answer(200, R"({"name":7})"),
                                                          answer(200, R"({"name":"x/\u001by"})")}));
    EXPECT_EQ(hint_for_name_or_key(server, "x/y"), ": did you mean 'x/\\ey'?");
    transport.expect("GET /workloads?name=Process%2Fx&limit=200", answer(200, "[]"));
    transport.expect("GET /workloads?limit=200", list_of({workload("X")}));
    EXPECT_EQ(hint_for_name_or_key(server, "Process/x"), ": did you mean 'X'?");
    transport.expect("GET /workloads?name=x%2Fy&limit=200", list_of({workload("x/y")}));
    EXPECT_EQ(hint_for_name_or_key(server, "x/y"), ": did you mean 'Process/-/x/y'?");
}

}  // namespace
}  // namespace wls::cli
