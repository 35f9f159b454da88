// What the program says when it cannot start: one sentence that names the thing and the way out.
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <sstream>

#include "support/http_client.h"
#include "support/program.h"

namespace wls {
namespace {

namespace fs = std::filesystem;

bool has(const std::string& text, const std::string& part) {
    return text.contains(part);
}

class Starts : public testing::Test {
  protected:
    support::Ended serve(std::vector<std::string> arguments,
                         std::vector<std::string> environment = {}) {
        arguments.insert(arguments.begin(), "serve");
        return support::run({std::move(arguments), folder_.path(), std::move(environment), false});
    }

    // One line, the exit code, and every part of the sentence.
    static void expect_refusal(const support::Ended& ended, int code,
                               const std::vector<std::string>& parts) {
        EXPECT_EQ(ended.code, code) << ended.output;
        EXPECT_EQ(std::ranges::count(ended.output, '\n'), 1) << ended.output;
        for (const auto& part : parts) EXPECT_TRUE(has(ended.output, part)) << ended.output;
    }

    support::Folder folder_;
};

TEST_F(Starts, UnknownWordsNameTheNearest) {
    const auto command = [&](std::vector<std::string> arguments) {
        return support::run({std::move(arguments), folder_.path(), {}, false});
    };
    expect_refusal(command({"sevre"}), 2, {"unknown command 'sevre'", "did you mean 'serve'?"});
    expect_refusal(command({"serve", "--prot", "1"}), 2, {"--prot", "did you mean --port?"});
    expect_refusal(command({"serve", "--log-fromat=json"}), 2, {"did you mean --log-format?"});
    expect_refusal(command({"serve", "now"}), 2, {"'now' is one word too many"});
    expect_refusal(command({"backup", "--keep", "x"}), 2, {"--keep", "from 1 up"});
    expect_refusal(serve({}, {"WORKLOAD_SCHEDULER_TOKEN=abc"}), 2,
                   {"did you mean WORKLOAD_SCHEDULER_TOKEN_FILE?"});
    expect_refusal(serve({}, {"WORKLOAD_SCHEDULER_PROT=1"}), 2,
                   {"WORKLOAD_SCHEDULER_PROT", "did you mean WORKLOAD_SCHEDULER_PORT?"});
    std::ofstream(folder_.path() / "settings.yaml") << "# mine\ntime_zone: UTC\n";
    expect_refusal(serve({"--config", "settings.yaml"}), 2,
                   {"settings.yaml:2", "unknown key 'time_zone'", "did you mean timezone?"});
}

TEST_F(Starts, WrongValuesNameTheSetting) {
    expect_refusal(serve({"--port", "70000"}), 2, {"--port", "'70000'", "0 to 65535"});
    expect_refusal(serve({}, {"WORKLOAD_SCHEDULER_PORT=x"}), 2, {"WORKLOAD_SCHEDULER_PORT"});
    expect_refusal(serve({"--timezone", "Europe/Pariss"}), 2, {"--timezone", "Europe/Pariss"});
    expect_refusal(serve({"--database", "mysql:x"}), 2, {"--database", "sqlite:PATH"});
    expect_refusal(serve({"--log-format", "xml"}), 2, {"--log-format", "text or json"});
    expect_refusal(serve({"--catalog", "none.yaml"}), 3, {"none.yaml"});
    expect_refusal(serve({"--config", "none.yaml"}), 6, {"none.yaml"});
}

TEST_F(Starts, AFlagBeatsTheVariableAndTheVariableTheFile) {
    std::ofstream(folder_.path() / "settings.yaml") << "timezone: Asia/Tokyo\nhost: 127.0.0.1\n";
    const auto zone_line = [&](std::vector<std::string> arguments,
                               std::vector<std::string> environment) {
        arguments.insert(arguments.begin(), {"serve", "--config", "settings.yaml"});
        support::Server server(
            {std::move(arguments), folder_.path(), std::move(environment), false});
        return server.output();
    };
    EXPECT_TRUE(has(zone_line({}, {}), "Asia/Tokyo"));
    EXPECT_TRUE(has(zone_line({}, {"WORKLOAD_SCHEDULER_TIMEZONE=Europe/Paris"}), "Europe/Paris"));
    EXPECT_TRUE(has(zone_line({"--timezone", "UTC"}, {"WORKLOAD_SCHEDULER_TIMEZONE=Europe/Paris"}),
                    "zone=UTC"));
}

TEST_F(Starts, APortThatIsTakenIsNamed) {
    support::Server server({{"serve", "--host", "127.0.0.1"}, folder_.path(), {}, false});
    const support::Folder other;
    const auto port = std::to_string(server.port());
    expect_refusal(
        support::run({{"serve", "--host", "127.0.0.1", "--port", port}, other.path(), {}, false}),
        6, {"port " + port, "--port"});
}

TEST_F(Starts, ASecondServerOnTheSameDataIsRefused) {
    support::Server server({{"serve"}, folder_.path(), {}, false});
    expect_refusal(serve({"--port", "0"}), 6,
                   {"another server", (folder_.path() / "data").string()});
}

TEST_F(Starts, AFileThatIsNoDatabaseIsNamedAndKept) {
    std::ofstream(folder_.path() / "x.db")
        << "certainly no database, whatever its name may say.....";
    expect_refusal(serve({"--database", "sqlite:x.db"}), 2,
                   {(folder_.path() / "x.db").string(), "is no SQLite database"});
    EXPECT_EQ(fs::file_size(folder_.path() / "x.db"), 53U);
}

TEST_F(Starts, ARefusedFileGetsNoCompanions) {
    std::ofstream(folder_.path() / "notes.txt")
        << "certainly no database, whatever one may think....";
    serve({"--database", "sqlite:notes.txt"});
    EXPECT_FALSE(fs::exists(folder_.path() / "notes.txt.lock"));
}

TEST_F(Starts, ASecondServerOnTheSameDatabaseIsRefused) {
    support::Server server({{"serve"}, folder_.path(), {}, false});
    expect_refusal(serve({"--port", "0", "--data", "other"}), 6,
                   {"another server", "scheduler.db", "--database"});
}

TEST_F(Starts, AHangupIsNoReasonToEnd) {
    support::Server server({{"serve"}, folder_.path(), {}, false});
    server.signal(SIGHUP);
    EXPECT_TRUE(support::eventually([&] { return has(server.output(), "SIGHUP"); }));
    EXPECT_EQ(support::get(server.port(), "/schedules").status, 200);
    server.signal(SIGTERM);
    EXPECT_EQ(server.wait().code, 0);
}

TEST_F(Starts, AFolderThatCannotBeWrittenIsNamed) {
    fs::permissions(folder_.path(), fs::perms(0555));
    const auto ended = support::run({{"init-db"}, folder_.path(), {}, true});
    fs::permissions(folder_.path(), fs::perms::all);
    expect_refusal(ended, 6, {"data/sqlite", "Permission denied", "--database"});
}

// "listening" is the last of them: who has seen it need not wait for another.
TEST_F(Starts, TheFirstLinesSayWhereWhatAndWhichZone) {
    support::Server server({{"serve", "--timezone", "Europe/Paris"}, folder_.path(), {}, false});
    const auto log = server.output();
    EXPECT_TRUE(has(log, "listening  address=0.0.0.0:" + std::to_string(server.port()))) << log;
    EXPECT_TRUE(has(log, (folder_.path() / "data/sqlite/scheduler.db").string())) << log;
    EXPECT_TRUE(has(log, "zone=Europe/Paris")) << log;
}

TEST_F(Starts, ATokenIsAskedForOnEveryRoute) {
    std::ofstream(folder_.path() / "token") << "  s3cret \n";
    support::Server server({{"serve", "--token-file", "token"}, folder_.path(), {}, false});
    const auto status = [&](const char* method, const char* target, support::HeaderList headers) {
        return support::ask(server.port(), {method, target, std::move(headers), "", false}).status;
    };
    for (const char* target :
         {"/schedules", "/docs", "/openapi.json", "/transitions", "/nope", "/"}) {
        EXPECT_EQ(status("GET", target, {}), 401) << target;
        EXPECT_NE(status("GET", target, {{"Authorization", "Bearer s3cret"}}), 401) << target;
    }
    EXPECT_EQ(status("DELETE", "/schedules/1", {{"Authorization", "Bearer wrong"}}), 401);
    EXPECT_EQ(status("DELETE", "/schedules/1", {{"Authorization", "Bearer s3cret"}}), 404);
    EXPECT_FALSE(has(server.output(), "s3cret")) << "no secret in the log";
    EXPECT_FALSE(has(server.output(), "no --token-file"));
}

TEST_F(Starts, WithoutATokenTheLogWarnsUnlessOnlyThisMachineReachesIt) {
    const auto log_of = [&](const char* host) {
        support::Server server({{"serve", "--host", host}, folder_.path(), {}, false});
        return server.output();
    };
    EXPECT_TRUE(has(log_of("0.0.0.0"), "no --token-file: whoever reaches this port"));
    EXPECT_FALSE(has(log_of("127.0.0.1"), "no --token-file"));
}

TEST_F(Starts, ATokenFileThatHoldsNoTokenIsNamed) {
    expect_refusal(serve({"--token-file", "none"}), 6, {"token file 'none'"});
    for (const char* text : {"", "\n", "   \n", "caf\xc3\xa9\n", "a b\n"}) {
        std::ofstream(folder_.path() / "token") << text;
        expect_refusal(serve({"--token-file", "token"}), 2, {"token file 'token'", "openssl"});
    }
}

TEST_F(Starts, TheLogIsJsonWhenAsked) {
    support::Server server({{"serve", "--log-format", "json"}, folder_.path(), {}, false});
    std::istringstream lines(server.output());
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        EXPECT_TRUE(line.starts_with(R"({"time":"20)") && line.ends_with("}")) << line;
        EXPECT_TRUE(has(line, R"(,"level":")") && has(line, R"(,"event":")")) << line;
    }
    EXPECT_GE(count, 4);
}

TEST_F(Starts, HelpShowsEveryDefault) {
    const auto help = support::run({{"serve", "--help"}, folder_.path(), {}, false});
    EXPECT_EQ(help.code, 0);
    for (const char* part :
         {"--host", "0.0.0.0", "--port", "8000", "--database", "sqlite:data/sqlite/scheduler.db",
          "--timezone", "--catalog", "--data", "--log-format", "--config"})
        EXPECT_TRUE(has(help.output, part)) << part << "\n" << help.output;
    EXPECT_TRUE(has(support::run({{"--help"}, folder_.path(), {}, false}).output, "Examples:"));
    EXPECT_TRUE(support::run({{"version"}, folder_.path(), {}, false})
                    .output.starts_with("workload-scheduler 0."));
}

}  // namespace
}  // namespace wls
