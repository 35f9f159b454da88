// What the commands print, to the letter: from a database that nothing changes, on terminals of 80
// and of 200 columns. With WLS_GOLDEN_WRITE set, the files are written instead.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "cli/shell.h"
#include "support/program.h"

namespace wls::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSchedules = R"sql(
INSERT INTO workloadschedule(id, name, start_time, end_time, status, active) VALUES
 (1, 'Backup Database', '2091-11-30 08:00:00.000000', '2091-11-30 09:00:00.000000', 'scheduled', 1),
 (2, 'Shop by day', '2091-11-30 08:00:00.000000', '2091-12-01 06:30:00.000000', 'running', 1),
 (3, 'Nächtlicher Bericht für 日本語の店 🚀', '2091-02-01 00:00:00.000000',
  '2091-02-01 00:00:30.000000', 'failed', 0),
 (7, 'x' || char(27) || '[31m red' || char(10) || char(8238) || 'gnp.exe',
  '2091-06-15 12:34:56.500000', '2091-06-16 12:34:56.000000', 'waiting for ' || char(7), 1),
 (40, 'A name that goes on and on and on, much further than any table should be wide, and then'
   || ' on and on', '2091-06-15 12:00:00.000000', '2093-06-15 12:00:00.000000', 'missed', 1),
 (1000, '', 'no time at all', '2091-06-15 12:00:00.000000', 'completed', 1),
 (1001, 'Shop by day', '2091-12-01 08:00:00.000000', '2091-12-01 19:00:00.000000', 'scheduled', 1);
)sql";

// 2091-11-30 08:00 in Paris is 3847244400 seconds after 1970.
constexpr const char* kHistory = R"sql(
INSERT INTO transition(id, workload, schedule_id, life, revision, edge, nominal_at, event,
 occurrence_at, cause, decided_at, done_at, from_state, to_state, outcome, attempts, message) VALUES
 (1, 'Process/-/Backup Database', 1, (SELECT life FROM schedule_plan WHERE schedule_id = 1), 1, 'start', 3847244400000000, 0, 3847244400000000,
  'window', 3847244400010000, 3847244400120000, 'down', 'up', 'done', 1, 'exit code 0'),
 (2, 'Process/-/Nightly report for all shops', 2, 902, 902, 'start', 3847248000000000, 0,
  3847248000000000, 'window', 3847248000000000, 3847248303400000, 'down', 'up', 'failed', 4,
  'cannot start: /usr/local/bin/report: No such file or directory (tried 4 times)'),
 (3, 'Process/-/Backup Database', 1, (SELECT life FROM schedule_plan WHERE schedule_id = 1), 1, 'start', 3847250000000000, 0, 3847250000000000,
  'catch_up', 3847260000000000, 3847260000000000, 'down', 'down', 'missed', 0,
  'the server was away until the window''s end'),
 (12, 'Deployment/shop/web', 1000, 904, 904, 'stop', 3847251600000000, 0, 3847248000000000,
  'window', 3847251600000000, 3847251605678000, 'up (3)', 'down (0)', 'done', 1, ''),
 (991, 'Process/-/x' || char(27) || '[31m', 7, 905, 905, 'start', 3847255200000000, 0,
  3847255200000000, 'window', 3847255200000000, 3847358000000000, 'down', 'up', 'already', 1,
  'tab' || char(9) || 'and bell' || char(7));
)sql";

// Nothing that a schedule is named.
constexpr const char* kCatalog = R"(
workloads:
  - name: Nightly report
    process: {run: [/usr/local/bin/report, --password, s3cret], environment: {TOKEN: s3cret}}
  - name: Preview site
    process: {run: [python3, -m, http.server]}
    mode: service
  - name: Reporting database of the whole company, whose name is longer than most tables are wide
    command: {start: [db, start], stop: [db, stop]}
  - name: Test stage
    webhook: {start: {url: "https://s3cret.example.org/"}, stop: {url: "https://ci.example.org/"}}
)";

std::string read_file(const fs::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

class Golden : public testing::TestWithParam<int> {
  protected:
    Golden() {
        support::run({{"init-db", "--database", "sqlite:golden.db"}, folder_.path(), {}, false});
        {
            SQLite::Database database((folder_.path() / "golden.db").string(),
                                      SQLite::OPEN_READWRITE);
            database.exec(kSchedules);
            database.exec(kHistory);
        }
        std::ofstream(folder_.path() / "catalog.yaml") << kCatalog;
        server_.emplace(support::Start{{"serve", "--host", "127.0.0.1", "--timezone",
                                        "Europe/Paris", "--database", "sqlite:golden.db"},
                                       folder_.path(),
                                       {},
                                       false});
    }

    // All commands of one file, each with what it printed and how it ended.
    void compare(const std::string& name, const std::vector<std::string>& lines) {
        Shell shell(folder_.path(), "http://127.0.0.1:" + std::to_string(server_->port()));
        shell.set("COLUMNS", std::to_string(GetParam()));
        std::string text;
        for (const auto& line : lines) {
            const auto typed = shell.type(line + " 2>&1");
            text += "$ " + line + "\n" + typed.output;
            if (typed.code != 0) text += "[exit code " + std::to_string(typed.code) + "]\n";
        }
        const auto file = fs::path(WLS_GOLDEN) / (name + "_" + std::to_string(GetParam()) + ".txt");
        if (std::getenv("WLS_GOLDEN_WRITE")) std::ofstream(file) << text;
        EXPECT_EQ(text, read_file(file)) << file;
    }

    support::Folder folder_;
    std::optional<support::Server> server_;
};

TEST_P(Golden, Schedules) {
    compare("schedules",
            {"ws schedule list", "ws schedule list --status failed", "ws schedule list --inactive",
             "ws schedule list --name 'Shop by day' --limit 1", "ws schedule list --limit 2",
             "ws schedule list --status runnnig", "ws schedule list --name nothing -o json",
             "ws schedule list --limit 2 -o json", "ws schedule show 7",
             "ws schedule show 'Backup Database'", "ws schedule show 7 -o json",
             "ws schedule show 'Shop by day'", "ws schedule show Shop", "ws schedule show 8"});
}

TEST_P(Golden, History) {
    compare("history",
            {"ws history", "ws history --outcome failed", "ws history --schedule 1 --limit 1",
             "ws history --workload 'Backup Database' --from '2091-11-30 09:00'",
             "ws history --schedule 'Backup Database' --to 2091-11-30T07:30:00Z",
             "ws history --outcome missed -o json", "ws history --outcome faild",
             "ws history --from 'next week'", "ws history log 12", "ws history log 13",
             "ws history log one", "ws history log 12 --follow", "ws history log 1",
             "ws history log 2", "ws history log 3", "ws history log 3 --follow"});
}

TEST_P(Golden, Previews) {
    std::ofstream(folder_.path() / "off.txt") << "2027-03-29 Easter Monday\n";
    std::ofstream(folder_.path() / "holidays.ics")
        << "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270329\nEND:VEVENT\nEND:"
           "VCALENDAR\n";
    std::ofstream(folder_.path() / "lines.txt")
        << R"({"schedule":{"weekly":["Mon-Fri 08:00-19:00"],"timezone":"UTC"},"from":"2027-03-29","limit":1})"
        << "\n{}\n";
    compare(
        "previews",
        {R"(ws preview --weekly 'Mon-Fri 08:00-19:00' --timezone Europe/Paris --from 2027-03-26 --to 2027-03-31 --calendar off=off.txt)",
         R"(ws preview --weekly 'Mon-Fri 08:00-19:00' --timezone Europe/Paris --from 2027-03-26 --to 2027-03-31 --calendar off=holidays.ics --only off --language fr)",
         R"(ws preview --weekly 'every day 22:00-06:00' --weekly 'every day 02:00-02:30' --timezone Europe/Paris --from 2027-03-27 --to 2027-03-29)",
         R"(ws preview --cron-start '0 8 13 * 5' --cron-stop '0 19 * * *' --timezone UTC --from 2027-03-01 --limit 2)",
         R"(ws preview --start '2091-12-01 22:00' --end '2091-12-02 06:00' --timezone UTC --repeat 'FREQ=WEEKLY;BYDAY=TU,TH' --except 2091-12-06 --extra 2091-12-26 --from 2091-12-01 --to 2092-01-01 --limit 3 -o json)",
         R"(ws preview --weekly 'Mon-Fri 08:00-19:00' --timezone UTC --from 2027-03-27 --to 2027-03-28)",
         "ws preview --batch < lines.txt",
         "ws preview",
         "ws preview --weekley 'Mon 8:00-9:00'",
         "ws preview 'Mon-Fri 08:00-19:00'",
         "ws preview --weekly 'Mon-Fry 08:00-19:00'",
         "ws preview --cron-start '0 8 * * *'",
         "ws preview --repeat FREQ=DAILY",
         "ws preview --weekly 'Mon 8:00-9:00' --timezone Europe/Pariss",
         "ws preview --weekly 'Mon 8:00-9:00' --limit 0",
         "ws preview --weekly 'Mon 8:00-9:00' -o yaml",
         "ws preview --weekly 'Mon 8:00-9:00' --language de",
         "ws preview --weekly 'Mon 8:00-9:00' --calendar off=nothing.txt",
         "ws preview --weekly 'Mon 8:00-9:00' --server http://localhost",
         "ws preview -f nothing.json",
         "ws preveiw"});
}

TEST_P(Golden, Workloads) {
    compare("workloads",
            {"ws workload list", "ws workload list --limit 2", "ws workload list -o json",
             "ws history --workload Bakup", "ws history --workload 'nightly reprot'",
             "ws history --workload 'Process/-/Test stage'", "ws history --workload web",
             "ws history --workload 'Nightly report' --outcome done",
             "ws history --workload web --outcome failed -o json",
             "ws schedule create --name 'Nightly repotr' --start '2091-11-30 08:00' --for 1h",
             "ws schedule create --name Stage --start '2091-11-30 08:00' --for 1h -o json",
             "ws schedule create --name 'Test stage' --start '2091-11-30 08:00' --for 1h",
             "ws schedule create --name 'a mere record' --start '2091-11-30 08:00' --for 1h",
             "ws workload lsit", "ws workload list all", "ws workload list --limt 3",
             "ws workload list --limit x", "ws workload list --outcome done",
             "ws workload list --server http://127.0.0.1:1"});
}

TEST_P(Golden, Mistakes) {
    compare("mistakes",
            {"ws schedul list",
             "ws schedule lsit",
             "ws schedule list --stauts failed",
             "ws schedule list all",
             "ws schedule list --limit 0",
             "ws schedule list --active --inactive",
             "ws schedule list -o yaml",
             "ws schedule list --server ftp://host",
             "ws schedule list --server http://a:b@host",
             "ws schedule list --server http://host/api",
             "ws schedule show",
             "ws schedule delete",
             "ws schedule create --name x --start soon --for 1h",
             "ws schedule create --name x --start tomorrow --for 1h",
             "ws schedule create --name x --start now",
             "ws schedule create --name x --start '2091-11-30 08:00' --end '2091-11-30 07:00'",
             "ws schedule create --name x --start '2091-11-30 08:00' --end 9am",
             "ws schedule create --start now --for 1h",
             "ws schedule create --name x --strat now",
             "ws history lgo",
             "ws history 12",
             "ws history --form now",
             "ws history log",
             "ws --server ftp://x schedule list",
             "ws schedule --server ftp://x list",
             "ws --server http://x schedule list --server http://y",
             "ws -o yaml history",
             "ws -ojson schedule list --limit 1",
             "ws schedule -o json --token-file none list",
             "ws --server=x lits",
             "ws --output json schedule lsit",
             "ws history -o table 12",
             "ws --server x serve",
             "ws --server x",
             "ws --server",
             "ws schedule list --server",
             "ws schedule delete 1 --force",
             "ws schedule list show 1",
             "ws serve backup"});
}

// What other programs call otherwise, what is empty, and what lacks its quotes.
TEST_P(Golden, Slips) {
    compare("slips", {"ws schedule create --name '' --start now --for 1h",
                      "ws schedule create Backup --start now --for 1h",
                      "ws schedule create --name x --start tomorrow 09:00 --for 1h",
                      "ws schedule create --name x --start",
                      "ws history --from yesterday 08:00",
                      "ws history --from '2091-11-30 10:00' --to '2091-11-30 09:00'",
                      "ws history --workload ''",
                      "ws history log 12 -o json",
                      "ws schedule show Nightly report",
                      "ws schedule show 'shop by dya'",
                      "ws schedule show ''",
                      "ws schedule delete ''",
                      "ws schedule delete 77",
                      "ws schedule delete --all",
                      "ws schedule list --server ''",
                      "ws schedule list --token-file ''",
                      "ws schedule list --limit ''",
                      "ws schedule list -o",
                      "ws schedule list --limit 2 --limit 3",
                      "ws schedule list --inactive=maybe",
                      "ws schedule list --json",
                      "ws schedule create --name x --from now --until 18:00",
                      "ws history --since 'yesterday 08:00'",
                      "ws schedule rm 1",
                      "ws schedule edit 1",
                      "ws schedule stop 1",
                      "ws schedule start 1",
                      "ws schedule status 1",
                      "ws workload start x",
                      "ws status",
                      "ws schedule list -1",
                      "ws history -20",
                      "ws history --from now -5m",
                      "ws history log 1 -1",
                      "ws schedule create --name x --start now --for 1h -1",
                      "ws schedule create --name x --start 18.30 --for 1h",
                      "ws serve -1",
                      "ws schedule ''",
                      "ws schedule help",
                      "ws list",
                      "ws logs 1",
                      "ws help",
                      "ws ''"});
}

INSTANTIATE_TEST_SUITE_P(Columns, Golden, testing::Values(80, 200),
                         [](const auto& test) { return std::to_string(test.param); });

}  // namespace
}  // namespace wls::cli
