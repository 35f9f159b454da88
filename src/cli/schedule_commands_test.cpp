// The commands on schedules, against recorded answers.
#include "cli/session_for_tests.h"

namespace wls::cli {
namespace {

TEST_F(Commands, ListShowsATable) {
    transport.expect(
        "GET /schedules?limit=200",
        list_of({schedule("7", "Shop"), schedule("1000", "Le caf\u00e9 \\u001b[31m", false)}));
    const auto done = run(ListSchedules{});
    EXPECT_TRUE(done.result);
    EXPECT_EQ(done.out,
              "  id  name            when                           status     active\n"
              "   7  Shop            Mon 30 Nov 2026 08:00 → 09:00  scheduled  yes\n"
              "1000  Le café \\e[31m  Mon 30 Nov 2026 08:00 → 09:00  scheduled  no\n");
}

TEST_F(Commands, ListAsksForWhatIsWanted) {
    transport.expect("GET /schedules?name=a%26b&status=running&active=false&limit=5", list_of({}));
    const auto done = run(ListSchedules{"a&b", "running", false, 5});
    EXPECT_EQ(done.out, "");
    EXPECT_EQ(done.err, "No schedule is like that.\n");
    transport.expect("GET /schedules?status=runing&limit=200", list_of({}));
    EXPECT_EQ(run(ListSchedules{{}, "runing", {}, {}}).err,
              "No schedule is like that: did you mean --status running?\n");
    transport.expect("GET /schedules?limit=200", list_of({}));
    EXPECT_TRUE(run(ListSchedules{}).err.starts_with("There are no schedules; "));
}

TEST_F(Commands, ListAsJsonIsOneArrayOverAllPages) {
    transport.expect(
        "GET /schedules?limit=200",
        answer(200, R"([{"id":1,"x":[1.0]}])", {{"Link", "</schedules?after=1>; rel=\"next\""}}));
    transport.expect("GET /schedules?after=1", answer(200, R"([{"id":2},{"id":3}])"));
    EXPECT_EQ(run(ListSchedules{}, Format::Json).out,
              "[\n{\"id\":1,\"x\":[1.0]},\n{\"id\":2},\n{\"id\":3}\n]\n");
    transport.expect("GET /schedules?limit=200", answer(200, "[]"));
    const auto empty = run(ListSchedules{}, Format::Json);
    EXPECT_EQ(empty.out, "[]\n");
    EXPECT_EQ(empty.err, "");
}

TEST_F(Commands, ListTakesWhateverAServerSends) {
    transport.expect("GET /schedules?limit=200",
                     answer(200, R"([{"id":"x","name":null,"start_time":"soon","active":3},)"
                                 R"({"id":1,"target":{"kind":"Deployment","namespace":"shop",)"
                                 R"("selector":"tier=web"}}])"));
    const auto done = run(ListSchedules{});
    EXPECT_TRUE(done.result);
    EXPECT_TRUE(done.out.contains("soon → ")) << done.out;
    EXPECT_TRUE(done.out.contains("Deployment/shop tier=web")) << done.out;
}

TEST_F(Commands, ShowTakesAnIdOrTheNameThatOneScheduleHas) {
    transport.expect("GET /schedules/7", schedule("7", "Shop"));
    transport.expect("GET /time", time_in_paris());
    const auto by_id = run(ShowSchedule{"7"});
    EXPECT_EQ(by_id.out,
              "id        7\n"
              "name      Shop\n"
              "when      Mon 30 Nov 2026 08:00:00 → 09:00:00, Europe/Paris (the server's zone)\n"
              "status    scheduled\n"
              "active    yes\n");
    transport.expect("GET /schedules?name=Shop&limit=11", list_of({schedule("7", "Shop")}));
    transport.expect("GET /schedules/7", schedule("7", "Shop"));
    transport.expect("GET /time", answer(404, ""));
    EXPECT_TRUE(run(ShowSchedule{"Shop"}).out.contains("08:00:00 → 09:00:00\n"));
}

TEST_F(Commands, ANameThatNoneOrSeveralHaveIsExplained) {
    transport.expect("GET /schedules?name=Shop&limit=11",
                     list_of({schedule("3", "Shop"), schedule("9", "Shop")}));
    expect_error(run(ShowSchedule{"Shop"}), ErrorCode::Invalid,
                 {"2 schedules are named 'Shop'", "one of the ids 3, 9"});
    transport.expect("GET /schedules?name=Sho&limit=11", list_of({}));
    transport.expect("GET /schedules?q=Sho&limit=11",
                     list_of({schedule("3", "Shop"), schedule("9", "Shoes")}));
    expect_error(run(ShowSchedule{"Sho"}), ErrorCode::NotFound,
                 {"no schedule has the id or the name 'Sho'", "'Shop' (3), 'Shoes' (9)"});
    transport.expect("GET /schedules?name=Sho&limit=11", list_of({schedule("3", "Shop")}));
    transport.expect("GET /schedules?q=Sho&limit=11", list_of({}));
    transport.expect("GET /schedules?limit=200", answer(503, "{}"));
    expect_error(run(ShowSchedule{"Sho"}), ErrorCode::NotFound,
                 {"no schedule has", "'schedule list' shows them"});
    const auto misspelt = [&](const char* name) {
        transport.expect(std::string("GET /schedules?name=") + name + "&limit=11", list_of({}));
        transport.expect(std::string("GET /schedules?q=") + name + "&limit=11", list_of({}));
        transport.expect("GET /schedules?limit=200",
                         list_of({schedule("3", "Report"), schedule("9", "Backup")}));
        return run(ShowSchedule{name});
    };
    expect_error(misspelt("bakup"), ErrorCode::NotFound, {"'bakup'; near it: 'Backup' (9)"});
    expect_error(misspelt("xyz"), ErrorCode::NotFound, {"'xyz'; 'schedule list' shows them"});
    expect_error(run(ShowSchedule{""}), ErrorCode::Invalid, {"schedule list"});
    expect_error(run(ShowSchedule{"\xff"}), ErrorCode::Invalid, {"schedule list"});
    transport.expect("GET /schedules/8", answer(404, R"({"detail":"Schedule not found"})"));
    expect_error(run(ShowSchedule{"8"}), ErrorCode::NotFound,
                 {"no schedule has the id 8; 'schedule list' shows them"});
    transport.expect("GET /schedules/8", answer(200, "[]"));
    expect_error(run(ShowSchedule{"8"}), ErrorCode::Unavailable, {"is no schedule"});
}

TEST_F(Commands, CreateSendsTheTimesAndEchoesWhatIsStored) {
    const auto body_of = [&](const CreateSchedule& command, const std::string& in_query) {
        transport.expect("GET /time", time_in_paris());
        transport.expect("POST /schedules",
                         answer(200, R"({"status":"created"})", {{"location", "/schedules/7"}}));
        transport.expect("GET /schedules/7", schedule("7", "Shop"));
        transport.expect("GET /workloads?name=" + in_query + "&limit=200", answer(404, "{}"));
        const auto done = run(command);
        EXPECT_EQ(done.err, "") << "an older server knows no workloads";
        EXPECT_EQ(done.out,
                  "Created schedule 7 'Shop': from Mon 30 Nov 2026 08:00:00 to 09:00:00,"
                  " Europe/Paris (the server's zone).\n");
        return transport.requests[transport.requests.size() - 3].body;
    };
    EXPECT_EQ(body_of({"Shop", "tomorrow 08:00", "09:00", {}, true}, "Shop"),
              R"({"name":"Shop","start_time":"2026-11-30T08:00:00",)"
              R"("end_time":"2026-11-30T09:00:00"})");
    EXPECT_EQ(body_of({"\"Shop\"\n", "in 5m", {}, "1h", false}, "%22Shop%22%0A"),
              R"({"name":"\"Shop\"\n","start_time":"2026-11-29T09:05:00Z",)"
              R"("end_time":"2026-11-29T10:05:00Z","active":false})");
    EXPECT_EQ(body_of({"S", "2026-11-30T08:00+02:00", "2026-11-30 08:00", {}, true}, "S"),
              R"({"name":"S","start_time":"2026-11-30T06:00:00Z",)"
              R"("end_time":"2026-11-30T08:00:00"})");
}

TEST_F(Commands, CreateRefusesWhatCannotBeMeantBeforeItAsks) {
    const std::vector<std::pair<CreateSchedule, const char*>> cases = {
        {{"x", "soon", "09:00", {}, true}, "--start 'soon': that is no time"},
        {{"x", "now", "never", {}, true}, "--end 'never': that is no time"},
        {{"x", "now", {}, "long", true}, "--for 'long': "},
        {{"x", "now", {}, "0m", true}, "longer than nothing"},
        {{"x", "now", {}, {}, true}, "either --end TIME or --for LENGTH"},
        {{"x", "now", "09:00", "1h", true}, "either --end TIME or --for LENGTH"},
        {{"\xff", "now", {}, "1h", true}, "--name: the text is no UTF-8"},
        {{"", "now", {}, "1h", true}, "--name: say what it is called"},
    };
    for (const auto& [command, part] : cases)
        expect_error(run(command), ErrorCode::Invalid, {part});
    EXPECT_TRUE(transport.requests.empty());
}

TEST_F(Commands, CreateRefusesAWindowThatEndsBeforeItBegins) {
    transport.expect("GET /time", time_in_paris());
    expect_error(run(CreateSchedule{"x", "tomorrow 09:00", "in 2h", {}, true}), ErrorCode::Invalid,
                 {"--end in 2h (2026-11-29T12:00:00+01:00)", "--start tomorrow 09:00",
                  "--for counts from the start"});
    transport.expect("GET /time", answer(404, ""));
    expect_error(run(CreateSchedule{"x", "now", {}, "1h", true}), ErrorCode::Unavailable,
                 {"does not tell its time"});
    EXPECT_EQ(transport.requests.size(), 2U);
}

TEST_F(Commands, CreateSaysWhatTheServerRefused) {
    transport.expect("GET /time", time_in_paris());
    transport.expect("POST /schedules",
                     answer(422, R"({"detail":[{"loc":["body","name"],"msg":"too long"}]})"));
    expect_error(run(CreateSchedule{"x", "now", {}, "1h", true}), ErrorCode::Invalid,
                 {"name: too long"});
    for (const char* location : {"http://evil/schedules/7", "/schedules/../x", "/schedules/", ""}) {
        transport.expect("GET /time", time_in_paris());
        transport.expect("POST /schedules",
                         answer(200, R"({"status":"created"})", {{"Location", location}}));
        expect_error(run(CreateSchedule{"x", "now", {}, "1h", true}), ErrorCode::Unavailable,
                     {"was created, but"});
    }
}

TEST_F(Commands, CreateWarnsOfAWindowThatIsOver) {
    transport.expect("GET /time", time_in_paris());
    transport.expect("POST /schedules", answer(200, "{}", {{"Location", "/schedules/7"}}));
    transport.expect("GET /schedules/7", schedule("7", "Shop"));
    transport.expect("GET /workloads?name=Shop&limit=200", list_of({workload("Shop")}));
    EXPECT_EQ(run(CreateSchedule{"Shop", "2h ago", {}, "1h", true}).err,
              "This window is over already: nothing will happen.\n");
}

TEST_F(Commands, CreateWarnsOfANameThatNoWorkloadHas) {
    const auto created = [&](Format format) {
        transport.expect("GET /time", time_in_paris());
        transport.expect("POST /schedules", answer(200, "{}", {{"Location", "/schedules/7"}}));
        transport.expect("GET /schedules/7", schedule("7", "Bakup"));
        transport.expect("GET /workloads?name=Bakup&limit=200", answer(200, "[]"));
        transport.expect("GET /workloads?limit=200", list_of({workload("Backup")}));
        return run(CreateSchedule{"Bakup", "now", {}, "1h", true}, format);
    };
    for (const auto format : {Format::Table, Format::Json}) {
        const auto done = created(format);
        EXPECT_TRUE(done.result) << "it is allowed";
        EXPECT_EQ(
            done.err,
            "The catalog has no workload 'Bakup', so nothing will run: did you mean 'Backup'?\n");
    }
}

TEST_F(Commands, DeleteSaysOfEachWhatBecameOfIt) {
    transport.expect("DELETE /schedules/1", answer(200, R"({"status":"deleted"})"));
    EXPECT_EQ(run(DeleteSchedules{{"1"}}).out, "1: deleted\n");

    transport.expect("DELETE /schedules/1", answer(200, R"({"status":"deleted"})"));
    transport.expect("DELETE /schedules/2", answer(404, R"({"detail":"Schedule not found"})"));
    transport.expect("GET /schedules?name=Shop&limit=11",
                     list_of({schedule("3", "Shop"), schedule("4", "Shop")}));
    transport.expect("DELETE /schedules/5", answer(200, R"({"status":"deleted"})"));
    const auto done = run(DeleteSchedules{{"1", "2", "Shop", "5"}});
    EXPECT_EQ(done.out, "1: deleted\n5: deleted\n");
    EXPECT_EQ(done.err,
              "2: no schedule has the id 2; 'schedule list' shows them\n"
              "Shop: 2 schedules are named 'Shop': give one of the ids 3, 4\n");
    expect_error(done, ErrorCode::NotFound, {"failed for 2 of 4 schedules"});
}

TEST_F(Commands, DeleteAsksNoMoreOfAServerThatIsAway) {
    transport.expect("DELETE /schedules/1", fail(ErrorCode::Unavailable, "no answer"));
    const auto done = run(DeleteSchedules{{"1", "2"}}, Format::Json);
    EXPECT_EQ(done.out,
              "[\n{\"schedule\":\"1\",\"error\":\"no answer\"},\n"
              "{\"schedule\":\"2\",\"error\":\"not tried, the server is away\"}\n]\n");
    expect_error(done, ErrorCode::Unavailable, {"failed for 2 of 2"});
}

TEST_F(Commands, PauseChangesOnlyWhatItRead) {
    transport.expect("GET /schedules/7", schedule("7", "Shop"));
    transport.expect("PATCH /schedules/7", schedule("7", "Shop", false));
    EXPECT_EQ(run(SetActive{{"7"}, false}).out, "7: paused\n");
    EXPECT_EQ(transport.requests.back().body, R"({"active":false})");
    EXPECT_EQ(transport.requests.back().headers.back(),
              (std::pair<std::string, std::string>("If-Match", "\"7-1\"")));

    transport.expect("GET /schedules/7", schedule("7", "Shop", false));
    EXPECT_EQ(run(SetActive{{"7"}, false}).out, "7: paused already\n");
    transport.expect("GET /schedules/7", schedule("7", "Shop", false));
    transport.expect("PATCH /schedules/7", schedule("7", "Shop"));
    EXPECT_EQ(run(SetActive{{"7"}, true}).out, "7: resumed\n");
}

TEST_F(Commands, PauseReadsAgainOnceWhenSomebodyElseWasFaster) {
    const auto changed = answer(412, R"({"detail":"The schedule changed since you read it"})");
    transport.expect("GET /schedules/7", schedule("7", "Shop"));
    transport.expect("PATCH /schedules/7", changed);
    transport.expect("GET /schedules/7", schedule("7", "Shop"));
    transport.expect("PATCH /schedules/7", schedule("7", "Shop", false));
    EXPECT_EQ(run(SetActive{{"7"}, false}).out, "7: paused\n");

    for (int i = 0; i < 2; ++i) {
        transport.expect("GET /schedules/7", schedule("7", "Shop"));
        transport.expect("PATCH /schedules/7", changed);
    }
    const auto done = run(SetActive{{"7"}, false});
    EXPECT_EQ(done.err, "");
    expect_error(done, ErrorCode::Conflict, {"7: The schedule changed since you read it"});

    transport.expect("GET /schedules/7", answer(200, R"({"active":true})"));
    expect_error(run(SetActive{{"7"}, false}), ErrorCode::Unavailable, {"gives no ETag"});
}

}  // namespace
}  // namespace wls::cli
