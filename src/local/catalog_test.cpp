#include "local/catalog.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

namespace wls::local {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Result<Catalog> parse(const std::string& text) {
    return Catalog::parse(text, "catalog.yaml");
}

// One workload with these lines added or instead.
std::string with(const std::string& lines) {
    return "workloads:\n  - name: x\n    process: {run: [a]}\n" + lines;
}

std::string command(const std::string& lines) {
    return "workloads:\n- {name: x, " + lines + "}\n";
}

TEST(Catalog, ReadsTheExampleOfTheManual) {
    const auto catalog = parse(R"(workloads:
  - name: Backup Database
    process: {run: [workload-scheduler, backup],   # this very program
              directory: ".", environment: {}}
    mode: task
    stop_grace: 10s
  - name: Bericht 'é'
    stop_grace: 2m
    process:
      run: [sleep, 60, "", yes, 0x10, "null", "a b"]
      directory: /srv
      environment: {PORT: 8080, EMPTY: "", FLAG: no}
)");
    ASSERT_TRUE(catalog) << catalog.error().message;
    EXPECT_EQ(catalog->size(), 2U);
    const Workload* workload = catalog->find("Backup Database");
    ASSERT_NE(workload, nullptr);
    EXPECT_EQ(workload->key(), "Process/-/Backup Database");
    EXPECT_EQ(workload->mode, Mode::Task);
    const Process* report = catalog->process("Bericht 'é'");
    ASSERT_NE(report, nullptr);
    EXPECT_THAT(report->run, ElementsAre("sleep", "60", "", "yes", "0x10", "null", "a b"));
    EXPECT_EQ(report->directory, "/srv");
    EXPECT_EQ(report->stop_grace, std::chrono::minutes{2});
    EXPECT_EQ(report->environment.at("PORT"), "8080");
    EXPECT_EQ(report->environment.at("FLAG"), "no");
    EXPECT_EQ(catalog->find("backup database"), nullptr);
    EXPECT_EQ(catalog->process("nobody"), nullptr);
}

TEST(Catalog, KnowsServicesAndCommands) {
    const auto catalog = parse(R"(workloads:
  - name: Shop
    process: {run: [./shop]}
    mode: service
  - name: Report
    command:
      start: [systemctl, start, report]
      stop: [systemctl, stop, report]
      state: [systemctl, is-active, --quiet, report]
      directory: /srv
      environment: {A: b}
      timeout: 90s
    stop_grace: 3s
  - {name: Bare, command: {start: [up, 1], stop: [down]}}
)");
    ASSERT_TRUE(catalog) << catalog.error().message;
    EXPECT_EQ(catalog->find("Shop")->mode, Mode::Service);
    EXPECT_EQ(catalog->find("Shop")->kind, "Process");
    EXPECT_EQ(catalog->command("Shop"), nullptr);

    const Workload* report = catalog->find("Report");
    EXPECT_EQ(report->key(), "Command/-/Report");
    EXPECT_EQ(report->mode, Mode::Effect);
    EXPECT_EQ(catalog->process("Report"), nullptr);
    const Command* command = catalog->command("Report");
    ASSERT_NE(command, nullptr);
    EXPECT_THAT(command->start, ElementsAre("systemctl", "start", "report"));
    EXPECT_THAT(command->stop, ElementsAre("systemctl", "stop", "report"));
    EXPECT_THAT(command->state, ElementsAre("systemctl", "is-active", "--quiet", "report"));
    EXPECT_EQ(command->directory, "/srv");
    EXPECT_EQ(command->environment.at("A"), "b");
    EXPECT_EQ(command->timeout, std::chrono::seconds{90});
    EXPECT_EQ(command->stop_grace, std::chrono::seconds{3});

    const Command* bare = catalog->command("Bare");
    ASSERT_NE(bare, nullptr);
    EXPECT_THAT(bare->state, ::testing::IsEmpty());
    EXPECT_EQ(bare->timeout, std::chrono::seconds{30});
}

TEST(Catalog, WithoutAFileBacksTheDatabaseUp) {
    const Catalog catalog = Catalog::built_in();
    ASSERT_NE(catalog.find("Backup Database"), nullptr);
    EXPECT_THAT(catalog.process("Backup Database")->run,
                ElementsAre("workload-scheduler", "backup"));
    EXPECT_EQ(catalog.process("Backup Database")->stop_grace, std::chrono::seconds{10});
}

TEST(Catalog, SharesByAnchors) {
    const auto catalog = parse(
        "workloads:\n"
        "  - {name: a, process: {run: [x], environment: &e {A: 1}}}\n"
        "  - {name: b, process: {run: [y], environment: *e}}\n");
    ASSERT_TRUE(catalog) << catalog.error().message;
    EXPECT_EQ(catalog->process("b")->environment.at("A"), "1");
    EXPECT_TRUE(parse("workloads: []"));
}

TEST(Catalog, AWrongFileSaysWhereAndWhat) {
    const struct {
        std::string text;
        const char* want;
    } rows[] = {
        {"", "1:1: the catalog is empty"},
        {"# only a comment\n", "the catalog is empty"},
        {"workloads", "1:1: a catalog begins with 'workloads:'"},
        {"[a]", "1:1: a catalog begins with 'workloads:'"},
        {"{}", "'workloads' must be a list"},
        {"workloads:", "'workloads' must be a list"},
        {"workloads: {}", "1:12: 'workloads' must be a list"},
        {"workload: []", "1:1: unknown key 'workload'; did you mean 'workloads'?"},
        {"zzz: []", "1:1: unknown key 'zzz'; known here: workloads"},
        {"workloads: []\nworkloads: []", "2:1: 'workloads' stands here twice"},
        {"workloads: []\n---\nworkloads: []", "a second YAML document"},
        {"workloads: [", "1:1: end of sequence"},
        {"workloads:\n\t- name: x", "2:2: illegal block entry"},
        {"workloads: *nobody", "1:"},
        {"workloads: ['x]", "1:"},
        {"workloads:\n- x", "2:3: a workload is a map"},
        {"workloads:\n- name: x", "2:3: 'x' needs 'process"},
        {"workloads:\n- process: {run: [a]}", "2:3: a workload needs a 'name'"},
        {"workloads:\n- name: ''\n", "2:9: a name is one line"},
        {"workloads:\n- name: \"a\\nb\"\n", "2:9: a name is one line"},
        {"workloads:\n- name: \"\xFF\"\n", "a name is one line"},
        {"workloads:\n- name: " + std::string(256, 'n'), "2:9: a name is one line"},
        {"workloads:\n- name: ~\n", "2:9: 'name' has no value"},
        {"workloads:\n- name: [x]\n", "2:9: 'name' must be a text"},
        {with("  - name: x\n    process: {run: [b]}\n"), "4:5: there are two workloads named 'x'"},
        {with("    comand: {}"), "4:5: unknown key 'comand'; did you mean 'command'?"},
        {with("    name: y"), "4:5: 'name' stands here twice"},
        {with("    command: {start: [a], stop: [b]}"),
         "4:14: a workload has either 'process' or 'command'"},
        {command("mode: task, command: {start: [a], stop: [b]}"),
         "2:19: 'mode' is for a 'process'; a 'command'"},
        {command("mode: effect, command: {start: [a], stop: [b]}"), "'mode' is 'task' or"},
        {command("command: a"), "2:22: 'command' is a map: {start:"},
        {command("command: {}"), "2:22: 'command' needs 'start: [program"},
        {command("command: {start: [a]}"), "2:22: 'command' needs 'stop: [program"},
        {command("command: {stop: [a]}"), "2:22: 'command' needs 'start: [program"},
        {command("command: {start: a, stop: [b]}"), "2:30: 'start' is a list"},
        {command("command: {start: [a], stop: []}"), "2:41: 'stop' is empty"},
        {command("command: {start: [a], stop: [b], state: ['']}"), "'state' is empty"},
        {command("command: {start: [a], stop: [b], status: [c]}"), "did you mean 'state'?"},
        {command("command: {start: [a], stop: [b], run: [c]}"), "unknown key 'run'"},
        {command("command: {start: [a], stop: [b], stop: [c]}"), "'stop' stands here twice"},
        {command("command: {start: [a], stop: [b], timeout: 0s}"),
         "'timeout' is a time above 0 and up to 24h"},
        {command("command: {start: [a], stop: [b], timeout: 30}"), "'timeout' is a time"},
        {command("command: {start: [a], stop: [b], timeout: 25h}"), "'timeout' is a time"},
        {command("command: {start: [a], stop: [b], environment: {WORKLOAD_SCHEDULER_EDGE: x}}"),
         "WORKLOAD_SCHEDULER_EDGE is set by the server"},
        {with("    mode: services"), "4:11: 'mode' is 'task' or 'service', not 'services'"},
        {with("    mode: Task"), "4:11: 'mode' is 'task' or 'service', not 'Task'"},
        {with("    stop_grace: 10"), "4:17: 'stop_grace' is a time"},
        {with("    stop_grace: 10 s"), "4:17: 'stop_grace' is a time"},
        {with("    stop_grace: -1s"), "4:17: 'stop_grace' is a time"},
        {with("    stop_grace: 1.5s"), "4:17: 'stop_grace' is a time"},
        {with("    stop_grace: 25h"), "4:17: 'stop_grace' is a time"},
        {with("    stop_grace: 99999999999999999999s"), "4:17: 'stop_grace' is a time"},
        {with("    stop_grace: s"), "4:17: 'stop_grace' is a time"},
        {with("    stop_grace:"), "'stop_grace' has no value"},
        {"workloads:\n- {name: x, process: a}", "2:22: 'process' is a map"},
        {"workloads:\n- {name: x, process: {}}", "2:22: 'process' needs 'run"},
        {"workloads:\n- {name: x, process: {run: a b}}", "2:28: 'run' is a list"},
        {"workloads:\n- {name: x, process: {run: []}}", "2:28: 'run' is empty"},
        {"workloads:\n- {name: x, process: {run: ['']}}", "2:28: 'run' is empty"},
        {"workloads:\n- {name: x, process: {run: [a, ~]}}", "an argument of 'run' has no value"},
        {"workloads:\n- {name: x, process: {run: [[a]]}}",
         "2:29: an argument of 'run' must be a text"},
        {"workloads:\n- {name: x, process: {run: [\"\\0\"]}}",
         "2:29: an argument of 'run' holds a zero"},
        {"workloads:\n- {name: x, process: {run: [a], dir: /}}", "unknown key 'dir'"},
        {"workloads:\n- {name: x, process: {run: [a], directory: ''}}", "'directory' is empty"},
        {"workloads:\n- {name: x, process: {run: [a], environment: [A]}}",
         "'environment' is a map"},
        {"workloads:\n- {name: x, process: {run: [a], environment: {A: }}}", "'A' has no value"},
        {"workloads:\n- {name: x, process: {run: [a], environment: {1A: b}}}",
         "is no variable's name"},
        {"workloads:\n- {name: x, process: {run: [a], environment: {'A=B': b}}}",
         "is no variable's name"},
        {"workloads:\n- {name: x, process: {run: [a], environment: {A: 1, A: 2}}}",
         "stands here twice"},
        {"workloads:\n- {name: x, process: {run: [a], environment: {WORKLOAD_SCHEDULER_RUN: 1}}}",
         "WORKLOAD_SCHEDULER_RUN is set by the server"},
        {"? {a: b}\n: c", "a key must be a text"},
    };
    for (const auto& row : rows) {
        const auto catalog = parse(row.text);
        ASSERT_FALSE(catalog) << row.text;
        EXPECT_EQ(catalog.error().code, ErrorCode::Invalid);
        EXPECT_THAT(catalog.error().message, StartsWith("catalog.yaml:"));
        EXPECT_THAT(catalog.error().message, HasSubstr(row.want)) << row.text;
    }
}

TEST(Catalog, IsBoundedWhateverTheFileHolds) {
    std::string many = "workloads:\n";
    for (int i = 0; i < 10'001; ++i)
        many += "- {name: n" + std::to_string(i) + ", process: {run: [a]}}\n";
    std::string bomb =
        "workloads:\n- {name: a, process: {run: &r [" + std::string(100'000, 'x') + "]}}\n";
    for (int i = 0; i < 100; ++i)
        bomb += "- {name: n" + std::to_string(i) + ", process: {run: *r}}\n";
    const struct {
        const char* why;
        std::string text;
        const char* want;
    } rows[] = {
        {"many workloads", many, "more than 10000 workloads"},
        {"too large", std::string((1 << 20) + 1, ' '), "larger than 1 MiB"},
        {"aliases", bomb, "with its aliases written out"},
        {"deep lists", std::string(500'000, '['), "catalog.yaml:1:"},
        {"deep maps", std::string(500'000, '{'), "catalog.yaml:1:"},
        {"deep blocks",
         [] {
             std::string s;
             for (int i = 0; i < 300'000; ++i) s += "- ";
             return s;
         }(),
         "catalog.yaml:1:"},
        {"a long key", std::string(1 << 20, 'k'), "a catalog begins with"},
        {"zero bytes", std::string(1000, '\0'), "catalog.yaml:"},
    };
    for (const auto& row : rows) {
        const auto catalog = parse(row.text);
        ASSERT_FALSE(catalog) << row.why;
        EXPECT_THAT(catalog.error().message.substr(0, 200), HasSubstr(row.want)) << row.why;
    }
}

TEST(Catalog, ReadTellsMissingFromUnreadable) {
    EXPECT_EQ(Catalog::read("/no/such/catalog.yaml").error().code, ErrorCode::NotFound);
    EXPECT_EQ(Catalog::read("/tmp").error().code, ErrorCode::Unavailable);
    EXPECT_THAT(Catalog::read("/tmp").error().message, HasSubstr("/tmp: Is a directory"));
    EXPECT_EQ(Catalog::read("/dev/zero").error().code, ErrorCode::Unavailable);
    EXPECT_THAT(Catalog::read("/dev/zero").error().message, HasSubstr("no regular file"));
}

// A pipe that nobody writes would hold the server up for ever.
TEST(Catalog, ReadNeverWaitsForAPipe) {
    std::string folder = testing::TempDir() + "/catalog-XXXXXX";
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    const std::string pipe = folder + "/pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    const auto read = Catalog::read(pipe);
    std::filesystem::remove_all(folder);
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().message, HasSubstr(pipe + ": it is no regular file; give --catalog"));
}

}  // namespace
}  // namespace wls::local
