#include "local/local_run_files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

namespace wls::local {
namespace {

namespace fs = std::filesystem;

class RunFolder : public testing::Test {
  protected:
    RunFolder() {
        std::string pattern = fs::temp_directory_path() / "files-XXXXXX";
        data = ::mkdtemp(pattern.data());
        fs::create_directory(data + "/logs");
        fs::create_directory(data + "/run");
        files.emplace(data);
    }
    ~RunFolder() override { fs::remove_all(data); }

    static RunId run(int life) { return {Life{life}, Instant{}, 1}; }
    void write(const std::string& name, std::int64_t written_at = 0) const {
        std::ofstream(data + name) << "x";
        const timespec times[2] = {{written_at, 0}, {written_at, 500'000'000}};
        ::utimensat(AT_FDCWD, (data + name).c_str(), times, 0);
    }
    bool exists(const std::string& name) const { return fs::exists(data + name); }
    // One whole pass, by `count`.
    std::set<std::string> pass(int count) {
        std::set<std::string> names;
        for (;;) {
            const auto logs = files->next_logs(count).value();
            if (logs.empty()) return names;
            EXPECT_LE(static_cast<int>(logs.size()), count);
            for (const auto& log : logs) EXPECT_TRUE(names.insert(log.name).second) << log.name;
        }
    }

    std::string data;
    std::optional<LocalRunFiles> files;
};

TEST_F(RunFolder, RemovesAllOfOneRunAndNothingElse) {
    const std::string name = run(1).text(), other = run(11).text();
    for (const auto& one : {name, other}) {
        write("/run/" + one);
        for (const char* end : {".log", ".log.1", ".calls"}) write("/logs/" + one + end);
    }
    EXPECT_TRUE(files->remove(run(1)));
    EXPECT_TRUE(files->sync());
    EXPECT_FALSE(exists("/run/" + name) || exists("/logs/" + name + ".log") ||
                 exists("/logs/" + name + ".log.1") || exists("/logs/" + name + ".calls"));
    EXPECT_TRUE(exists("/run/" + other) && exists("/logs/" + other + ".log"));
    EXPECT_TRUE(files->remove(run(1))) << "what is not there is no error";
}

TEST_F(RunFolder, SaysWhichFileCannotBeRemoved) {
    fs::create_directory(data + "/run/" + run(1).text());
    write("/logs/" + run(1).text() + ".log");
    const auto removed = files->remove(run(1));
    ASSERT_FALSE(removed);
    EXPECT_NE(removed.error().message.find(data + "/run/" + run(1).text()), std::string::npos);
    EXPECT_FALSE(exists("/logs/" + run(1).text() + ".log"));
}

TEST_F(RunFolder, ListsLogsOfRunsAndNothingElse) {
    for (const char* name : {"/logs/notes.txt", "/logs/x.log", "/logs/1-0.log", "/logs/.log",
                             "/logs/1-0-1.log.2", "/logs/1-0-1.calls"})
        write(name);
    fs::create_directory(data + "/logs/2-0-1.log");
    fs::create_symlink("/etc/passwd", data + "/logs/3-0-1.log");
    EXPECT_TRUE(pass(10).empty());
    write("/logs/1-0-1.log", 1'000);
    write("/logs/1-0-1.log.1");
    EXPECT_EQ(pass(10), (std::set<std::string>{"1-0-1.log", "1-0-1.log.1"}));
    write("/logs/1-0-1.log.1", 1'000);
    const auto logs = files->next_logs(10).value();
    for (const auto& log : logs) {
        EXPECT_EQ(log.run, run(1));
        EXPECT_EQ(log.written_at, Instant{std::chrono::milliseconds{1'000'500}});
    }
}

TEST_F(RunFolder, IsGoneThroughAgainAndAgain) {
    for (int life = 1; life <= 25; ++life) write("/logs/" + run(life).text() + ".log");
    EXPECT_EQ(pass(10).size(), 25U);
    EXPECT_TRUE(files->remove_log(run(1).text() + ".log"));
    EXPECT_EQ(pass(1).size(), 24U);
    for (int life = 2; life <= 25; ++life)
        EXPECT_TRUE(files->remove_log(run(life).text() + ".log"));
    EXPECT_TRUE(pass(10).empty());
}

TEST_F(RunFolder, MayBeMissing) {
    fs::remove_all(data);
    EXPECT_TRUE(files->next_logs(10).value().empty());
    EXPECT_TRUE(files->remove(run(1)));
    EXPECT_TRUE(files->sync());
    std::ofstream(data) << "a file";
    EXPECT_FALSE(files->next_logs(10));
    EXPECT_FALSE(files->sync());
}

}  // namespace
}  // namespace wls::local
